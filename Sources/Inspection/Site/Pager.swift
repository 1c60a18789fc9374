/// Which part of a long list a page shows.
struct Pager {
  let total: Int
  let size: Int
  /// From 1; a number that is out of range or none is the nearest that there is.
  let number: Int

  init(_ asked: String?, total: Int, size: Int) {
    self.total = total
    self.size = size
    let last = max(1, (total + size - 1) / size)
    number = min(max(1, asked.flatMap { Int($0) } ?? 1), last)
  }

  var pages: Int { max(1, (total + size - 1) / size) }
  var offset: Int { (number - 1) * size }

  /// For the template `pager`; nil where all of the list is shown.
  ///
  /// - Parameter link: the page with its filters; the number is put in as `sida`.
  func context(_ link: PageLink, _ words: Words) -> [String: Any]? {
    guard pages > 1 else { return nil }
    var context: [String: Any] = ["position": words("page_of", "\(number)", "\(pages)")]
    if number > 1 { context["previous"] = link.with("sida", "\(number - 1)").description }
    if number < pages { context["next"] = link.with("sida", "\(number + 1)").description }
    return context
  }
}
