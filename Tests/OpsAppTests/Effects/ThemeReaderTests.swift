import Glibc
import OpsScreen
import Testing

@testable import OpsApp

private func catalogue(_ folder: TemporaryFolder) -> ThemeCatalogue {
  ThemeCatalogue(extra: folder.path, paths: Paths(environment: [:]), executable: nil)
}

/// Reads a theme and waits until it has arrived.
private func read(_ names: String..., from themes: ThemeCatalogue) throws -> ThemeReader.Outcome {
  let bell = Wakeup()
  let reader = ThemeReader(themes) { bell.ring() }
  #expect(reader.arrived() == nil)
  for name in names { reader.read(name) }
  while true {
    var ready = [pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)]
    try #require(unsafe poll(&ready, 1, 10_000) == 1, "no theme has arrived")
    bell.answer()
    bell.rearm()
    // It may have rung for one that no longer counts.
    if let outcome = reader.arrived() { return outcome }
  }
}

@Test func aThemeArrivesWithoutAnybodyWaiting() throws {
  let folder = try TemporaryFolder()
  #expect(try read("mono", from: catalogue(folder)) == .success(Theme.mono))
}

@Test func ofTwoThemesAskedForTheLastCounts() throws {
  let folder = try TemporaryFolder()
  #expect(try read("no-such", "mono", from: catalogue(folder)) == .success(Theme.mono))
}

/// Whoever opens a pipe that nobody writes to waits for ever, unless he takes care.
@Test func aThemeThatIsAPipeIsRefusedAtOnce() throws {
  let folder = try TemporaryFolder()
  #expect(unsafe mkfifo("\(folder.path)/pipe.theme", 0o600) == 0)
  guard case .failure(let problem) = try read("pipe", from: catalogue(folder)) else {
    Issue.record("a pipe was read as a theme")
    return
  }
  #expect(problem.message.contains("is not a regular file"))
}
