/// What a role comes to: its hosts counted, and their load.
public struct RoleSummary: Hashable, Sendable, Identifiable {
  /// The role.
  public var id: RoleID
  /// How many hosts it has, whatever their status.
  public var total = 0
  /// How many do their work: status `working`, and read lately.
  public var inService = 0
  /// How many hosts stand in each state of health; those switched off are left out.
  public var counts: [Health: Int] = [:]
  /// How many of its hosts are trouble.
  public var troubles = 0
  /// What the team asks to be kept, or nil where it has not said.
  public var keep: Keep?
  /// How many hosts must stay in service, or nil where the team has not said.
  public var required: Int?
  /// The mean load of one minute per core over the hosts in service; nil when none was read.
  public var loadMean: Double?
  /// The highest load of one minute per core over the hosts in service; nil when none was read.
  public var loadMax: Double?
  /// What holds the hosts in service back: how many each; those of which it is not known are left out.
  public var bottlenecks: [Bottleneck.Letter: Int] = [:]
  /// The worst health among its hosts that are working; `unknown` when there are none.
  public var worst: Health = .unknown

  init(id: RoleID) { self.id = id }

  /// Whether fewer hosts are in service than must stay; false where the team has not said.
  public var isShort: Bool { required.map { inService < $0 } ?? false }
}

extension HostState {
  /// Whether the host does its work: status `working`, and read lately enough to say so.
  public var isInService: Bool { health.isInService(for: host.status) }
}

extension Fleet {
  /// A summary of every role, in the inventory's order.
  ///
  /// Computed at each call; costs one look at every host.
  public var roleSummaries: [RoleSummary] { roles.indices.map(summary) }

  /// The summary of one role, or nil when there is no such role.
  public func summary(of role: RoleID) -> RoleSummary? { roles.firstIndex { $0.id == role }.map(summary) }

  private func summary(_ index: Int) -> RoleSummary {
    var summary = RoleSummary(id: roles[index].id)
    var load = (sum: 0.0, count: 0, max: 0.0)
    var worst: Health?
    for place in roleMembers[index] {
      // Field by field: to take a whole host out of the array costs twenty reference counts.
      let (status, health) = (hosts[place].host.status, hosts[place].health)
      summary.take(status, health)
      if status == .working { worst = max(worst ?? .ok, health) }
      guard health.isInService(for: status) else { continue }
      // In service is read lately, so that the letter is of now.
      if let letter = hosts[place].judgement.bottleneck.standing?.letter {
        summary.bottlenecks[letter, default: 0] += 1
      }
      guard let value = hosts[place].vitals?.loadPerCore else { continue }
      load = (load.sum + value, load.count + 1, Swift.max(load.max, value))
    }
    summary.keep = roles[index].keep
    summary.required = roles[index].keep?.required(of: summary.total)
    if load.count > 0 { (summary.loadMean, summary.loadMax) = (load.sum / Double(load.count), load.max) }
    summary.worst = worst ?? .unknown
    return summary
  }
}

extension RoleSummary {
  /// Counts one host.
  fileprivate mutating func take(_ status: HostStatus, _ health: Health) {
    total += 1
    if status.isWatched { counts[health, default: 0] += 1 }
    if health.isTrouble(for: status) { troubles += 1 }
    if health.isInService(for: status) { inService += 1 }
  }
}

/// The worse of two states of health.
private func max(_ left: Health, _ right: Health) -> Health { left.urgency >= right.urgency ? left : right }
