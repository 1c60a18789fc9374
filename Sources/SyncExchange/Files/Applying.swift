import Foundation
import SyncStore
import SyncWire

/// One file on its way into a replica.
struct Applying {
  let url: URL
  var intake: Intake

  init(url: URL) {
    self.url = url
    intake = Intake(
      report: ExchangeReport(peer: url.path), entriesLimit: ChangesetFile.entriesLimit)
  }

  /// Reads the file to its end.
  ///
  /// - Throws: `no_changesets` or `not_changesets` before anything went to the replica, a
  ///   `SystemFailure`, or what the receiver throws.
  mutating func run(_ receiver: Intake.Receiver) throws {
    var gate = ChangesetGate()
    var isEmpty = true
    let place = url.path
    func take(_ line: LineSplitter.Line) throws {
      isEmpty = false
      for line in try gate.pass(line) {
        try intake.add(line, file: 0, place: place, to: receiver)
      }
    }
    do {
      let ending = try FileAccess.reading(url.path, followsLinks: true) {
        try ChangesetLines.read($0, stopsAtZero: false, each: take)
      }
      for line in try gate.finish() {
        try intake.add(line, file: 0, place: place, to: receiver)
      }
      try intake.flush(to: receiver)
      note(ending)
    } catch is ChangesetGate.NotChangesets {
      throw isEmpty ? noChangesets : notChangesets
    }
  }

  private mutating func note(_ ending: ChangesetLines.Ending) {
    switch ending {
    case .whole, .tooLarge: return
    case .torn, .unfilled:
      intake.report.note(
        "\(url.path) ends in the middle of a line. All lines before it were taken; copy or export"
          + " the file again and apply it.")
    case .damaged:
      intake.report.note(
        "\(url.path) is damaged after what was read. All lines before the damage were taken; copy"
          + " or export the file again and apply it.")
    }
  }

  private var noChangesets: ExchangeError {
    ExchangeError(
      .noChangesets, "\(url.path) holds no changeset. Nothing was changed.",
      hint: "Export it again where it comes from; the file may have been cut short.")
  }

  private var notChangesets: ExchangeError {
    ExchangeError(
      .notChangesets, "\(url.path) is no file of changesets. Nothing was changed.",
      hint: "Give a file that `syncd export` wrote, with lines that begin with {\"body\": or"
        + " {\"header\":.")
  }
}
