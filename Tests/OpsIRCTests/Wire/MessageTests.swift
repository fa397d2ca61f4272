import OpsIRC
import Testing

@Suite struct MessageTests {
  @Test("a parameter that is not there is empty") func missingParameter() {
    #expect(IRCMessage("PING")[3].isEmpty)
  }

  @Test(
    "a line without a verb is no message", arguments: ["", "   ", ":", ":irc.example.org", "@a=b", "@a=b :x ", "\r\n"])
  func noMessage(line: String) { #expect(IRCMessage(line) == nil) }

  @Test("beyond the most parameters the rest stays together") func manyParameters() throws {
    let line = "353 " + (1...150).map(String.init).joined(separator: " ")
    let message = try #require(IRCMessage(line))
    #expect(message.parameters.count == IRCMessage.parametersMax)
    #expect(message.parameters.last == (100...150).map(String.init).joined(separator: " "))
  }

  @Test("fifteen parameters and a trailing one are all there") func fifteen() throws {
    let message = try #require(IRCMessage("x 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 :the 16th"))
    #expect(message.parameters.count == 16)
    #expect(message[15] == "the 16th")
  }

  @Test("every numeric with 0 to 15 parameters is read, with and without a source") func numerics() {
    for numeric in 1...999 {
      let digits = String(String(1000 + numeric).dropFirst())
      for count in 0...15 {
        let parameters = (0..<count).map { "p\($0)" }
        for source in ["", ":irc.example.org "] {
          let message = IRCMessage(([source + digits] + parameters).joined(separator: " "))
          #expect(message?.command == digits)
          #expect(message?.parameters == parameters)
        }
      }
    }
  }
}
