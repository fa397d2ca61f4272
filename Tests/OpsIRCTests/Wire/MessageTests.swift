import OpsIRC
import Testing

@Suite struct MessageTests {
  @Test("a parameter that is not there is empty") func missingParameter() {
    #expect(IRCMessage("PING")[3].isEmpty)
  }
}
