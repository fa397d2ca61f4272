@testable import OpsIRC
import Testing

@Suite struct SayingTests {
  private func say(_ talk: inout Conversation, _ text: String, token: Int, to target: String = "#ops") {
    talk.ask(.say(to: target, text: text, kind: .message, token: token))
  }

  @Test("with labels the echo is found whatever the server made of the text") func labels() {
    var talk = Conversation.inChannel(capabilities: "echo-message labeled-response batch message-tags")
    say(&talk, "one", token: 1)
    say(&talk, "two", token: 2)
    #expect(talk.said() == ["@label=o1 PRIVMSG #ops one", "@label=o2 PRIVMSG #ops two"])
    talk.forget()
    talk.server("@label=o2;msgid=m2;time=2026-11-27T13:05:11.042Z :ken!k@h PRIVMSG #ops :changed")
    var events = talk.told()
    #expect(events.deliveries == [2: .delivered(messageID: "m2", serverTime: 1_795_784_711_042)])
    #expect(events.said.first?.token == 2)
    talk.server("@label=o1 :s 404 ken #ops :Cannot send")
    events = talk.told()
    #expect(events.deliveries == [1: .failed("Cannot send")])
    #expect(events.target(of: "404") == "#ops")
    say(&talk, "three", token: 3)
    talk.server("@label=o3 :s ACK")
    #expect(talk.told().deliveries[3] == .delivered(messageID: nil, serverTime: nil))
  }

  @Test("without labels the oldest equal text is found, formatting aside") func texts() {
    var talk = Conversation.inChannel(capabilities: "echo-message")
    say(&talk, "\u{2}same\u{2} \u{3}04,01red", token: 1)
    say(&talk, "same red", token: 2)
    talk.ask(.say(to: "#ops", text: "same red", kind: .action, token: 3))
    talk.forget()
    talk.server(":ken!k@h PRIVMSG #OPS :same red", ":ken!k@h PRIVMSG #ops :\u{1}ACTION same red\u{1}")
    #expect(talk.told().said.map(\.token) == [1, 3])
    talk.server(":ken!k@h PRIVMSG #ops :same red", ":ken!k@h PRIVMSG #ops :same red")
    #expect(talk.told().said.map(\.token) == [2, nil])
  }

  @Test("without an echo the PONG of a later PING tells, and a complaint comes before it") func fences() {
    var talk = Conversation.inChannel()
    say(&talk, "one", token: 1)
    say(&talk, "two", token: 2, to: "nobody")
    talk.play(
      """
      C: PRIVMSG #ops one
      C: PING opsconsole-f1
      C: PRIVMSG nobody two
      S: :s PONG s :opsconsole-f1
      C: PING opsconsole-f2
      S: :s 401 ken nobody :No such nick
      S: :s PONG s :opsconsole-f2
      """)
    let events = talk.told()
    #expect(events.deliveries == [1: .delivered(messageID: nil, serverTime: nil), 2: .failed("No such nick")])
    #expect(events.target(of: "401") == "nobody")
    #expect(events.infos.count == 1)
  }

  @Test("a long paste under flood control shows that it goes on, and all of it is delivered once") func longPaste() {
    var talk = Conversation.inChannel()
    for number in 1...50 { say(&talk, "line \(number)", token: number) }
    var events = talk.told()
    var queue = talk.said()
    var fences = 0
    // The server gets one line of the queue every two seconds, and what is urgent at once.
    while !queue.isEmpty {
      let line = queue.removeFirst()
      if line.hasPrefix("PING ") {
        fences += 1
        talk.server(":s PONG s \(line.dropFirst("PING ".count))")
      }
      talk.pass(FloodControl.interval)
      let sent = talk.said()
      let prefix = "PING \(LivenessState.prefix)"
      for ping in sent where ping.hasPrefix(prefix) { talk.server(":s PONG s \(ping.dropFirst("PING ".count))") }
      queue += sent.filter { !$0.hasPrefix(prefix) }
      events += talk.told()
    }
    #expect(events.deliveries.count == 50)
    for (token, delivery) in events.deliveries {
      #expect(delivery == .delivered(messageID: nil, serverTime: nil), "\(token)")
    }
    #expect(fences <= 12)
  }

