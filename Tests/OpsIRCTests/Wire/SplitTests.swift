import OpsIRC
import Testing

@Suite struct SplitTests {
  @Test("lines are cut as the specification says", arguments: SplitCase.plain + SplitCase.sources + SplitCase.tags)
  func split(one: SplitCase) { #expect(IRCMessage(one.line) == one.message) }

  @Test("bytes and a slice in the midst of others give the same", arguments: SplitCase.plain + SplitCase.tags)
  func slice(one: SplitCase) {
    let bytes = Array(one.line.utf8)
    #expect(IRCMessage(bytes) == one.message)
    #expect(IRCMessage((Array("xx ".utf8) + bytes)[3...]) == one.message)
  }
}
