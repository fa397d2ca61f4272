extension IRCSession {
  /// TOPIC: it was changed.
  mutating func onTopic(_ message: IRCMessage) {
    let key = support.fold(message[0])
    guard let name = channels[key]?.name else { return }
    let source = message.source ?? IRCSource("")
    channels[key]?.topic = message[1]
    channels[key]?.topicSetBy = source.name
    happened(message, in: [name], source, isOwn: isOwn(source), .topic(message[1]))
    tell(.channelChanged(name))
  }

  /// 331, 332: it is that, or there is none.
  mutating func onTopicIs(_ message: IRCMessage) {
    let key = support.fold(message[1])
    guard let name = channels[key]?.name else { return onOther(message) }
    channels[key]?.topic = message.command == "332" ? message[2] : ""
    // Told as an answer only where a person has asked.
    if answers.topics.remove(key) != nil { onOther(message) }
    tell(.channelChanged(name))
  }

  /// 333: who has set it, and when.
  mutating func onTopicBy(_ message: IRCMessage) {
    let key = support.fold(message[1])
    guard let name = channels[key]?.name else { return onOther(message) }
    channels[key]?.topicSetBy = IRCSource(parsing: message[2]).name
    tell(.channelChanged(name))
  }

  /// 329: when it was created, which nobody needs.
  mutating func onChannelCreated(_ message: IRCMessage) {
    if channels[support.fold(message[1])] == nil { onOther(message) }
  }
}
