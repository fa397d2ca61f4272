/// How a topic of a host's safety stands.
public enum PostureVerdict: Int, CaseIterable, Hashable, Sendable {
  /// As it should be.
  case good
  /// Something should be done.
  case bad
  /// It could not be read.
  case unknown
  /// There is nothing to look at.
  case none
}

/// One topic with what it means.
public struct JudgedCheck: Hashable, Sendable {
  /// The topic as it was read.
  public var check: PostureCheck
  /// How it stands.
  public var verdict: PostureVerdict
  /// In a few words, as `3 pending`; may hold text from outside.
  public var words: String
  /// The topic.
  public var topic: PostureTopic { check.topic }
}

/// What is good and what is bad.
public enum PostureLimits {
  /// Lists of packages may be so old.
  public static let listsAge = Duration.seconds(7 * 86_400)
  /// A certificate must be good for so long.
  public static let certificateLeft = Duration.seconds(14 * 86_400)
  /// What may keep the time besides the usual sources of virtual machines.
  static let slowClocks: Set<String> = ["jiffies", "refined-jiffies", "acpi_pm", "hpet", "pit"]
  /// Services that are meant for few, by their programs.
  static let inwardPrograms: Set<String> = [
    "mysqld", "mariadbd", "postgres", "mongod", "memcached", "redis-server", "valkey-server", "elasticsearch", "etcd",
    "rpcbind", "rpc.statd", "snmpd", "dockerd", "cupsd", "gearmand", "beanstalkd", "epmd", "beam.smp",
  ]
  /// The same by their ports, where the program is not known or holds the port for another one.
  static let inwardPorts: Set<Int> = [
    111, 2375, 2379, 3306, 4369, 4730, 5432, 6379, 9200, 11_211, 11_300, 27_017,
  ]
  /// Programs that hold sockets for others: their names do not tell what is behind.
  static let launchers: Set<String> = [
    "systemd", "init", "docker-proxy", "rootlesskit", "rootlessport", "conmon", "kube-proxy", "xinetd", "inetd",
    "tcpserver",
  ]
}

extension PostureReading {
  /// Every topic with what it means at the moment of the reading.
  public func judged() -> [JudgedCheck] { checks.map { $0.judged(at: takenAt) } }
}

extension PostureCheck {
  /// The topic with what it means at that moment.
  public func judged(at moment: Timestamp) -> JudgedCheck {
    let (verdict, words) = verdict(at: moment)
    return JudgedCheck(check: self, verdict: verdict, words: words)
  }

  private func verdict(at moment: Timestamp) -> (PostureVerdict, String) {
    switch value {
    case .unknown(let reason): return (.unknown, "unknown: \(reason)")
    case .none(let reason): return (.none, reason)
    case .word(let word): return (isGood(word) ? .good : .bad, word)
    case .count(let count): return verdict(count)
    case .age(let age): return (age <= PostureLimits.listsAge ? .good : .bad, "\(formatAge(age)) old")
    case .flag(let isSo): return verdict(isSo)
    case .pair(let running, let installed):
      return running == installed ? (.good, running) : (.bad, "\(running) runs, \(installed) is installed")
    case .listeners(let listeners): return Self.verdict(listeners)
    case .moments(let moments): return Self.verdict(moments, at: moment)
    }
  }

  private func isGood(_ word: String) -> Bool {
    switch topic {
    case .rootLogin: return ["no", "prohibit-password", "without-password", "forced-commands-only"].contains(word)
    case .clockSource: return !PostureLimits.slowClocks.contains(word)
    default: return word == "no"
    }
  }

  private func verdict(_ count: Int) -> (PostureVerdict, String) {
    switch topic {
    case .firewall: return count > 0 ? (.good, "\(count) rules") : (.bad, "no rules")
    default: return count > 0 ? (.bad, "\(count) pending") : (.good, "none pending")
    }
  }

  private func verdict(_ isSo: Bool) -> (PostureVerdict, String) {
    switch topic {
    case .reboot: return isSo ? (.bad, "required") : (.good, "not required")
    case .clockSync: return isSo ? (.good, "synchronised") : (.bad, "not synchronised")
    case .firewall: return isSo ? (.good, "active") : (.bad, "not active")
    default: return (isSo ? .bad : .good, isSo ? "yes" : "no")
    }
  }

  /// Services for few are bad; the others are only told.
  private static func verdict(_ listeners: [Listener]) -> (PostureVerdict, String) {
    let inward = listeners.filter(\.isInward)
    let named = { (few: [Listener]) in
      let names = few.prefix(6).map(\.shortName)
      return (names + (few.count > 6 ? ["+\(few.count - 6)"] : [])).joined(separator: " ")
    }
    if !inward.isEmpty { return (.bad, "open to all: \(named(inward))") }
    return (.good, listeners.isEmpty ? "none" : named(listeners))
  }

  private static func verdict(_ moments: [PostureMoment], at now: Timestamp) -> (PostureVerdict, String) {
    guard let first = moments.min(by: { $0.moment < $1.moment }) else { return (.none, "no TLS ports") }
    let left = first.moment.since(now)
    guard left > .zero else { return (.bad, "\(first.name) expired \(formatSpan(now.since(first.moment))) ago") }
    let words = "\(first.name) expires in \(formatSpan(left))"
    return (left < PostureLimits.certificateLeft ? .bad : .good, words)
  }
}

extension Listener {
  /// Whether it is a service that is meant for few.
  public var isInward: Bool {
    guard let program, !PostureLimits.launchers.contains(program) else {
      return PostureLimits.inwardPorts.contains(port)
    }
    return PostureLimits.inwardPrograms.contains(program)
  }

  /// Port and program, as `3306 mysqld`; may hold text from outside.
  var shortName: String { ":\(port)" + (program.map { "(\($0))" } ?? "") }
}
