import Testing

@testable import OpsIRC

private func kind(_ line: String) -> LineHead.Kind { LineHead(Array(line.utf8).span).kind }

@Test(
  "what people say is seen, with tags and without",
  arguments: [
    ":a!b@c PRIVMSG #ops :hello", "@time=2026 :a!b@c NOTICE #ops :hello", "@+typing=active;a=b :a!b@c  TAGMSG #ops",
    ":a!b@c privmsg #ops", "@a :a!b@c PRIVMSG #ops :batch=1",
  ])
func peopleAreSeen(line: String) { #expect(kind(line) == .people) }

@Test(
  "what must not be lost is not taken for what people say",
  arguments: [
    ":irc.test NOTICE * :looking up your host", ":a!b@c JOIN #ops", ":irc.test 353 a = #ops :a b", "CAP * LS :sasl",
    "@batch=1 :a!b@c PRIVMSG #ops :played back", "@time=1;batch=1 :a!b@c PRIVMSG #ops :x",
    "@label=7 :a!b@c PRIVMSG #ops :own echo", "", "@", ":", "@a :b", ":a!b@c PRIVMSGS x", "PRIVMSG", ":a!b@c",
  ])
func stateIsKept(line: String) { #expect(kind(line) == .other) }

@Test("PING is seen in every dress", arguments: ["PING", "PING :x", "ping x", ":irc.test PING :x", "@a=b :c PING x"])
func pingIsSeen(line: String) { #expect(kind(line) == .ping) }

@Test("the parameters are where they begin")
func parametersBegin() {
  #expect(LineHead(Array("@a :b  PING  :x y".utf8).span).parameters == 13)
  #expect(LineHead(Array("PING".utf8).span).parameters == 4)
}

@Test("no beginning of a line and no bytes trap")
func nothingTraps() {
  let whole = Array("@batch=1;label=2 :a!b@c PRIVMSG #ops :x".utf8)
  for length in 0...whole.count { _ = LineHead(Array(whole.prefix(length)).span) }
  for byte in UInt8.min...UInt8.max { _ = LineHead([byte, 0x20, byte, 0x3B, byte].span) }
}
