import OpsIRC
import Testing

@Suite struct SourceTests {
  @Test(
    "a source is cut into nick, user and host",
    arguments: [
      ("ken", "ken", nil, nil, "a nick alone"),
      ("irc.example.org", "irc.example.org", nil, nil, "a server"),
      ("ken!k@10.0.0.1", "ken", "k", "10.0.0.1", "all three"),
      ("ken!~k@host.example.org", "ken", "~k", "host.example.org", "a user nobody vouches for"),
      ("ken@host", "ken", nil, "host", "no user"),
      ("ken!k", "ken", "k", nil, "no host"),
      ("ken!k@", "ken", "k", "", "a host that is given but empty"),
      ("ken!@h", "ken", "", "h", "a user that is given but empty"),
      ("!k@h", "", "k", "h", "no nick"),
      ("ken!k@a!b", "ken", "k", "a!b", "a mark within the host"),
      ("ken@a!b", "ken", nil, "a!b", "and without user"),
      ("ken!a!b@h", "ken", "a!b", "h", "a mark within the user"),
      ("ken!k@a@b", "ken", "k", "a@b", "the first @ counts: users have none"),
      ("ken!k@fe80::1", "ken", "k", "fe80::1", "an IPv6 address"),
      ("ken!k@a/b.c-d", "ken", "k", "a/b.c-d", "a cloak"),
      ("ken!k@a\u{3}5b\u{F}c", "ken", "k", "a\u{3}5b\u{F}c", "formatting in a host"),
      ("健!～@日本", "健", "～", "日本", "beyond ASCII"), ("", "", nil, nil, "nothing"),
    ] as [(String, String, String?, String?, String)])
  func parts(text: String, name: String, user: String?, host: String?, why: String) {
    #expect(IRCSource(parsing: text) == IRCSource(name, user: user, host: host), "\(why)")
    #expect(IRCSource(parsing: text).text == text)
    #expect(text.isEmpty || IRCMessage(":\(text) PING")?.source == IRCSource(name, user: user, host: host))
  }

  @Test(
    "masks tell people",
    arguments: [
      (
        "*@127.0.0.1", ["ken!k@127.0.0.1", "yui!~y@127.0.0.1"], ["ken!k@127.0.0.5", "yui!~y@127.0.0.10"], "an address"
      ),
      ("ken*@*", ["ken!k@h", "kenji!~y@x.y", "ken12!a@b"], ["yui!ke@h", "ke!n@h"], "a nick that begins so"),
      ("ken!*@*", ["ken!k@h", "ken!@h"], ["kenji!k@h", "xken!k@h"], "a nick"),
      ("ken", ["ken", "KEN!k@h", "ken@h"], ["kenji", "xken!k@h", "yui!ken@ken"], "a nick alone"),
      ("*!?ser@*", ["a!user@h", "b!~ser@h"], ["a!ser@h", "a!users@h"], "one letter"),
      ("*!*@*.example.org", ["a!b@c.example.org"], ["a!b@example.org", "a!b@c.example.org.x"], "a domain"),
      ("k[n]", ["K{N}!x@y"], ["kn!x@y"], "letters that are one by rfc1459"),
      ("\\*!*@*", ["*!a@b"], ["x!a@b"], "a star that is meant itself"),
      ("a\\?", ["a?"], ["ab"], "a question mark that is meant itself"),
      ("a\\b", ["A|B!x@y"], ["ab"], "a backslash before a letter is a letter of nicks"),
      ("*", ["a", "a!b@c", ""], [], "everybody"), ("", [""], ["a"], "nobody"),
      ("?", ["あ!a@b"], ["ああ!a@b"], "one letter of several bytes"),
      ("**a**!*", ["bab!x@y", "a!x@y"], ["b!x@y"], "several stars"),
      ("user@host", ["x!user@host"], ["x!luser@host"], "user and host alone"),
      ("nick!user", ["nick!user", "nick!user@anywhere"], ["nick!user2@x"], "nick and user alone"),
    ] as [(String, [String], [String], String)])
  func masks(mask: String, meant: [String], others: [String], why: String) {
    let mask = IRCMask(mask, casemapping: .rfc1459)
    for text in meant { #expect(mask.matches(IRCSource(parsing: text)), "\(why): \(text)") }
    for text in others { #expect(!mask.matches(IRCSource(parsing: text)), "\(why): \(text)") }
  }

  @Test("a mask of many stars does not take for ever") func stars() {
    let mask = IRCMask(String(repeating: "a*", count: 200) + "b", casemapping: .ascii)
    #expect(!mask.matches(IRCSource(String(repeating: "a", count: 5000))))
  }
}
