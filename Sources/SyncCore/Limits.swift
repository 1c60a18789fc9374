/// The formats of changesets, and their limits, which are part of the format and no settings
/// (DESIGN section 6).
public enum Limits {
  /// The newest format that this program reads, merges and writes: what can be merged here, two
  /// replicas compare by it.
  public static let format: Int64 = 3
  /// The format of a changeset that erases nothing.
  public static let plainFormat: Int64 = 1
  /// The format of a changeset that erases values.
  public static let erasingFormat: Int64 = 3

  /// Whether this program reads and merges bodies of a format.
  ///
  /// Nobody may ever give format 2 a meaning: released examples and databases hold bodies of it
  /// that stand for a format to come.
  public static func reads(_ format: Int64) -> Bool {
    format == plainFormat || format == erasingFormat
  }

  /// The longest line of a changeset, without its line end: 8 MiB.
  public static let changesetBytes = 8 * 1_048_576
  /// The most changes in one changeset.
  public static let changes = 10_000
  /// The longest text: 1 MiB.
  public static let textBytes = 1_048_576
  /// The deepest nesting of arrays and objects inside a value of `set`.
  public static let nesting = 8
}
