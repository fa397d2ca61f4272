import Foundation
import Testing

@testable import OpsScreen

private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../themes")

private func themeFiles() throws -> [(name: String, text: String)] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".theme") }.sorted().map {
    (String($0.dropLast(6)), try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
  }
}

@Test func everyThemeFileIsWholeAndBearsItsName() throws {
  let files = try themeFiles()
  #expect(files.count >= 6)
  for file in files {
    let theme = try Theme(parsing: file.text)
    #expect(theme.name == file.name)
    #expect(!theme.summary.isEmpty)
  }
}

@Test func theFilesOfBuiltInThemesAreWhatIsBuiltIn() throws {
  let texts = Dictionary(uniqueKeysWithValues: try themeFiles().map { ($0.name, $0.text) })
  #expect(texts["dark"] == Theme.darkText)
  #expect(try Theme(parsing: texts["mono"] ?? "") == .mono)
  #expect(Theme.fallback.name == "dark")
}

@Test func everyThemeTellsTroubleFromWell() throws {
  for file in try themeFiles() {
    let theme = try Theme(parsing: file.text)
    let looks = [Role.ok, .warn, .crit].map { theme.look($0) }
    #expect(Set(looks).count == 3, "\(file.name)")
    #expect(theme.look(.text, .selected) != theme.look(.text), "\(file.name)")
    #expect(theme.look(.text, .marked) != theme.look(.text), "\(file.name)")
    #expect(theme.look(.text, [.selected, .marked]) != theme.look(.text, .selected), "\(file.name)")
  }
}

@Test func monoHasNoColour() {
  for role in Role.allCases {
    for overlay in UInt8(0)..<4 {
      let look = Theme.mono.look(role, Overlay(rawValue: overlay))
      #expect(look.foreground == .standard && look.background == .standard)
    }
  }
}

private let whole = Role.allCases.map { "\($0.name) default\n" }.joined() + "selected reverse\nmarked underline\n"

@Test(arguments: [
  ("name a\ncirt red\n", 2, "unknown role “cirt”; did you mean “crit”?"),
  ("name a\ncrit rde\n", 2, "did you mean “red”?"),
  ("name a\ncrit red blod\n", 2, "“blod” is no attribute; did you mean “bold”?"), ("name a\ncrit\n", 2, "no look"),
  ("name a\ncrit red on\n", 2, "no colour after “on”"), ("name a\ncrit 256\n", 2, "“256” is no colour"),
  ("name a\ncrit #12345\n", 2, "is no colour"), ("name a\ncrit red\n\ncrit blue\n", 4, "“crit” is given twice"),
  ("name a\n", 2, "no look for text, quiet"), ("crit red\n", 2, "no name"), ("", 1, "no name"),
  ("name a\n\u{1B}[2J red\n", 2, "unknown role “␛[2J”"),
  (String(repeating: "\n", count: 600), 501, "more than 500 lines"),
])
func mistakesInThemesAreNamedWithTheirLine(text: String, line: Int, message: String) {
  #expect {
    try Theme(parsing: text)
  } throws: { error in
    guard let problem = error as? Theme.Problem else { return false }
    return problem.line == line && problem.message.contains(message)
  }
}

@Test func commentsBlanksAndLineEndsOfWindowsAreRead() throws {
  let text =
    "# a theme\r\nname  x  \r\n  \r\n"
    + whole.replacing("crit default", with: "crit\t#FF0080 on 17 bold italic # why\r")
  let theme = try Theme(parsing: text)
  let expected = Look(foreground: .rgb(255, 0, 128), background: .palette(17), attributes: [.bold, .italic])
  #expect(theme.look(.crit) == expected)
}

@Test func anOverlayKeepsWhatItDoesNotName() {
  let look = Theme.fallback.look(.crit, .selected)
  #expect(look.foreground == Theme.fallback.look(.crit).foreground)
  #expect(look.background == .palette(237))
  #expect(look.attributes.contains(.bold))
}

@Test func whatAPersonWroteLiesOverEveryLook() {
  let theme = Theme.fallback
  let all: Overlay = [.bold, .italic, .underline, .reverse, .strike]
  #expect(theme.look(.text, all).attributes == [.bold, .italic, .underline, .reverse, .strike])
  #expect(theme.look(.link, .bold).attributes == [.bold, .underline])
  #expect(theme.look(.text, .bold).foreground == theme.look(.text).foreground)
  #expect(Theme.mono.look(.quiet, .bold).attributes == .bold, "what is bold is not dim")
  let selected = Theme.mono.look(.text, .selected).attributes
  #expect(selected == .reverse)
  #expect(Theme.mono.look(.text, [.selected, .reverse]).attributes == [], "reversed twice, so that it is still told")
}

@Test func numberedRolesNeedNoLine() throws {
  let family = Role.nicks + Role.chatColours
  let others = Role.allCases.filter { !family.contains($0) }
  let short = "name a\n" + others.map { "\($0.name) default\n" }.joined() + "selected reverse\nmarked underline\n"
  let usual = try Theme(parsing: short)
  #expect(usual.look(.nick1) == Look(foreground: .palette(110)))
  #expect(Set(Role.nicks.map { usual.look($0) }).count == 8)
  #expect(Set(Role.chatColours.map { usual.look($0) }).count == 16)
  let plain = try Theme(parsing: short + "nick bold\nchat default\nchat-4 red\n")
  #expect(Set(Role.nicks.map { plain.look($0) }) == [Look(attributes: .bold)])
  #expect(plain.look(.chat3) == Look())
  #expect(plain.look(.chat4) == Look(foreground: .palette(1)))
  #expect(throws: Theme.Problem.self) { try Theme(parsing: short + "chat red\nchat blue\n") }
}

@Test func everyThemeWithColoursTellsNicksApart() throws {
  for file in try themeFiles() where file.name != "mono" {
    let theme = try Theme(parsing: file.text)
    #expect(Set(Role.nicks.map { theme.look($0) }).count == 8, "\(file.name)")
    #expect(theme.look(.failed) != theme.look(.pending), "\(file.name)")
    #expect(theme.look(.highlight) != theme.look(.text), "\(file.name)")
  }
}
