import Foundation

/// How many characters a line of the terminal holds.
enum TerminalWidth {
  /// What no terminal is taken to fall below or exceed, so that columns stay readable.
  static let range = 40...240

  /// `COLUMNS` where it is set, else what the terminal behind stdout says, else the usual width.
  static func current(environment: [String: String]) -> Int {
    let width = environment["COLUMNS"].flatMap(Int.init) ?? ofTerminal() ?? Style.usualWidth
    return min(max(width, range.lowerBound), range.upperBound)
  }

  private static func ofTerminal() -> Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
