extension IRCSession {
  /// MODE of a channel or of oneself.
  mutating func onMode(_ message: IRCMessage) {
    let key = support.fold(message[0])
    guard let name = channels[key]?.name else {
      if isOwn(message[0]) { onOther(message) }
      return
    }
    let words = message.parameters.dropFirst()
    apply(support.modeChanges(words), to: key)
    let source = message.source ?? IRCSource("")
    happened(message, in: [name], source, isOwn: isOwn(source), .mode(words.joined(separator: " ")))
    tell(.channelChanged(name))
  }

  /// 324: the modes that a channel has.
  mutating func onChannelModes(_ message: IRCMessage) {
    let key = support.fold(message[1])
    guard let channel = channels[key] else { return onOther(message) }
    channels[key]?.modeArguments = [:]
    apply(support.modeChanges(message.parameters.dropFirst(2)), to: key)
    if channel.awaitsModes { channels[key]?.awaitsModes = false } else { onOther(message) }
    tell(.channelChanged(channel.name))
  }

  private mutating func apply(_ changes: [ModeChange], to key: String) {
    var touchesChannel = false
    for change in changes {
      if let sign = support.prefixSign(of: change.mode) {
        guard let nick = change.argument else { continue }
        setPrefix(sign, isSet: change.isSet, of: support.fold(nick), in: key)
      } else if !support.channelModes.lists.contains(change.mode) {
        channels[key]?.modeArguments[change.mode] = change.isSet ? change.argument ?? "" : nil
        touchesChannel = true
      }
    }
    guard touchesChannel || changes.isEmpty, let arguments = channels[key]?.modeArguments else { return }
    channels[key]?.modes = Self.text(of: arguments)
  }

  private mutating func setPrefix(_ sign: Character, isSet: Bool, of member: String, in key: String) {
    guard var signs = channels[key]?.members[member]?.prefixes else { return }
    signs.removeAll { $0 == sign }
    if isSet { signs.append(sign) }
    channels[key]?.members[member]?.prefixes = support.ranked(signs)
  }

  /// `+lnt 10`: letters in their order, then what they took; never the key.
  private static func text(of arguments: [Character: String]) -> String {
    let letters = arguments.keys.sorted()
    guard !letters.isEmpty else { return "" }
    let taken = letters.filter { $0 != "k" }.compactMap { arguments[$0] }.filter { !$0.isEmpty }
    return (["+" + String(letters)] + taken).joined(separator: " ")
  }
}
