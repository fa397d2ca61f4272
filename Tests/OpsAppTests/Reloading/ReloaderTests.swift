import Foundation
import Glibc
import OpsConsole
import OpsDomain
import Testing

@testable import OpsApp

/// A reloader on a folder of its own, and the inbox it tells.
private final class Scene {
  let folder: TemporaryFolder
  let wakeup = Wakeup()
  let inbox: Inbox
  let reloader: Reloader
  var file: String { "\(folder.path)/hosts.yaml" }

  init(_ text: String?) throws {
    folder = try TemporaryFolder()
    inbox = Inbox(wakeup: wakeup)
    let loader = InventoryLoader(
      paths: Paths(environment: [:]), file: "\(folder.path)/hosts.yaml", environment: [:])
    reloader = Reloader(loader: loader, inbox: inbox, takeOptions: { _ in })
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
