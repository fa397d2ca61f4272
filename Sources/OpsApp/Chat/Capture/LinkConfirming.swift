import OpsDomain
import OpsIRC

extension LinkCore {
  /// Confirms a line in its channel, unless another console does; by whom it is, all compute alike.
  mutating func confirm(_ confirmation: LogConfirmation, at now: LinkMoment) {
    self.now = now
    guard let channel = session?.channels[confirmation.channel], let own = session?.nick else { return }
    let consoles = channel.members.filter { isConsole($0.value) }.prefix(ConsoleElection.consolesMax).map(\.key)
    let unknown = channel.members.filter { $0.value.realName == nil }.prefix(ConsoleElection.consolesMax).map(\.key)
    let rank = ConsoleElection.rank(
      of: fold(own), among: Array(consoles), andPerhaps: Array(unknown), line: confirmation.line)
    confirmations.add(confirmation, rank: rank, at: now.boot)
  }

  /// Says the confirmation that is due.
  mutating func confirm() {
    guard session?.isRegistered == true else { return confirmations.removeAll() }
    guard let confirmation = confirmations.takeDue(at: now.boot) else { return }
    let buffer = BufferID(network: settings.name, target: confirmation.channel)
    guard session?.channels[confirmation.channel] != nil else { return }
    put(.say(buffer, ConfirmationText.words(confirmation), .confirmation))
  }

  /// Consoles say in their real names what they are.
  private func isConsole(_ member: IRCMember) -> Bool {
    let mark = NetworkKeys.mark.drop { $0 == " " }
    return member.realName?.hasSuffix(mark) ?? false
  }
}
