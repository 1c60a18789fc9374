// Values can be written as they stand in JSON, where code names one itself.

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) {
    self = .string(value)
  }

  public init(integerLiteral value: Int64) {
    self = .integer(value)
  }

  public init(booleanLiteral value: Bool) {
    self = .boolean(value)
  }
}
