import OpsScreen
import Testing

@Test func everyThemeParsesAndGivesEveryRole() throws {
  let files = try Repository.files(below: "themes", ending: ".theme")
  #expect(files.count >= 6)
  for file in files {
    #expect(throws: Never.self, "\(file.path)") { try Theme(parsing: file.lines.joined(separator: "\n")) }
  }
}