  @Test("a PING goes after every few messages; those that are never answered have failed after a minute")
  func severalFences() {
    var talk = Conversation.inChannel()
    for number in 1...12 { say(&talk, "\(number)", token: number) }
    var lines = (1...12).map { "PRIVMSG #ops \($0)" }
    // From the last to the first, so that the places stay.
    lines.insert("PING opsconsole-f3", at: 11)
    lines.insert("PING opsconsole-f2", at: 6)
    lines.insert("PING opsconsole-f1", at: 1)
    #expect(talk.said() == lines)
    talk.pass(50_000)
    talk.forget()
    talk.server(":s PONG s opsconsole-l1", ":s PONG s opsconsole-f2")
    #expect(talk.told().deliveries.keys.sorted() == Array(1...6))
    talk.pass(59_999)
    #expect(talk.told().deliveries == [:])
    talk.pass(1)
    let late = talk.told().deliveries
    #expect(late.keys.sorted() == Array(7...12))
    #expect(late.values.allSatisfy { $0 == .failed("no answer") })
  }

  @Test("what the connection does not take has failed, by its label or by what it says") func notTaken() {
    var labelled = Conversation.inChannel(capabilities: "echo-message labeled-response batch message-tags")
    say(&labelled, "same", token: 1)
    say(&labelled, "same", token: 2)
    let first = IRCMessage("PRIVMSG", ["#ops", "same"], tags: ["label": "o1"])
    #expect(labelled.session.refused(first, "full", at: 0) == [.tell(.delivery(token: 1, .failed("full")))])
    #expect(labelled.session.refused(first, "full", at: 0) == [])
    var plain = Conversation.inChannel(capabilities: "echo-message")
    say(&plain, "\u{2}same\u{2}", token: 1)
    plain.ask(.say(to: "#ops", text: "same", kind: .action, token: 2))
    plain.ask(.say(to: "#ops", text: "same", kind: .notice, token: 3))
    say(&plain, "\u{2}same\u{2}", token: 4)
    for (message, token) in [
      (IRCMessage("PRIVMSG", ["#ops", "\u{2}same\u{2}"]), 4), (IRCMessage("NOTICE", ["#ops", "same"]), 3),
      (IRCMessage("PRIVMSG", ["#ops", "\u{1}ACTION same\u{1}"]), 2),
    ] {
      #expect(plain.session.refused(message, "full", at: 0) == [.tell(.delivery(token: token, .failed("full")))])
    }
    #expect(plain.session.deliveries.pending.map(\.token) == [1])
    #expect(plain.session.refused(IRCMessage("WHO", ["#ops"]), "full", at: 0) == [])
  }

  @Test("a PING that the connection does not take is sent again") func fenceNotTaken() {
    var talk = Conversation.inChannel()
    say(&talk, "one", token: 1)
    talk.forget()
    #expect(talk.session.refused(IRCMessage("PING", ["opsconsole-f1"]), "full", at: talk.now) == [])
    talk.pass(1_000)
    #expect(talk.said() == ["PING opsconsole-f2"])
  }

