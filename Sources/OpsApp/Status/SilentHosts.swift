import OpsDomain

/// Hosts that have neither answered nor failed.
struct SilentHosts {
  var hosts: Set<HostID> = []
  /// How long they had to answer; nil while they are still waited for.
  var waited: Duration?

  /// What there is to say of a host for want of an answer; nil where it has given one.
  func words(_ state: HostState) -> String? {
    guard hosts.contains(state.host.id), state.failure == nil else { return nil }
    guard let waited else { return state.sample == nil ? "no answer yet" : "no new answer yet" }
    return "no \(state.sample == nil ? "" : "whole ")answer within \(ScalarParsing.words(waited))"
  }
}
