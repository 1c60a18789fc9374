import SyncHTTP

/// One record with all its fields, or the form that changes it.
enum RecordPage: Page {
  static let path = "/post"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let key = try visit.query.recordKey()
    let current = try RecordCase(key, in: visit.workspace)
    if visit.request.writes || visit.query["redigera"] != nil {
      guard current.isMine, visit.visitor.mayEdit, let type = current.type else {
        throw Failure(
          "no_right", "\(key) cannot be changed from here. Nothing was written.",
          hint: "Ask its owner to change it.")
      }
      let desk = RecordDesk(visit: visit, current: current, type: type)
      return visit.request.writes ? desk.save() : desk.show()
    }
    let view = RecordView(visit: visit, current: current)
    return visit.page("record", title: view.title, try view.context())
  }
}
