/// Where rules of time zones are looked up by their IANA names.
public struct ZoneCatalogue: Sendable {
  /// Finds the rules; nil when there is no such zone.
  public var find: @Sendable (String) -> ZoneRules?
  /// A catalogue.
  public init(find: @escaping @Sendable (String) -> ZoneRules?) { self.find = find }
  /// Knows UTC only.
  public static let utcOnly = ZoneCatalogue { $0 == "UTC" ? .utc : nil }

  /// The rules of a plan's zone; UTC when the name is empty or not known here.
  public func rules(of name: String) -> ZoneRules { name.isEmpty ? .utc : find(name) ?? .utc }
}
