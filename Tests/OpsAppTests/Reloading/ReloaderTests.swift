import Foundation
import Glibc
import OpsConsole
import OpsDomain
import Synchronization
import Testing

@testable import OpsApp

/// What the reloader has handed over.
private final class Taken: Sendable {
  let all = Mutex<[LoadedInventory]>([])
}

/// A reloader on a folder of its own, and the inbox it tells.
private final class Scene {
  let folder: TemporaryFolder
  let wakeup = Wakeup()
  let inbox: Inbox
  let reloader: Reloader
  var file: String { "\(folder.path)/hosts.yaml" }
  private let taken = Taken()
  /// What was said of ssh with each inventory so far.
  var ssh: [SSHOptions] { taken.all.withLock { $0.map(\.ssh) } }

  /// A scene with that inventory, and with settings where they are given.
  init(_ text: String?, settings: String? = nil) throws {
    folder = try TemporaryFolder()
    inbox = Inbox(wakeup: wakeup)
    let loader = InventoryLoader(
      paths: Paths(environment: [:]), file: "\(folder.path)/hosts.yaml", environment: [:])
    var reading: SettingsReading?
    if let settings {
      let paths = Paths(environment: [:])
      try folder.write(settings, to: "config.yaml")
      var new = SettingsReading(
        file: "\(folder.path)/config.yaml", isExplicit: true, paths: paths,
        themes: ThemeCatalogue(extra: folder.path, paths: paths, executable: nil))
      new.current = try ConsoleFile.load(new.file, isExplicit: true, paths: paths).get()
      reading = new
    }
    reloader = Reloader(
      loader: loader, settings: reading, inbox: inbox,
      take: { [taken] loaded in taken.all.withLock { $0.append(loaded) } })
    if let text { try folder.write(text, to: "hosts.yaml") }
    reloader.begin(files: [SeenFile(file)], readNow: true)
    _ = next()
  }

  deinit { reloader.stop() }

  /// The next events; none when none come within ten seconds.
  func next() -> [Event] {
    var ready = [pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0)]
    guard unsafe poll(&ready, 1, 10_000) == 1 else { return [] }
    wakeup.answer()
    wakeup.rearm()
    return inbox.drain().events
  }

  /// The next change of settings told, or the problems told instead.
  func nextSettings() -> (change: SettingsChange?, problems: [String]?) {
    var found: (change: SettingsChange?, problems: [String]?)
    for event in next() {
      if case .settings(let change) = event { found.change = change }
      if case .configurationProblems(let problems) = event { found.problems = problems }
    }
    return found
  }

  /// The names of the next inventory told.
  func nextNames() -> [String]? {
    for case .inventory(let inventory) in next() { return inventory.hosts.map(\.id.name) }
    return nil
  }
}

@Test func aFileReplacedAsEditorsDoIsReadAgain() throws {
  let scene = try Scene("hosts: [a]\n")
  try scene.folder.write("hosts: [a, b]\n", to: "new")
  #expect(unsafe rename("\(scene.folder.path)/new", scene.file) == 0)
  #expect(scene.nextNames() == ["a", "b"])
}

@Test func aFileWrittenInPlaceIsReadAgain() throws {
  let scene = try Scene("hosts: [a]\n")
  try "hosts: [c]\n".write(toFile: scene.file, atomically: false, encoding: .utf8)
  #expect(scene.nextNames() == ["c"])
}

@Test func aBrokenEditIsToldAndItsRepairToo() throws {
  let scene = try Scene("hosts: [a]\n")
  try scene.folder.write("hosst: [a]\n", to: "hosts.yaml")
  guard case .configurationProblems(let problems)? = scene.next().first else {
    Issue.record("no problems were told")
    return
  }
  #expect(problems.count == 1)
  try scene.folder.write("hosts: [a, z]\n", to: "hosts.yaml")
  #expect(scene.nextNames() == ["a", "z"])
}

@Test func optionsOfSSHComeWithTheInventory() throws {
  let scene = try Scene("ssh: { config: none }\nhosts: [a]\n")
  try scene.folder.write("ssh: { config: none, kex: ^curve25519-sha256 }\nhosts: [a]\n", to: "hosts.yaml")
  #expect(scene.nextNames() == ["a"])
  #expect(scene.ssh.map(\.keyExchange) == [nil, "^curve25519-sha256"])
}

@Test func settingsAreReadAgainAndOnlyWhatChangedIsTold() throws {
  let scene = try Scene("hosts: [a]\n", settings: "theme: dark\nmouse: true\n")
  try scene.folder.write("theme: mono\nmouse: true\nsite: Kyoto\nkeys: { help: F1 }\n", to: "config.yaml")
  var change = SettingsChange()
  (change.theme, change.site, change.keys) = ("mono", "Kyoto", ["help": ["F1"]])
  #expect(scene.nextSettings().change == change)
}

