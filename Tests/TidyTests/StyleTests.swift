import Testing

private let banned: [(word: String, instead: String)] = [
  ("try!", "throw, or return nil"),
  ("as!", "as?"),
  ("fatalError(", "an error, or a precondition for what only a wrong program can cause"),
  ("@unchecked Sendable", "a Mutex"),
  ("nonisolated(unsafe)", "a Mutex"),
  ("@MainActor", "the loop of the main thread"),
  ("TODO", "an issue"),
  ("FIXME", "an issue"),
]

/// Words that read a clock, a file, chance or the environment: not in targets that are pure.
private let impure = [
  "Date()", "ContinuousClock", "ProcessInfo", "FileManager", "getenv(", ".random(", "print(", "Task {",
]

@Test func nothingBannedStandsInTheSources() throws {
  for file in try Repository.files(below: "Sources", ending: ".swift") {
    for (number, line) in file.lines.enumerated() {
      for (word, instead) in banned where line.contains(word) {
        Issue.record("\(file.path):\(number + 1) has \(word); use \(instead)")
      }
    }
  }
}

@Test(arguments: ["OpsDomain", "OpsScreen", "OpsConsole"])
func pureTargetsTouchNothingOutside(target: String) throws {
  for file in try Repository.files(below: "Sources/\(target)", ending: ".swift") {
    for (number, line) in file.lines.enumerated() where !line.contains("//") {
      for word in impure where line.contains(word) { Issue.record("\(file.path):\(number + 1) has \(word)") }
    }
  }
}

@Test func filesFitInAHead() throws {
  for file in try Repository.files(below: "Sources", ending: ".swift") where !file.path.hasSuffix("Ranges.swift") {
    #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines")
  }
}

@Test func theChangelogHasAnUnreleasedPart() throws {
  #expect(try Repository.file("CHANGELOG.md").lines.contains("## Unreleased"))
}

@Test func everyFixtureSaysWhereItIsFrom() throws {
  let origins = try Repository.files(below: "Tests/OpsCollectorsTests/Fixtures", ending: "FROM.txt")
  #expect(!origins.isEmpty)
  for origin in origins { #expect(origin.lines.first?.isEmpty == false, "\(origin.path) is empty") }
}
