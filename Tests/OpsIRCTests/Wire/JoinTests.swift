import OpsIRC
import Testing

/// A message and the line that it makes, and why the case is there.
struct JoinCase: Sendable, CustomTestStringConvertible {
  let message: IRCMessage
  let line: String
  let why: String
  var testDescription: String { why }

  init(_ message: IRCMessage, _ line: String, why: String) {
    self.message = message
    self.line = line
    self.why = why
  }

  static let all: [JoinCase] = [
    JoinCase(IRCMessage("QUIT"), "QUIT", why: "a verb alone"),
    JoinCase(IRCMessage("join", ["#ops"]), "join #ops", why: "the verb stays as it was given"),
    JoinCase(IRCMessage("MODE", ["#ops", "+o", "ken"]), "MODE #ops +o ken", why: "words need no colon"),
    JoinCase(IRCMessage("PRIVMSG", ["#ops", "hi all"]), "PRIVMSG #ops :hi all", why: "a blank needs one"),
    JoinCase(IRCMessage("PRIVMSG", ["#ops", ""]), "PRIVMSG #ops :", why: "nothing at all needs one"),
    JoinCase(IRCMessage("PRIVMSG", ["#ops", ":-)"]), "PRIVMSG #ops ::-)", why: "a colon in front needs one"),
    JoinCase(IRCMessage("PRIVMSG", ["#ops", " x"]), "PRIVMSG #ops : x", why: "a blank in front"),
    JoinCase(IRCMessage("PRIVMSG", ["#ops", "x "]), "PRIVMSG #ops :x ", why: "a blank at the end"),
    JoinCase(IRCMessage("PRIVMSG", ["#ops", "a:b"]), "PRIVMSG #ops a:b", why: "a colon within a word is no mark"),
    JoinCase(IRCMessage("PRIVMSG", ["a:b", "c"]), "PRIVMSG a:b c", why: "also in the middle"),
    JoinCase(IRCMessage("PRIVMSG", ["#ops", "a\tb"]), "PRIVMSG #ops a\tb", why: "a tabulator is no blank"),
    JoinCase(
      IRCMessage("PRIVMSG", ["#ops", "\u{1}ACTION x\u{1}"]), "PRIVMSG #ops :\u{1}ACTION x\u{1}", why: "an action"),
    JoinCase(IRCMessage("PRIVMSG", ["#ops", "再起動 します"]), "PRIVMSG #ops :再起動 します", why: "text beyond ASCII"),
    JoinCase(IRCMessage("TOPIC", ["#ops", ""]), "TOPIC #ops :", why: "an empty topic takes it away"),
    JoinCase(IRCMessage("001", ["ken"]), "001 ken", why: "a numeric"),
    JoinCase(IRCMessage("TAGMSG", ["#ops"], tags: ["a": "b"]), "@a=b TAGMSG #ops", why: "a tag"),
    JoinCase(IRCMessage("PING", tags: ["a": ""]), "@a PING", why: "a tag without value"),
    JoinCase(IRCMessage("PING", tags: ["b": "2", "a": "1"]), "@a=1;b=2 PING", why: "tags are in order"),
    JoinCase(
      IRCMessage("PING", tags: ["a": "; \\\r\n"]), "@a=\\:\\s\\\\\\r\\n PING", why: "what would end a tag is escaped"),
    JoinCase(
      IRCMessage("PING", tags: ["+draft/reply": "x", "example.org/y": "z"]), "@+draft/reply=x;example.org/y=z PING",
      why: "client tags and vendors"),
    JoinCase(IRCMessage("PING", tags: ["a": "日本"]), "@a=日本 PING", why: "a value beyond ASCII"),
  ]
}

@Suite struct JoinTests {
  private func problem(_ message: IRCMessage, by writer: IRCMessage.Writer = .client) -> WireProblem? {
    do {
      _ = try message.line(by: writer)
      return nil
    } catch { return error }
  }

  @Test("messages make the lines of the specification", arguments: JoinCase.all) func join(one: JoinCase) throws {
    #expect(String(decoding: try one.message.line(), as: UTF8.self) == one.line + "\r\n")
  }

