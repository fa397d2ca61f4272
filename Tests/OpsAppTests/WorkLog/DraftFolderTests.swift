import Foundation
import Glibc
import OpsDomain
import Synchronization
import Testing

@testable import OpsApp

private final class Complaints: Sendable {
  private let list = Mutex<[String]>([])
  func add(_ text: String) { list.withLock { $0.append(text) } }
  var all: [String] { list.withLock { $0 } }
}

private struct Home {
  let folder: TemporaryFolder
  let complaints = Complaints()
  init() throws { folder = try TemporaryFolder() }
  func drafts() -> DraftFolder {
    DraftFolder(paths: Paths(environment: ["HOME": folder.path])) { [complaints] in complaints.add($0) }
  }
}

@Test(arguments: ["text", "二行\nの 引き継ぎ\n", "\u{1B}[31m\0 everything", String(repeating: "長", count: 100_000)])
func aDraftComesBack(text: String) throws {
  let home = try Home()
  let first = home.drafts()
  first.keep(text, context: "host bm-db07\nand more")
  first.finish(seconds: 10)
  #expect(home.drafts().drafts() == ["host bm-db07\nand more": text])
}

@Test func onlyTheLastWordIsKeptAndAnEmptyOneIsForgotten() throws {
  let home = try Home()
  let drafts = home.drafts()
  for count in 1...200 { drafts.keep(String(repeating: "x", count: count), context: "a") }
  drafts.keep("other", context: "b")
  drafts.finish(seconds: 10)
  #expect(home.drafts().drafts() == ["a": String(repeating: "x", count: 200), "b": "other"])
  drafts.keep("", context: "a")
  drafts.finish(seconds: 10)
  #expect(home.drafts().drafts() == ["b": "other"])
}

@Test func aDraftOfAnotherConsoleIsNotForgottenWithOurs() throws {
  let home = try Home()
  let (ours, theirs) = (home.drafts(), home.drafts())
  ours.keep("ours", context: "a")
  ours.finish(seconds: 10)
  theirs.keep("theirs", context: "a")
  theirs.finish(seconds: 10)
  ours.keep("", context: "a")
  ours.finish(seconds: 10)
  #expect(home.drafts().drafts() == ["a": "theirs"])
}

@Test func ourDraftComesBackWhenAnotherConsoleSentIt() throws {
  let home = try Home()
  let (ours, theirs) = (home.drafts(), home.drafts())
  ours.keep("ours", context: "a")
  ours.keep("sent by us", context: "b")
  ours.finish(seconds: 10)
  #expect(theirs.drafts() == ["a": "ours", "b": "sent by us"])
  theirs.keep("", context: "a")
  theirs.finish(seconds: 10)
  ours.keep("", context: "b")
  #expect(home.drafts().drafts()["a"] == nil)
  ours.finish(seconds: 10)
  #expect(home.drafts().drafts() == ["a": "ours"])
}

@Test func noDraftIsWrittenOverOneThatWasNotReadYet() throws {
  let home = try Home()
  let first = home.drafts()
  first.keep("earlier", context: "a")
  first.finish(seconds: 10)
  let slow = home.drafts()
  slow.holdBack()
  slow.keep("later", context: "a")
  slow.keep("new", context: "b")
  slow.finish(seconds: 10)
  #expect(home.drafts().drafts() == ["a": "earlier", "b": "new"])
}

@Test func whatWasHeldBackIsWrittenOnceTheEarlierTextsAreKnown() throws {
  let home = try Home()
  let first = home.drafts()
  first.keep("earlier", context: "a")
  first.finish(seconds: 10)
  let slow = home.drafts()
  slow.holdBack()
  slow.keep("later", context: "b")
  #expect(slow.drafts() == ["a": "earlier"])
  slow.keep("", context: "a")
  slow.finish(seconds: 10)
  #expect(home.drafts().drafts() == ["b": "later"])
}

@Test func draftsAreForTheirOwnerOnly() throws {
  let home = try Home()
  let drafts = home.drafts()
  drafts.keep("secret", context: "a")
  drafts.finish(seconds: 10)
  let files = try FileManager.default.contentsOfDirectory(atPath: drafts.folder)
  #expect(files.count == 1, "nothing temporary stays")
  for (path, wanted) in [("\(drafts.folder)/\(files[0])", 0o600), (drafts.folder, 0o700)] {
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == wanted)
  }
}

@Test func aDraftThatCannotBeWrittenIsToldOnceAndWrittenLater() throws {
  let home = try Home()
  try home.folder.write("a file where a folder should be", to: ".local")
  let drafts = home.drafts()
  drafts.keep("text", context: "a")
  drafts.finish(seconds: 10)
  drafts.keep("longer text", context: "a")
  drafts.finish(seconds: 10)
  #expect(home.complaints.all.count == 1)
  try FileManager.default.removeItem(atPath: "\(home.folder.path)/.local")
  drafts.finish(seconds: 10)
  #expect(home.drafts().drafts() == ["a": "longer text"])
}

@Test func filesThatAreNoDraftsAreLeftAlone() throws {
  let home = try Home()
  let drafts = home.drafts()
  drafts.keep("good", context: "a")
  drafts.finish(seconds: 10)
  for (name, text) in [
    ("x.draft", "no draft"), ("y.draft", "opsconsole-draft/1 99999999999999999999\nx"), ("z.draft", ""),
    ("w.draft", "opsconsole-draft/1 -4\n\n\n"), ("note.txt", "opsconsole-draft/1 1\na\nb"),
  ] { try text.write(toFile: "\(drafts.folder)/\(name)", atomically: true, encoding: .utf8) }
  #expect(home.drafts().drafts() == ["a": "good"])
  #expect(try FileManager.default.contentsOfDirectory(atPath: drafts.folder).count == 6)
}

@Test func thePlaceSeenComesBack() throws {
  let home = try Home()
  let place = EntryPlace(at: Timestamp(milliseconds: 1_755_841_511_123), id: OperationID(high: 7, low: 9))
  let drafts = home.drafts()
  #expect(drafts.seen() == nil)
  drafts.remember(place)
  drafts.finish(seconds: 10)
  #expect(home.drafts().seen() == place)
}
