// The types of the domain are public, and so their conformances must be.
public import ArgumentParser
public import OpsDomain

extension EntryKind: ExpressibleByArgument {}
extension WorkResult: ExpressibleByArgument {}
extension Impact: ExpressibleByArgument {}
extension HoldPlan.Variant: ExpressibleByArgument {}
extension RequestPlan.Need: ExpressibleByArgument {}
extension VerdictAction: ExpressibleByArgument {}

extension CompletionKind {
  /// Names of servers, as the inventory has them.
  static var servers: CompletionKind { .shellCommand("opsconsole hosts --names 2>/dev/null") }
}
