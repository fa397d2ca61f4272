import OpsDomain
import OpsIRC
import Testing

@testable import OpsApp

private func load(_ text: String) throws -> (ChatKeys?, [String]) {
  let folder = try TemporaryFolder()
  try folder.write(text, to: "config.yaml")
  let paths = Paths(environment: ["HOME": "/home/ops"])
  switch ConsoleFile.load("\(folder.path)/config.yaml", isExplicit: true, paths: paths) {
  case .success(let file): return (file.chat, [])
  case .failure(let problems):
    return (nil, problems.all.map { $0.description.replacing("\(folder.path)/", with: "") })
  }
}

/// What is told of a network with these keys.
private func problems(of network: String) throws -> [String] {
  try load("chat: { networks: { office: { address: irc.example.jp, \(network) } } }\n").1
}

private let whole = """
  chat:
    networks:
      office:
        address: irc.example.jp:7000
        tls: { ca: ca.pem, certificate: ~/me.pem, key: /keys/me.key, name: irc.example.jp }
        nicks: [tanaka, tanaka_]
        user: tanaka
        real_name: Tanaka
        password: { file: ~/.config/opsconsole/irc }
        sasl: { mechanism: [external, scram-sha-256, plain], account: tanaka, password: { command: [pass, irc] } }
        channels: ["#ops", { name: "#secret", key: { environment: IRC_KEY } }]
        encoding: iso-2022-jp
        connect: false
      old: { address: "10.1.2.3", tls: false, channels: "#Deploy" }
    highlight: [db07, 障害]
    bell: false
    log_channels: [office/#ops, old/#deploy]
    announce: office/#ops
    history: { days: 30, size: 50 MB }

  """

@Test func allKeysOfTheChatAreRead() throws {
  let (found, problems) = try load(whole)
  let chat = try #require(found, "\(problems)")
  #expect(chat.networks.map(\.name) == ["office", "old"])
  let office = chat.networks[0]
  #expect(office.host == "irc.example.jp" && office.port == 7000)
  #expect(office.tls?.authorities?.hasSuffix("/ca.pem") == true && office.tls?.authorities?.hasPrefix("/") == true)
  #expect(office.tls?.certificate == "/home/ops/me.pem" && office.tls?.key == "/keys/me.key")
  #expect(office.nicks == ["tanaka", "tanaka_"] && office.user == "tanaka" && office.realName == "Tanaka")
  #expect(office.password == .file("/home/ops/.config/opsconsole/irc"))
  #expect(office.login?.mechanisms == [.external, .scramSHA256, .plain])
  #expect(office.login?.password == .command(["pass", "irc"]) && office.login?.isRequired == true)
  #expect(office.channels.map(\.name) == ["#ops", "#secret"])
  #expect(office.channels[1].key == .environment("IRC_KEY"))
  #expect(office.fallback == .iso2022JP && !office.connects)
  #expect(office.secrets.count == 3)
  #expect(chat.networks[1].port == 6667 && chat.networks[1].tls == nil && chat.networks[1].connects)
  #expect(chat.highlight == ["db07", "障害"] && !chat.rings)
  #expect(chat.captures.map(\.written) == ["office/#ops", "old/#Deploy"])
  #expect(chat.announce?.written == "office/#ops")
  #expect(chat.keptDays == 30 && chat.keptBytes == 50_000_000)
}

@Test func whatIsNotSaidHasItsUsualValue() throws {
  let (found, _) = try load("chat: { networks: { office: { address: irc.example.jp, channels: \"#ops\" } } }\n")
  let chat = try #require(found)
  #expect(chat.networks[0].port == 6697 && chat.networks[0].tls == ConnectionSettings.TLS())
  #expect(chat.networks[0].login == nil && chat.networks[0].fallback == .cp1252)
  #expect(chat.rings && chat.captures.isEmpty && chat.announce == nil)
  #expect(chat.keptDays == 90 && chat.keptBytes == 200_000_000)
  let session = chat.networks[0].session(person: Author("山田.taro", display: "山田"), secrets: [:])
  #expect(session.nicks == ["___taro", "___taro_"] && session.user == "taro")
  #expect(session.realName == "山田 (opsconsole)")
}

@Test func logLinesAreHeardWhereTheTeamIsTold() throws {
  let text = "chat: { networks: { o: { address: irc.example.jp, channels: [\"#ops\"] } }, announce: \"o/#OPS\" }\n"
  #expect(try load(text).0?.captures.map(\.written) == ["o/#ops"])
  #expect(try load(text.replacing("announce:", with: "log_channels: [], announce:")).0?.captures.isEmpty == true)
}

@Test(arguments: [
  ("irc.example.jp", "irc.example.jp", 6697), ("irc.example.jp:194", "irc.example.jp", 194),
  ("2001:db8::1", "2001:db8::1", 6697), ("[2001:db8::1]:7000", "2001:db8::1", 7000), ("[::1]", "::1", 6697),
])
func addressesHaveAHostAndPerhapsAPort(address: String, host: String, port: Int) throws {
  let chat = try load("chat: { networks: { o: { address: \"\(address)\" } } }\n").0
  #expect(chat?.networks.first?.host == host && chat?.networks.first?.port == port)
}

