/// Which networks are to be reached by TLS only, as they have said themselves.
///
/// Source: https://ircv3.net/specs/extensions/sts. Times are milliseconds since 1970.
public struct STSPolicies: Hashable, Sendable {
  /// What a network has said.
  public struct Policy: Hashable, Sendable {
    /// The port of its TLS.
    public var port: Int
    /// For how long, in seconds, after the end of each connection.
    public var duration: Int64
    /// When it ends.
    public var until: Int64
  }
  /// What is to be done about what a server said.
  public enum Action: Hashable, Sendable {
    case nothing
    /// Close this connection without sending anything more and connect with TLS to this port.
    case upgrade(port: Int)
    /// What is remembered has changed and is to be stored.
    case store
  }
  /// The most networks that are remembered.
  public static let policiesMax = 1_000
  /// The longest duration that is believed, in seconds: ten years.
  public static let durationMax: Int64 = 315_360_000

  /// Policies by host in small letters.
  public private(set) var policies: [String: Policy] = [:]

  /// Nothing is known.
  public init() {}

  /// What `text` gave; lines that cannot be read are left out.
  public init(parsing text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 4, let port = Self.port(words[1]), let duration = Int64(words[2]),
        let until = Int64(words[3]),
        (1...Self.durationMax).contains(duration), policies.count < Self.policiesMax
      else { continue }
      policies[words[0].lowercased()] = Policy(port: port, duration: duration, until: until)
    }
  }

  /// One line for each network: host, port, duration, end.
  public var text: String {
    policies.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.port) \($0.value.duration) \($0.value.until)\n" }.joined()
  }

  /// The port of TLS by which a host must be reached; nil: as configured.
  public func port(of host: String, at now: Int64) -> Int? {
    guard let policy = policies[host.lowercased()], policy.until > now else { return nil }
    return policy.port
  }

  /// Takes what a server said (`SessionEvent.sts`) that was reached by this host and port.
  public mutating func take(
    saidPort: Int?, duration: Int64?, host: String, port: Int, isSecure: Bool, at now: Int64
  ) -> Action {
    guard isSecure else {
      // Only the port counts here: anybody on the way could have written the rest.
      guard let saidPort, (1...65_535).contains(saidPort) else { return .nothing }
      return .upgrade(port: saidPort)
    }
    guard let duration, duration >= 0, Self.isHost(host) else { return .nothing }
    let name = host.lowercased()
    guard duration > 0 else { return policies.removeValue(forKey: name) == nil ? .nothing : .store }
    guard policies[name] != nil || policies.count < Self.policiesMax else { return .nothing }
    let believed = min(duration, Self.durationMax)
    policies[name] = Policy(port: port, duration: believed, until: now + believed * 1_000)
    return .store
  }

  /// A secure connection has ended: the duration begins anew; true: to be stored.
  public mutating func disconnected(host: String, at now: Int64) -> Bool {
    guard let policy = policies[host.lowercased()] else { return false }
    policies[host.lowercased()]?.until = now + policy.duration * 1_000
    return true
  }

  private static func port(_ text: Substring) -> Int? {
    guard let port = Int(text), (1...65_535).contains(port) else { return nil }
    return port
  }

  private static func isHost(_ host: String) -> Bool {
    !host.isEmpty && host.utf8.count <= 255 && host.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}
