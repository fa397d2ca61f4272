import OpsScreen
import Testing

@testable import OpsApp

private let paths = Paths(environment: ["HOME": "/home/ops"])

private func load(_ text: String) throws -> (ConsoleFile?, [String]) {
  let folder = try TemporaryFolder()
  try folder.write(text, to: "config.yaml")
  switch ConsoleFile.load("\(folder.path)/config.yaml", isExplicit: true, paths: paths) {
  case .success(let file): return (file, [])
  case .failure(let problems): return (nil, problems.all.map { $0.description.replacing("\(folder.path)/", with: "") })
  }
}

@Test func settingsAreRead() throws {
  let text =
    "theme: light\nsymbols: ascii\nmouse: off\nread_only: yes\nsite: 京都\nkeys: { help: [\"?\", F1], quit: Ctrl-Q }\n"
  let (file, problems) = try load(text)
  #expect(problems.isEmpty)
  #expect(file?.theme == "light")
  #expect(file?.symbols == .ascii)
  #expect(file?.mouse == false)
  #expect(file?.readOnly == true)
  #expect(file?.site == "京都")
  #expect(file?.keys == ["help": ["?", "F1"], "quit": ["Ctrl-Q"]])
}

@Test(arguments: [
  ("them: dark", "config.yaml:1:1: unknown key \"them\"; did you mean \"theme\"?"),
  ("keys: { hlep: x }", "config.yaml:1:9: keys: there is no command \"hlep\"; did you mean \"help\"?"),
  ("mouse: perhaps", "config.yaml:1:8: mouse: must be true or false, not \"perhaps\""),
  ("symbols: brail", "config.yaml:1:10: symbols: cannot be \"brail\"; did you mean \"braille\"?"),
])
func mistakesInSettingsAreTold(text: String, message: String) throws {
  #expect(try load(text).1 == [message])
}

@Test(arguments: ["../../etc/passwd", "/etc/passwd", "Mars/Phobos", ""])
func zonesThatAreNoneAreRefused(zone: String) throws {
  #expect(try load("time_zone: \"\(zone)\"").1.count == 1)
}

@Test func theSampleSettingsAreGood() throws {
  #expect(try load(SampleFiles.config).1.isEmpty)
}

@Test func absentSettingsSayNothing() throws {
  let result = ConsoleFile.load("/nonexistent/config.yaml", isExplicit: false, paths: paths)
  #expect(try result.get() == ConsoleFile())
}