@Test(arguments: [
  ("nick: a", "unknown key \"nick\"; did you mean \"nicks\"?"),
  ("nicks: [\"a b\"]", "cannot be a nick"), ("nicks: 7up", "it begins with 7"), ("nicks: \"#a\"", "it begins with #"),
  ("nicks: \"a\\r\\nQUIT\"", "cannot be a nick"), ("nicks: [a,a,a,a,a,a,a,a,a,a,a]", "more than 10 nicks"),
  ("channels: ops", "did you mean \"#ops\"?"), ("channels: [\"#a,#b\"]", "cannot be a channel"),
  ("channels: [\"#a b\"]", "cannot be a channel"), ("channels: [\"#a\\nJOIN #b\"]", "cannot be a channel"),
  ("channels: [\"#a\", \"#A\"]", "is given twice"), ("channels: [\"#\"]", "2 to 200 bytes"),
  ("channels: [{ key: { environment: K } }]", "has no name"),
  ("channels: [{ name: \"#a\", key: hunter2 }]", "must say where the secret is"),
  ("channels:", "is empty; write it in quotes"), ("channels: [~]", "names no channel; write it in quotes"),
  ("password: hunter2", "must say where the secret is"), ("password: [hunter2]", "must say where the secret is"),
  ("sasl: { password: hunter2 }", "must say where the secret is"),
  ("sasl: hunter2", "must be a map of keys"),
  ("tls: false, sasl: { mechanism: plain, password: { file: /p } }", "PLAIN without TLS would send the password"),
  ("sasl: { mechanism: external }", "EXTERNAL needs a certificate"),
  ("sasl: { account: x }", "has neither a password nor a certificate"),
  ("sasl: { mechanism: scram-sha-256 }", "has no password"),
  ("sasl: { mechanism: scram, password: { file: /p } }", "cannot be \"scram\""),
  ("tls: { key: k.pem }", "has a key but no certificate"), ("tls: { pin: abcd }", "64 hexadecimal digits"),
  ("tls: maybe", "must be true or false"), ("encoding: sjis", "cannot be \"sjis\""),
  ("user: \"a b\"", "cannot be a user name"), ("real_name: \"\(String(repeating: "n", count: 49))\"", "at most 48"),
  ("port: 70000", "must be a port"),
])
func mistakesInANetworkAreToldAndNoSecretIsRepeated(keys: String, message: String) throws {
  let problems = try problems(of: keys)
  #expect(problems.count == 1 && problems[0].contains(message), "\(problems)")
  #expect(problems.allSatisfy { $0.hasPrefix("config.yaml:1:") })
  #expect(!problems.joined().contains("hunter2"))
}

@Test(arguments: [
  ("networks: { o: {} }", "chat.networks.o: has no address"),
  ("networks: { o: { address: \"ircs://irc.example.jp\" } }", "write it as irc.example.jp"),
  ("networks: { o: { address: \"a/b\" } }", "is no address of a server"),
  ("networks: { o: { address: \"irc.example.jp:7000\", port: 6697 } }", "keep one of them"),
  ("networks: { \"a/b\": { address: x } }", "cannot be the name of a network"),
  ("announce: office/#ops", "there is no network \"office\"; write it under chat.networks"),
  ("networks: { office: { address: x } }, announce: ofice/#ops", "did you mean \"office\"?"),
  ("networks: { o: { address: x, channels: \"#ops\" } }, announce: \"o/#osp\"", "did you mean \"#ops\"?"),
  ("announce: ops", "write it as office/#ops"),
  ("highlight: [\"\"]", "must be a visible word"),
  ("history: { days: 0 }", "from 1 to 36500"), ("history: { size: 10 kB }", "from 1MB to 1TB"),
  ("histroy: { days: 9 }", "did you mean \"history\"?"),
])
func mistakesInTheChatAreTold(keys: String, message: String) throws {
  let problems = try load("chat: { \(keys) }\n").1
  #expect(problems.count == 1 && problems[0].contains(message), "\(problems)")
}

@Test func networksAndChannelsAreLimited() throws {
  let networks = (0...16).map { "n\($0): { address: x }" }.joined(separator: ", ")
  #expect(try load("chat: { networks: { \(networks) } }\n").1.contains { $0.contains("more than 16 networks") })
  let channels = (0...200).map { "\"#c\($0)\"" }.joined(separator: ", ")
  #expect(try problems(of: "channels: [\(channels)]").contains { $0.contains("more than 200 channels") })
}

@Test func whatIsShownCanBeReadAgainAndHoldsNoSecret() throws {
  let chat = try #require(try load(whole).0)
  let again = try load(chat.lines.joined(separator: "\n") + "\n")
  #expect(again.0 == chat, "\(again.1)")
  #expect(ChatKeys().lines.isEmpty)
}

@Test(arguments: [
  ("tanaka", "tanaka"), ("naoya.ito", "naoya_ito"), ("7up", "_7up"), ("田中", "opsconsole"), ("-x", "_-x"),
  ("", "opsconsole"),
])
func accountsBecomeNicks(account: String, nick: String) throws {
  #expect(ChatNames.usualNick(of: account) == nick)
  #expect(try ChatNames.nick(nick) == nick)
}
