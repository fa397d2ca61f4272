/// What the ssh configuration says of one host (`ssh -G`).
public struct SSHResolvedHost: Hashable, Sendable {
  /// The name or address that is dialled.
  public var hostName: String
  /// The user that is logged in as.
  public var user: String?
  /// The port.
  public var port: Int?
  /// The hosts on the way, as `gate,inner`; nil for none.
  public var proxyJump: String?
  /// The command that makes the connection; nil for none.
  public var proxyCommand: String?

  /// The first host on the way, or what stands for it.
  public var bastion: String? { proxyJump.map { String($0.prefix { $0 != "," }) } ?? proxyCommand }

  /// Reads the lines of `ssh -G`; nil where they name no host.
  init?(_ text: String) {
    var values: [Substring: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2, values[words[0]] == nil { values[words[0]] = String(words[1]) }
    }
    guard let hostName = values["hostname"] else { return nil }
    self.hostName = hostName
    user = values["user"]
    port = values["port"].flatMap { Int($0) }
    proxyJump = values["proxyjump"].flatMap { $0 == "none" ? nil : $0 }
    proxyCommand = values["proxycommand"].flatMap { $0 == "none" ? nil : $0 }
  }
}
