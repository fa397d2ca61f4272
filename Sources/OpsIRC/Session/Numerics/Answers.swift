/// What was asked for, so that answers are told from what comes by itself.
struct AnswerState: Sendable {
  /// Channels whose topic was asked for, folded.
  var topics: Set<String> = []
  /// Whether the answer to WHOIS or WHOWAS is coming.
  var isAskingWho = false
  /// Lines of LIST so far.
  var listed = 0

  /// Remembers what a command asks for.
  mutating func expect(_ command: String, _ parameters: [String], _ support: ISupport) {
    let isFull = topics.count >= SessionLimits.remembered
    if command == "TOPIC", parameters.count == 1, let name = parameters.first, !isFull {
      topics.insert(support.fold(name))
    }
  }
}

extension IRCSession {
  /// Any numeric or verb that changes nothing: it is shown, in the buffer of the channel that it names.
  mutating func onOther(_ message: IRCMessage) {
    let code = message.command
    if NumericWords.beginsWho.contains(code) { answers.isAskingWho = true }
    if NumericWords.endsWho.contains(code) { answers.isAskingWho = false }
    info(NumericWords.kind(of: code), code: code, NumericWords.text(of: message), target: channelNamed(in: message))
  }

  /// 321–323: the channels of the server, of which there may be very many.
  mutating func onList(_ message: IRCMessage) {
    switch message.command {
    case "321": answers.listed = 0
    case "322":
      answers.listed += 1
      if answers.listed <= SessionLimits.listLines {
        info(.answer, code: "322", NumericWords.text(of: message))
      }
    default:
      let more = answers.listed - SessionLimits.listLines
      let words =
        more > 0
        ? "\(answers.listed) channels, of which \(more) are not shown: name a pattern" : "\(answers.listed) channels"
      info(.answer, code: "323", words)
      answers.listed = 0
    }
  }

  /// The channel one is in that a message names first.
  private func channelNamed(in message: IRCMessage) -> String? {
    for parameter in message.parameters.dropFirst().prefix(2) where support.isChannel(parameter) {
      return channels[support.fold(parameter)]?.name
    }
    return nil
  }
}
