import Foundation
import SyncExchange

/// A line on stderr that says how far long work has come; silent where that is no terminal.
struct ProgressLine: Sendable {
  private let isShown: Bool
  private let label: String

  init(_ label: String) {
    self.label = label
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Shows a count, every `step` of them.
  func show(_ count: Int, step: Int = 500) {
    guard isShown, count % step == 0 else { return }
    write("\r\(label): \(count)")
  }

  /// Shows how far an exchange has come.
  func show(_ progress: ExchangeProgress) {
    guard isShown else { return }
    let verb = progress.step == .receiving ? "received" : "sent"
    var text = "\(progress.peer): \(verb) \(progress.changesets)"
    if progress.bytes > 0 { text += " (\(progress.bytes / 1_024) KiB)" }
    switch progress.remaining {
    case .files(let count): text += ", \(count) files to go"
    case .changesets(let count): text += ", \(count) to go"
    }
    write("\r\u{1B}[K\(text)")
  }

  /// Clears the line.
  func finish() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