@Test func bellAndHighlightsOfTheChatChangeAtOnceAndNetworksAtTheNextStart() throws {
  let chat = "chat: { networks: { o: { address: a } }, bell: true }\n"
  let scene = try Scene("hosts: [a]\n", settings: chat)
  try scene.folder.write(
    "chat: { networks: { o: { address: b } }, bell: false, highlight: [障害] }\n", to: "config.yaml")
  var change = SettingsChange()
  (change.chatBell, change.chatHighlights) = (false, ["障害"])
  #expect(scene.nextSettings().change == change)
}

@Test func whatHoldsFromTheNextStartIsNamed() throws {
  let folder = try TemporaryFolder()
  let paths = Paths(environment: ["HOME": folder.path])
  try folder.write("theme: dark\n", to: "config.yaml")
  var reading = SettingsReading(
    file: "\(folder.path)/config.yaml", isExplicit: true, paths: paths,
    themes: ThemeCatalogue(extra: nil, paths: paths, executable: nil))
  reading.current.theme = "dark"
  func later() -> [String] {
    _ = reading.read()
    return reading.later
  }
  #expect(later().isEmpty)
  let networks = "chat: { networks: { o: { address: b, channels: \"#a\" } }"
  try folder.write("\(networks), announce: \"o/#a\" }\n", to: "config.yaml")
  #expect(later() == ["chat.networks", "chat.log_channels", "chat.announce"])
  try folder.write("\(networks), announce: \"o/#a\", bell: false, history: { days: 9 } }\n", to: "config.yaml")
  #expect(later() == ["chat.history"])
  #expect(later().isEmpty)
}

@Test(arguments: ["theme: no-such\n", "mouse: perhaps\n", "keys: { hlep: x }\n", "theme: [\n"])
func aBrokenEditOfTheSettingsKeepsThoseThatRun(text: String) throws {
  let scene = try Scene("hosts: [a]\n", settings: "theme: dark\n")
  try scene.folder.write(text, to: "config.yaml")
  let broken = scene.nextSettings()
  #expect(broken.change == nil && broken.problems?.count == 1, "\(broken)")
  #expect(broken.problems?.first?.contains("config.yaml") == true)
  // A broken inventory beside it does not hide it, nor the repair of the one the other.
  try scene.folder.write("hosst: [a]\n", to: "hosts.yaml")
  #expect(scene.nextSettings().problems?.count == 2)
  try scene.folder.write("theme: mono\n", to: "config.yaml")
  let repaired = scene.nextSettings()
  #expect(repaired.change?.theme == "mono" && repaired.problems?.count == 1, "\(repaired)")
}

@Test func anIncludedFileIsWatchedToo() throws {
  let scene = try Scene("hosts: [a]\n")
  try FileManager.default.createDirectory(atPath: "\(scene.folder.path)/more", withIntermediateDirectories: true)
  try scene.folder.write("hosts: [b]\n", to: "more/x.yaml")
  try scene.folder.write("include: [{ file: more/x.yaml }]\n", to: "hosts.yaml")
  #expect(scene.nextNames() == ["b"])
  try scene.folder.write("hosts: [c]\n", to: "more/x.yaml")
  #expect(scene.nextNames() == ["c"])
}

@Test func aFileBehindALinkIsWatchedWhereItLies() throws {
  let other = try TemporaryFolder()
  try other.write("hosts: [a]\n", to: "real.yaml")
  let watch = FileWatch()
  let folder = try TemporaryFolder()
  #expect(unsafe symlink("\(other.path)/real.yaml", "\(folder.path)/hosts.yaml") == 0)
  watch.watch(["\(folder.path)/hosts.yaml"])
  try other.write("hosts: [b]\n", to: "real.yaml")
  #expect(watch.changed())
}

@Test func otherFilesOfTheFolderDoNotMatter() throws {
  let folder = try TemporaryFolder()
  let watch = FileWatch()
  watch.watch(["\(folder.path)/hosts.yaml"])
  try "x".write(toFile: "\(folder.path)/other", atomically: false, encoding: .utf8)
  #expect(!watch.changed())
  try "x".write(toFile: "\(folder.path)/hosts.yaml", atomically: false, encoding: .utf8)
  #expect(watch.changed())
}

@Test func aFolderThatIsNotThereYetIsWatchedFromAbove() throws {
  let folder = try TemporaryFolder()
  let watch = FileWatch()
  watch.watch(["\(folder.path)/opsconsole/hosts.yaml"])
  try FileManager.default.createDirectory(atPath: "\(folder.path)/opsconsole", withIntermediateDirectories: true)
  #expect(watch.changed())
}

@Test func aChangeBeforeTheWatchBeganIsSeen() throws {
  let folder = try TemporaryFolder()
  try folder.write("hosts: [a]\n", to: "hosts.yaml")
  let seen = SeenFile("\(folder.path)/hosts.yaml")
  #expect(!seen.hasChanged)
  try folder.write("hosts: [a, b]\n", to: "hosts.yaml")
  #expect(seen.hasChanged)
}
