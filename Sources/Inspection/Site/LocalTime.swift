import Foundation
import SyncCore

/// Times as people in Sweden read them.
enum LocalTime {
  /// Stockholm's time; this computer's where it knows no time zones.
  private static let zone = TimeZone(identifier: "Europe/Stockholm") ?? .current

  /// `2026-11-25 13:05`.
  static func text(_ time: Timestamp) -> String {
    let seconds = TimeInterval(time.milliseconds) / 1_000
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
    let local = Timestamp(milliseconds: time.milliseconds + Int64(offset) * 1_000).description
    return "\(local.prefix(10)) \(local.dropFirst(11).prefix(5))"
  }

  /// How a template shows a time: `{"iso": …, "text": …}`.
  static func context(_ time: Timestamp) -> [String: Any] {
    ["iso": time.description, "text": text(time)]
  }

  /// How long ago a time was, in whole days.
  static func days(from time: Timestamp, to now: Timestamp) -> Int {
    Int(max(0, now.milliseconds - time.milliseconds) / 86_400_000)
  }
}
