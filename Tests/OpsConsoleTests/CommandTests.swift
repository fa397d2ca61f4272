import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

@Suite struct CommandTests {
  @Test(arguments: Command.allCases)
  func everyCommandExplainsItself(command: Command) {
    #expect(!command.help.isEmpty)
    #expect(command.help.first?.isUppercase == true)
    #expect(!command.help.hasSuffix("."))
    for name in command.defaultKeys { #expect(Key(named: name) != nil, "\(name)") }
    #expect(Set(command.defaultKeys).count == command.defaultKeys.count)
  }

  @Test func noDefaultKeyIsGivenTwice() {
    let map = KeyMap()
    #expect(map.problems.isEmpty, "\(map.problems)")
    for command in Command.allCases {
      #expect(
        map.keys(of: command).map(\.name) == command.defaultKeys.compactMap { Key(named: $0)?.name }, "\(command)")
    }
  }

  @Test func helpAndTheKeyTableHoldEveryCommandAndWord() {
    let map = KeyMap()
    let help = HelpLine.all(map, symbols: .block)
    let table = Command.keyTable()
    for command in Command.allCases {
      let line = help.first { $0.name == command.rawValue }
      #expect(line?.text == command.help)
      for key in map.keys(of: command) { #expect(line?.subject.contains(key.name) == true) }
      #expect(table.contains("`\(command.rawValue)` | \(command.help) |"))
    }
    for word in TypedCommand.words { #expect(help.contains { $0.subject.hasPrefix(":\(word.name)") }) }
    for field in HostPredicate.fields { #expect(help.contains { $0.subject == field.name }) }
  }

  @Test func aChosenKeyReplacesTheDefaults() {
    let map = KeyMap(overrides: ["help": ["F5", "B"], "mark": ["b"]])
    #expect(map.problems.isEmpty, "\(map.problems)")
    #expect(map.keys(of: .help).map(\.name) == ["F5", "B"])
    #expect(map.command(for: Key(.function(5)), inHost: false) == .help)
    #expect(map.command(for: Key(.character("?")), inHost: false) == nil)
    #expect(map.command(for: Key(.character("b")), inHost: false) == .mark)
  }

  @Test func oneKeyMayServeListsAndTheHostView() {
    let map = KeyMap()
    #expect(map.command(for: Key(.tab), inHost: false) == .nextPane)
    #expect(map.command(for: Key(.tab), inHost: true) == .nextTab)
    #expect(map.command(for: Key(.character("t")), inHost: false) == .thread)
    #expect(map.command(for: Key(.character("t")), inHost: true) == .toggleTree)
  }

  @Test(arguments: [
    (["hlep": ["?"]], "keys: there is no command \"hlep\"; did you mean \"help\"?"),
    (
      ["help": ["Ctrl-Banana"]],
      "keys.help: there is no key \"Ctrl-Banana\"; keys are written j, Ctrl-L, Alt-Enter, PgUp, F5, Space"
    ),
    (["freeze": ["w"], "follow": ["w"]], "keys.follow: w is given to freeze too; it stays there"),
    (["follow": ["x"]], "keys.follow: x leaves ssh without a key"),
  ])
  func mistakesInKeysAreNamed(overrides: [String: [String]], problem: String) {
    #expect(KeyMap(overrides: overrides).problems == [problem])
  }

  @Test func anUnknownKeyDoesNothing() {
    var console = FleetFixture.console(80, 24)
    let before = console.screen
    #expect(console.press("F9", "Alt-q", "Ctrl-T").isEmpty)
    #expect(console.screen == before)
  }
}

@Suite struct TypedCommandTests {
  private let vocabulary = Vocabulary(
    hosts: ["bm-db01", "bm-db02", "bm-app01"],
    roles: [
      RoleID(service: "bookmark", role: "db"), RoleID(service: "blog", role: "db"),
      RoleID(service: "blog", role: "app"),
    ],
    themes: ["dark", "light"], columns: ["load", "cpu"])

  @Test(
    arguments: [
      ("q", TypedCommand.quit), (" :quit ", .quit), ("theme light", .theme("light")), ("theme l", .theme("light")),
      ("filter load>1.5 and role=db", .filter("load>1.5 and role=db")), ("filter", .run(.filter)),
      ("sort", .run(.sortMenu)),
      ("sort load", .sort("load")), ("host bm-app", .host("bm-app01")),
      ("role app", .role(RoleID(service: "blog", role: "app"))),
      ("role bookmark:db", .role(RoleID(service: "bookmark", role: "db"))), ("mouse off", .mouse(false)),
      ("symbols ascii", .symbols(.ascii)), ("rel", .reload), ("zo", .run(.zoom)), ("help", .run(.help)),
      ("roles", .run(.roles)),
    ] as [(String, TypedCommand)])
  func understands(line: String, command: TypedCommand) {
    #expect((try? TypedCommand(parsing: line, vocabulary: vocabulary)) == command)
  }

  @Test(arguments: [
    ("thme dark", "did you mean :theme?"), ("theme drak", "did you mean dark?"), ("theme", "needs a name"),
    ("host bm-db1", "did you mean bm-db01?"), ("role db", "no role"), ("mouse maybe", "on, off"), ("h", "may be"),
    ("ro", ":ro may be role, roles"),
    ("zoom in", "takes no argument"), ("xyzzy", "there is no command :xyzzy"),
  ])
  func saysWhatIsWrong(line: String, words: String) {
    var message = ""
    do throws(TypedCommand.Problem) {
      _ = try TypedCommand(parsing: line, vocabulary: vocabulary)
    } catch { message = error.message }
    #expect(message.contains(words), "\(message)")
  }

  @Test(arguments: [
    ("th", ["theme", "thread"]), ("the", ["theme"]), ("theme ", ["dark", "light"]),
    ("host bm-d", ["bm-db01", "bm-db02"]),
    ("role bookmark:", ["bookmark:db"]), ("mouse o", ["on", "off"]), ("zoom ", []),
  ])
  func offersWhatCanFollow(line: String, names: [String]) {
    #expect(vocabulary.candidates(for: line).names == names)
  }
}
