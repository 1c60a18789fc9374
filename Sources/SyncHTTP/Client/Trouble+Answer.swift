import SyncExchange

extension Trouble {
  /// What an answer that is no success means.
  ///
  /// - Parameter problem: what the server says of it, where it is one of ours.
  init(status: Int, problem: Problem?, answer: Answer, address: String) {
    let said = problem.map { ": " + Self.printable($0.detail) } ?? ""
    let advice = problem.map { Self.printable($0.hint) } ?? ""
    switch status {
    case 401 where problem?.code == "signature_wrong_target":
      self = .refused(
        "The server behind \(address) goes by another address\(said)",
        hint: "Its --public-url must be \(address), or Peers must name its own address.")
    case 401 where problem != nil, 403 where problem != nil:
      self = .refused(
        "\(address) refuses the request (\(problem?.code ?? ""))\(said)", hint: advice)
    case 401, 403, 407:
      self = .refused(
        "Something between here and \(address) answers \(status) in place of syncd. Nothing was exchanged.",
        hint: "Ask who runs the proxy there to let requests to syncd pass.")
    case 408, 429, 502, 503, 504:
      self.init(
        Self.busy(address, "\(status)\(problem.map { ", " + $0.code } ?? "")\(said)"),
        mayPass: true, requestedPause: answer.requestedPause, status: status)
    default:
      self.init(
        Self.strange(status, problem: problem, answer: answer, address: address), mayPass: false,
        status: status)
    }
  }

  /// What of an answer helps to tell what went wrong.
  struct Answer {
    let mediaType: String
    let location: String?
    let requestedPause: Duration?
  }

  private static func refused(_ message: String, hint: String) -> Trouble {
    Trouble(
      ExchangeError(
        .requestRefused, message,
        hint: hint.isEmpty ? "Compare Peers on both sides." : hint),
      mayPass: false)
  }

  private static func busy(_ address: String, _ cause: String) -> ExchangeError {
    ExchangeError(
      .peerBusy, "\(address) has no time now (\(cause)). What was merged before it stays.",
      hint: "Run the command again later: it goes on from what was merged.")
  }

  private static func strange(
    _ status: Int, problem: Problem?, answer: Answer, address: String
  ) -> ExchangeError {
    if let problem {
      return ExchangeError(
        .peerNotUnderstood,
        "\(address) failed (\(status), \(printable(problem.code))): \(printable(problem.detail))"
          + " What was merged before it stays.", hint: printable(problem.hint))
    }
    var message = "\(address) answers \(status)"
    var hint = "See that `syncd serve` runs there and that the address has the right path."
    if let location = answer.location {
      message += " and points to \(printable(location))"
      hint = "Put the address where syncd itself answers into Peers."
    } else if answer.mediaType.hasPrefix("text/html") {
      message += " with a web page"
    }
    return ExchangeError(
      .peerNotUnderstood, message + ", which is not syncd's answer. Nothing was changed by it.",
      hint: hint)
  }

  /// The longest text of a server that is shown, in characters.
  private static let shownLimit = 600

  /// A text from outside without what could steer a terminal.
  static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(shownLimit).map { scalar in
          scalar.properties.generalCategory == .control ? " " : scalar
        }))
  }
}