  @Test("what was written is read as the same", arguments: JoinCase.all) func roundTrip(one: JoinCase) throws {
    var expected = one.message
    expected.command = expected.command.uppercased()
    #expect(IRCMessage(try one.message.line()) == expected)
  }

  @Test(
    "line ends and NUL are refused everywhere, never stripped",
    arguments: ["\r", "\n", "\r\n", "\0", "a\nQUIT", "\n:x"])
  func injection(text: String) {
    #expect(problem(IRCMessage("PRIVMSG", ["#ops", text])) == .lineBreak(parameter: 1))
    #expect(problem(IRCMessage("PRIVMSG", [text, "hi"])) == .lineBreak(parameter: 0))
    #expect(problem(IRCMessage("PING" + text)) == .badCommand)
    #expect(problem(IRCMessage("PING", tags: ["a" + text: ""])) == .badTag("a" + text))
    #expect(problem(IRCMessage("PING", source: IRCSource("a" + text)), by: .server) == .source)
  }

  @Test("NUL in the value of a tag is refused") func nulInTag() {
    #expect(problem(IRCMessage("PING", tags: ["a": "x\0"])) == .badTag("a"))
  }

  @Test("only the last parameter may be empty, hold blanks or begin with a colon", arguments: ["", " ", "a b", ":a"])
  func middle(text: String) {
    #expect(problem(IRCMessage("KICK", ["#ops", text, "bye"])) == .notLast(parameter: 1))
    #expect(problem(IRCMessage("KICK", ["#ops", "ken", text])) == nil)
  }

  @Test("a client names no source, a server may") func source() throws {
    let message = IRCMessage("PING", ["x"], source: IRCSource("yui", user: "~y", host: "h"))
    #expect(problem(message) == .source)
    #expect(String(decoding: try message.line(by: .server), as: UTF8.self) == ":yui!~y@h PING x\r\n")
    #expect(problem(IRCMessage("PING", source: IRCSource("a b")), by: .server) == .source)
  }

  @Test(
    "a verb is letters or three digits", arguments: ["", " ", "12", "1234", "PING x", "A1", ":x", "@a", "日本", "PING\t"])
  func verbs(verb: String) { #expect(problem(IRCMessage(verb)) == .badCommand) }

  @Test("keys of tags cannot end them", arguments: ["", "+", "a=b", "a;b", "a b", "++a", "日本", "a\\"])
  func keys(key: String) { #expect(problem(IRCMessage("PING", tags: [key: "x"])) == .badTag(key)) }

  @Test("512 bytes are the most, tags apart; more is not cut but refused") func length() throws {
    let text = String(repeating: "x", count: 512 - "PRIVMSG #ops \r\n".utf8.count)
    let tags = ["a": String(repeating: "y", count: 4092)]
    #expect(try IRCMessage("PRIVMSG", ["#ops", text]).line().count == 512)
    #expect(try IRCMessage("PRIVMSG", ["#ops", text], tags: tags).line().count == 512 + 4094 + 2)
    #expect(problem(IRCMessage("PRIVMSG", ["#ops", text + "x"])) == .tooLong(513, limit: 512))
    #expect(try IRCMessage("PRIVMSG", ["#ops", text + "x"]).line(limit: 1024).count == 513)
  }

  @Test("4094 bytes of tags are the most for a client, counted with their escapes") func tagLength() {
    #expect(
      problem(IRCMessage("PING", tags: ["a": String(repeating: "y", count: 4093)])) == .tagsTooLong(4095, limit: 4094))
    #expect(problem(IRCMessage("PING", tags: ["a": String(repeating: " ", count: 2046)])) == nil)
    #expect(
      problem(IRCMessage("PING", tags: ["a": String(repeating: " ", count: 2047)])) == .tagsTooLong(4096, limit: 4094))
    #expect(problem(IRCMessage("PING", tags: ["a": String(repeating: "y", count: 8000)]), by: .server) == nil)
  }
}
