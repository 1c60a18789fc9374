import Foundation
import SyncCore
import SyncWire

/// What a command found or did, for people and for programs.
protocol Answer {
  /// The document that `--json` prints.
  var json: Value { get }
  /// Whether the work is done but a person is needed: exit code 3.
  var needsPerson: Bool { get }
  /// What is doubtful although it was done; told on stderr.
  var warnings: [String] { get }
  /// The lines for people, without the last line end; empty where there is nothing to say.
  func text(_ style: Style) -> String
}

extension Answer {
  var needsPerson: Bool { false }
  var warnings: [String] { [] }
}

/// Where results and messages go: stdout carries the result alone, stderr what people are told.
struct Console: Sendable {
  let isJSON: Bool
  /// How stdout is coloured, and how wide it is.
  let style: Style
  /// How stderr is coloured.
  let noteStyle: Style

  init(isJSON: Bool) {
    self.isJSON = isJSON
    let environment = ProcessInfo.processInfo.environment
    let mayColour = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    style = Style(
      isColoured: mayColour && isatty(STDOUT_FILENO) == 1,
      width: TerminalWidth.current(environment: environment))
    noteStyle = Style(isColoured: mayColour && isatty(STDERR_FILENO) == 1)
  }

  /// Prints an answer in the form that was asked for.
  func show(_ answer: any Answer) {
    for warning in answer.warnings { warn(warning) }
    if isJSON { return write(answer.json) }
    let text = answer.text(style)
    if !text.isEmpty { write(Array((text + "\n").utf8), to: .standardOutput) }
  }

  /// Prints one canonical JSON document and a line end.
  func write(_ json: Value) {
    write(CanonicalJSON.write(json) + [UInt8(ascii: "\n")], to: .standardOutput)
  }

  /// Prints bytes that already are the result.
  func write(bytes: [UInt8]) {
    write(bytes, to: .standardOutput)
  }

  /// Tells people something beside the result.
  func note(_ text: String) {
    write(Array((text + "\n").utf8), to: .standardError)
  }

  func warn(_ text: String) {
    note(noteStyle.alarm("Warning: ") + text)
  }

  private func write(_ bytes: [UInt8], to file: FileHandle) {
    do {
      try file.write(contentsOf: Data(bytes))
    } catch {
      guard file !== FileHandle.standardError else { return }
      note("Error: the result cannot be printed: \(error.localizedDescription)")
      exit(EXIT_FAILURE)
    }
  }
}