  @Test(
    "complaints reach what they are about",
    arguments: [
      ("401 ken #ops", true), ("403 ken #ops", true), ("404 ken #OPS", true), ("405 ken #ops", true),
      ("407 ken #ops", true),
      ("411 ken", true), ("412 ken", true), ("416 ken", true), ("417 ken", true), ("421 ken PRIVMSG", true),
      ("442 ken #ops", true), ("461 ken PRIVMSG", true), ("482 ken #ops", true), ("531 ken #ops", true),
      ("421 ken FOO", false), ("461 ken MODE", false), ("404 ken #else", false), ("442 ken #else", false),
    ])
  func complaints(text: String, isAboutIt: Bool) {
    var talk = Conversation.inChannel(capabilities: "echo-message")
    say(&talk, "x", token: 7)
    talk.forget()
    talk.server(":s \(text) :Refused")
    let events = talk.told()
    #expect(events.deliveries == (isAboutIt ? [7: .failed("Refused")] : [:]))
    #expect(events.infos.count == 1)
    if isAboutIt { #expect(events.target(of: String(text.prefix(3))) == "#ops") }
  }

  @Test("complaints without a label go to the oldest of a target") func inOrder() {
    var talk = Conversation.inChannel(capabilities: "echo-message")
    say(&talk, "a", token: 1, to: "yui")
    say(&talk, "b", token: 2)
    say(&talk, "c", token: 3)
    talk.forget()
    talk.server(":s 404 ken #ops :no", ":s 401 ken YUI :gone")
    #expect(talk.told().deliveries == [2: .failed("no"), 1: .failed("gone")])
    #expect(talk.session.deliveries.pending.map(\.token) == [3])
  }

  @Test("standard replies fail what was said, or are shown") func standardReplies() {
    var talk = Conversation.inChannel(capabilities: "echo-message standard-replies")
    say(&talk, "x", token: 1)
    talk.forget()
    talk.server("FAIL PRIVMSG CANNOT_SEND #ops :Slow mode")
    #expect(talk.told().deliveries == [1: .failed("Slow mode")])
    talk.server(":s WARN * OLD :Please update", ":s NOTE JOIN HELLO #ops :Read the rules", ":s FAIL ACC X a b :No")
    let events = talk.told()
    #expect(events.infos.map(\.kind) == [.warning, .answer, .error])
    #expect(events.target(of: "NOTE JOIN HELLO") == "#ops")
  }

  @Test("what is not answered for a minute has failed; the minute begins anew with each answer") func noAnswer() {
    var talk = Conversation.inChannel(capabilities: "echo-message")
    say(&talk, "a", token: 1)
    say(&talk, "b", token: 2)
    talk.pass(50_000)
    talk.server(":ken!k@h PRIVMSG #ops :a", ":s PONG s opsconsole-l1")
    talk.pass(59_999)
    #expect(talk.told().deliveries[2] == .sent)
    talk.pass(1)
    #expect(talk.told().deliveries == [2: .failed("no answer")])
  }

  @Test(
    "what cannot be said is refused with words",
    arguments: [
      ("", "#ops", "nothing to say"), ("a\nb", "#ops", "line breaks"), ("a\rb", "#ops", "line breaks"),
      ("a\0b", "#ops", "NUL"), ("\u{1}VERSION\u{1}", "yui", "CTCP"), ("x", "", "nobody"), ("x", "a b", "nobody"),
      ("x", "a,b", "nobody"), ("x", ":a", "nobody"),
    ])
  func refused(text: String, target: String, words: String) {
    var talk = Conversation.inChannel()
    say(&talk, text, token: 1, to: target)
    guard case .failed(let problem) = talk.told().deliveries[1] else {
      Issue.record("was not refused")
      return
    }
    #expect(problem.contains(words), "\(problem)")
    #expect(talk.said() == [])
  }

  @Test("what fits and what is too long by one byte") func room() {
    var talk = Conversation.inChannel()
    let room = talk.session.roomForText(to: "#ops", kind: .message)
    // ":ken!ken@desk.example PRIVMSG #ops :" and the line end.
    #expect(room == 512 - 36 - 2)
    #expect(talk.session.roomForText(to: "#ops", kind: .action) == room - 9)
    #expect(talk.session.roomForText(to: "#ops", kind: .notice) == room + 1)
    say(&talk, String(repeating: "x", count: room), token: 1)
    say(&talk, String(repeating: "x", count: room + 1), token: 2)
    let deliveries = talk.told().deliveries
    #expect(deliveries[1] == .sent)
    guard case .failed = deliveries[2] else {
      Issue.record("too long and not refused")
      return
    }
  }

  @Test("an address that is not known is as long as can be, and learnt") func unknownAddress() {
    var talk = Conversation.registered(support: "USERLEN=10")
    let overhead = ":ken!@ PRIVMSG #ops :\r\n".utf8.count
    #expect(talk.session.roomForText(to: "#ops", kind: .message) == 512 - overhead - 11 - 63)
    talk.server(":s 396 ken vhost.example :is now your displayed host")
    #expect(talk.session.roomForText(to: "#ops", kind: .message) == 512 - overhead - 11 - 13)
    talk.server(":ken!~k@h CHGHOST ken other.host")
    #expect(talk.session.roomForText(to: "#ops", kind: .message) == 512 - overhead - 3 - 10)
    talk.server(":s 005 ken LINELEN=1024 :are supported")
    #expect(talk.session.roomForText(to: "#ops", kind: .message) == 1_024 - overhead - 3 - 10)
    #expect(talk.session.lineBytes == 1_024)
    #expect(talk.session.roomForText(to: String(repeating: "x", count: 5_000), kind: .message) >= 1)
  }

  @Test("what waits is bounded, and can be taken when the connection ends") func bounded() {
    var talk = Conversation.inChannel(capabilities: "echo-message")
    for token in 0..<(SessionLimits.pending + 10) { say(&talk, "x", token: token) }
    let failed = talk.told().deliveries.filter { if case .failed = $0.value { true } else { false } }
    #expect(failed.count == 10)
    #expect(talk.session.takePending() == Array(0..<SessionLimits.pending))
    #expect(talk.session.takePending() == [])
  }

  @Test("without a connection nothing is said") func notConnected() {
    var talk = Conversation()
    say(&talk, "x", token: 1)
    #expect(talk.told().deliveries == [1: .failed("not connected")])
  }
}
