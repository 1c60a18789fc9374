/// The limits of changeset format 1. They are part of the format, not settings (DESIGN section 6).
public enum Limits {
  /// The format this program reads, merges and writes.
  public static let format: Int64 = 1
  /// The longest line of a changeset, without its line end: 8 MiB.
  public static let changesetBytes = 8 * 1_048_576
  /// The most changes in one changeset.
  public static let changes = 10_000
  /// The longest text: 1 MiB.
  public static let textBytes = 1_048_576
  /// The deepest nesting of arrays and objects inside a value of `set`.
  public static let nesting = 8
}
