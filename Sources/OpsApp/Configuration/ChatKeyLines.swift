import OpsIRC

extension ChatKeys {
  /// What it says, as it would be written in `config.yaml`; of secrets only where they are.
  var lines: [String] {
    var lines: [String] = []
    if !networks.isEmpty { lines.append("  networks:") }
    for network in networks {
      lines.append("    \(network.name):")
      lines += network.lines.map { "      \($0)" }
    }
    if !highlight.isEmpty { lines.append("  highlight: \(quoted(highlight))") }
    if let bell { lines.append("  bell: \(bell)") }
    if let logChannels { lines.append("  log_channels: \(quoted(logChannels.map(\.written)))") }
    if let announce { lines.append("  announce: \"\(announce.written)\"") }
    if historyDays != nil || historyBytes != nil {
      lines.append("  history: { days: \(keptDays), size: \(keptBytes) }")
    }
    return lines.isEmpty ? [] : ["chat:"] + lines
  }
}

extension NetworkKeys {
  /// The keys of one network.
  fileprivate var lines: [String] {
    var lines = ["address: \"\(host)\"", "port: \(port)"] + tlsLines
    if !nicks.isEmpty { lines.append("nicks: \(quoted(nicks))") }
    if let user { lines.append("user: \"\(user)\"") }
    if let realName { lines.append("real_name: \"\(realName)\"") }
    if let password { lines.append("password: \(password.written)") }
    if let login { lines += login.lines }
    if !channels.isEmpty { lines.append("channels:") }
    for channel in channels {
      let key = channel.key.map { ", key: \($0.written)" }
      lines.append(key.map { "  - { name: \"\(channel.name)\"\($0) }" } ?? "  - \"\(channel.name)\"")
    }
    return lines + ["encoding: \(fallback.rawValue)", "connect: \(connects)"]
  }

  private var tlsLines: [String] {
    guard let tls else { return ["tls: false"] }
    let parts = [
      tls.authorities.map { "ca: \"\($0)\"" }, tls.name.map { "name: \"\($0)\"" },
      tls.certificate.map { "certificate: \"\($0)\"" }, tls.key.map { "key: \"\($0)\"" },
      tls.pins.isEmpty ? nil : "pin: \(quoted(tls.pins))",
    ].compactMap { $0 }
    return parts.isEmpty ? ["tls: true"] : ["tls:"] + parts.map { "  \($0)" }
  }
}

extension LoginKeys {
  fileprivate var lines: [String] {
    let names = Mechanism.allCases.filter(mechanisms.contains).map { $0.rawValue.lowercased() }
    var lines = ["sasl:", "  mechanism: [\(names.joined(separator: ", "))]"]
    if let account { lines.append("  account: \"\(account)\"") }
    if let password { lines.append("  password: \(password.written)") }
    return lines + ["  required: \(isRequired)"]
  }
}

/// A list in the notation of YAML.
private func quoted(_ texts: [String]) -> String {
  "[\(texts.map { "\"\($0)\"" }.joined(separator: ", "))]"
}
