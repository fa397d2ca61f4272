import OpsIRC
import Testing

@Suite struct ISupportTests {
  private func support(_ tokens: String...) -> ISupport {
    var support = ISupport()
    support.update(tokens: tokens)
    return support
  }

  @Test("what is not said has the values of the specification") func defaults() {
    let support = ISupport()
    #expect(support.casemapping == .rfc1459)
    #expect(support.channelTypes == ["#", "&"])
    #expect(support.prefixes.map(\.sign) == ["@", "+"])
    #expect(support.statusMessagePrefixes.isEmpty && support.networkName == nil && support.nickLength == nil)
    #expect(support.lineLength == 512 && support.modesMax == 3 && support.targetsMax(of: "PRIVMSG") == 1)
    #expect(support.monitorLimit == nil && support.historyLimit == nil && !support.hasWHOX && support.botMode == nil)
    #expect(!support.isUTF8Only && !support.isSafeRate && support.exceptionMode == nil)
  }

  @Test("005 lines are taken without the nick in front and the remark at the end") func lines() {
    var support = ISupport()
    for line in [
      ":irc 005 ken CHANTYPES=#! NICKLEN=30 NETWORK=Two\\x20Words WHOX :are supported by this server",
      ":irc 005 ken CASEMAPPING=ascii NICKLEN=9 BOT=B MONITOR=100 :are supported by this server",
    ] { IRCMessage(line).map { support.update(from: $0) } }
    #expect(support.channelTypes == ["#", "!"])
    #expect(support.nickLength == 9)
    #expect(support.networkName == "Two Words")
    #expect(support.casemapping == .ascii)
    #expect(support.hasWHOX && support.botMode == "B" && support.monitorLimit == 100)
    #expect(support.tokens["ARE"] == nil && support.tokens["KEN"] == nil)
  }

  @Test("a token with a minus takes back what was said") func negation() {
    var support = support("CHANTYPES=!", "PREFIX=(q)~", "CASEMAPPING=ascii", "CHANMODES=a,b,c,d", "NICKLEN=3", "WHOX")
    support.update(tokens: ["-CHANTYPES", "-PREFIX", "-CASEMAPPING", "-CHANMODES", "-NICKLEN", "-WHOX", "-NEVER"])
    #expect(support == ISupport())
  }

  @Test(
    "casemappings by their names",
    arguments: [
      ("ascii", .ascii), ("rfc1459", .rfc1459), ("rfc1459-strict", .strictRFC1459), ("strict-rfc1459", .strictRFC1459),
      ("rfc7613", .ascii), ("", .ascii), ("RFC1459", .rfc1459),
    ] as [(String, Casemapping)]) func casemappings(name: String, mapping: Casemapping)
  {
    #expect(support("CASEMAPPING=\(name)").casemapping == mapping)
  }

  @Test("names are folded by the mapping of the network") func folding() {
    #expect(Casemapping.ascii.fold("Ab[]\\~Ä") == "ab[]\\~Ä")
    #expect(Casemapping.rfc1459.fold("Ab[]\\~Ä{") == "ab{}|^Ä{")
    #expect(Casemapping.strictRFC1459.fold("Ab[]\\~^") == "ab{}|~^")
    #expect(Casemapping.rfc1459.fold("#ops@`_-0") == "#ops@`_-0")
    for byte in UInt8.min...UInt8.max {
      #expect(Casemapping.rfc1459.fold(Casemapping.rfc1459.fold(byte)) == Casemapping.rfc1459.fold(byte))
    }
  }

  @Test("there may be no channels at all, and none with a prefix") func none() {
    #expect(!support("CHANTYPES=").isChannel("#ops"))
    #expect(!support("CHANTYPES").isChannel("#ops"))
    #expect(support("PREFIX=").prefixes.isEmpty)
    #expect(support("PREFIX").prefixes.isEmpty)
    #expect(!ISupport().isChannel(""))
    #expect(ISupport().isChannel("#\u{301}x"))
  }

  @Test("prefixes come in any number, the highest first; what cannot be read is the usual") func prefixes() {
    let support = support("PREFIX=(Yqaohv)!~&@%+")
    #expect(support.prefixes.count == 6)
    #expect(support.prefixes.first == ISupport.Prefix(mode: "Y", sign: "!"))
    #expect(support.splitMember("@+ken").prefixes == "@+")
    #expect(support.splitMember("@+ken").nick == "ken")
    #expect(support.splitMember("~&@").nick.isEmpty)
    #expect(support.ranked("+?@@") == "@+?")
    #expect(self.support("PREFIX=ov").prefixes == ISupport().prefixes)
    #expect(self.support("PREFIX=(ohv)@").prefixes.map(\.mode) == ["o"])
  }

  @Test("a message to some members of a channel belongs to the channel") func status() {
    let support = support("STATUSMSG=@+", "CHANTYPES=#")
    #expect(support.splitTarget("@#ops") == ("@", "#ops"))
    #expect(support.splitTarget("@+#ops") == ("@+", "#ops"))
    #expect(support.splitTarget("#ops") == ("", "#ops"))
    #expect(support.splitTarget("@ken") == ("", "@ken"))
    #expect(ISupport().splitTarget("@#ops") == ("", "@#ops"))
    // A prefix that is also the mark of channels.
    #expect(self.support("STATUSMSG=+", "CHANTYPES=#+").splitTarget("+x") == ("", "+x"))
  }

  @Test("numbers and lists") func values() {
    let support = support(
      "LINELEN=2048", "MODES", "MONITOR=", "CHATHISTORY=0", "MSGREFTYPES=msgid,timestamp", "EXCEPTS", "INVEX=J",
      "TARGMAX=PRIVMSG:4,NOTICE:,kick:x", "HOSTLEN=64", "USERLEN=-1", "SAFERATE", "UTF8ONLY",
      "TOPICLEN=99999999999999999999")
    #expect(support.lineLength == 2048 && support.modesMax == .max && support.monitorLimit == .max)
    #expect(support.historyLimit == .max && support.messageReferenceTypes == ["msgid", "timestamp"])
    #expect(support.exceptionMode == "e" && support.invitationMode == "J")
    #expect(support.targetsMax(of: "privmsg") == 4 && support.targetsMax(of: "NOTICE") == .max)
    #expect(support.targetsMax(of: "KICK") == 1 && support.targetsMax(of: "JOIN") == 1)
    #expect(support.hostLength == 64 && support.userLength == nil && support.topicLength == nil)
    #expect(support.isSafeRate && support.isUTF8Only)
    #expect(self.support("LINELEN=100").lineLength == 512)
  }

  @Test(
    "escapes are read, what is none stays",
    arguments: [
      ("a\\x20b", "a b"), ("\\x3D\\x5C", "=\\"), ("\\x2", "\\x2"), ("\\xZZ", "\\xZZ"), ("\\", "\\"),
      ("a\\x+1", "a\\x+1"),
      ("\\xE6\\x97\\xA5", "日"), ("a=b", "a=b"),
    ]) func escapes(value: String, meant: String)
  { #expect(support("NETWORK=\(value)").networkName == meant) }

  @Test("a server cannot fill the memory with tokens") func limit() {
    var support = ISupport()
    for number in 0..<5000 { support.update(tokens: ["T\(number)=x"]) }
    #expect(support.tokens.count == ISupport.tokensMax)
    support.update(tokens: ["T0=y"])
    #expect(support.tokens["T0"] == "y")
  }
}
