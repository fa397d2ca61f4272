public import OpsDomain

extension Timestamp {
  /// The moment at which fixtures begin: 2026-08-20T03:03:41Z, 12:03:41 in Kyoto.
  public static let fixture = Timestamp(seconds: 1_787_195_021)
}
