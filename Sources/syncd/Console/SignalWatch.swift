import Dispatch
import Foundation

/// Calls back when the process is asked to end, instead of ending at once; a second time it ends.
struct SignalWatch {
  private let sources: [any DispatchSourceSignal]
  private let signals: [Int32]

  init(_ signals: [Int32], _ react: @escaping @Sendable () -> Void) {
    self.signals = signals
    sources = signals.map { number in
      // The source sees signals that are ignored; a handler would be C, and could do next to nothing.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        react()
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
  }

  /// From here on a signal ends the process again.
  func end() {
    for source in sources { source.cancel() }
    for number in signals { signal(number, SIG_DFL) }
  }
}
