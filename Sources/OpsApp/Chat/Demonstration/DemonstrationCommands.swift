import OpsConsole
import OpsDomain

extension DemonstrationRoom {
  /// Does a command as a network would, as far as there is one.
  func perform(_ command: ChatCommand, typedIn buffer: BufferID) async {
    typedIn = buffer
    guard status.isOnline else { return await answer("not connected", kind: .error) }
    switch command {
    case .join(let name, _): await join(name)
    case .part(let name, let reason): await leave(name, reason)
    case .nick(let nick): await rename(nick)
    case .topic(let name, let topic): await setTopic(name, topic)
    case .names(let name):
      let nicks = demonstration.members.map { "\($0.prefixes.prefix(1))\($0.nick)" }
      await answer("\(name): \(nicks.joined(separator: " "))")
    case .whois(let nick): await whois(nick)
    case .away(let message):
      status.awayMessage = message
      changeStatus(status.phase)
      await answer(message == nil ? "you are back" : "you are away: \(message ?? "")")
    case .invite(let nick, let channel): await answer("\(nick) was invited to \(channel)")
    case .kick, .mode: await answer("you are no operator here: this is the demonstration", kind: .error)
    case .list:
      for buffer in demonstration.buffers where buffer.kind == .channel {
        await answer("\(buffer.title) \(demonstration.members.count) \(demonstration.facts(buffer).topic)")
      }
    case .raw, .switchRaw: await answer("the demonstration has no server that could be told this", kind: .error)
    case .ignore(let who, let hides): await answer(hides ? "\(who) is ignored" : "\(who) is heard again")
    }
  }

  /// A line where the command was typed.
  private func answer(_ text: String, kind: ChatLine.Kind = .server) async {
    await add(ChatLine(kind, at: now, text: text), to: typedIn ?? demonstration.id(""))
  }

  private func own(_ kind: ChatLine.Kind, _ text: String) -> ChatLine {
    var line = ChatLine(kind, at: now, sender: status.nick, account: status.account, text: text)
    line.isOwn = true
    return line
  }

  private func join(_ name: String) async {
    guard name.hasPrefix("#") else { return await answer("\(name) is no channel", kind: .error) }
    let id = demonstration.id(name)
    guard facts[id]?.isJoined != true else { return }
    let known = demonstration.buffers.first { $0.id == id }
    var new = known.map(demonstration.facts) ?? BufferFacts(.channel, title: name)
    new.isJoined = true
    if known == nil { new.memberCount = 1 }
    facts[id] = new
    tellFacts(id)
    await add(own(.join, ""), to: id)
  }

  private func leave(_ name: String, _ reason: String) async {
    let id = demonstration.id(name)
    guard facts[id]?.isJoined == true else { return await answer("you are not in \(name)", kind: .error) }
    await add(own(.part, reason), to: id)
    facts[id]?.isJoined = false
    facts[id]?.memberCount = nil
    tellFacts(id)
  }

  private func rename(_ nick: String) async {
    guard !demonstration.members.dropLast().contains(where: { $0.nick.lowercased() == nick.lowercased() }) else {
      return await answer("\(nick) is taken", kind: .error)
    }
    let line = own(.nick, nick)
    status.nick = nick
    changeStatus(status.phase)
    for (id, facts) in facts where facts.kind == .channel && facts.isJoined { await add(line, to: id) }
  }

  private func setTopic(_ name: String, _ topic: String?) async {
    let id = demonstration.id(name)
    guard let facts = facts[id], facts.kind == .channel else { return }
    guard let topic else { return await answer("\(name): \(facts.topic)") }
    self.facts[id]?.topic = topic
    tellFacts(id)
    await add(own(.topic, topic), to: id)
  }

  private func whois(_ nick: String) async {
    guard let person = DemonstrationPerson.all.first(where: { $0.nick.lowercased() == nick.lowercased() }) else {
      return await answer("there is no \(nick)", kind: .error)
    }
    let account = person.account.map { ", logged in as \($0)" } ?? ""
    await answer("\(person.nick) is \(person.user)@office.example\(person.isBot ? ", a program" : "")\(account)")
  }
}
