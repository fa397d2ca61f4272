import Glibc
import Testing

@testable import OpsApp

@Test(arguments: [
  "https://tickets.example.jp/browse/OPS-12", "http://a/b?c=d&e=f#g", "HTTPS://example.jp/%E9%9A%9C",
])
func addressesOfTheWebAreSafe(address: String) { #expect(LinkOpener.isSafe(address)) }

@Test(arguments: [
  "file:///etc/passwd", "javascript:alert(1)", "ssh://host", "--help", "", "https:", "https://a b", "https://a\nb",
  "https://a\u{1B}[0m", "https://a\"b", "https://a'b", "https://a`b", "https://a\\b", "https://障害.jp", "https://a$(b)",
  "https://" + String(repeating: "a", count: 3000),
])
func addressesThatAreNotOfTheWebAreRefused(address: String) { #expect(!LinkOpener.isSafe(address)) }

@Test func withoutADisplayNothingIsOpened() {
  let opener = LinkOpener(environment: ["BROWSER": "/bin/true", "PATH": "/usr/bin:/bin"])
  #expect(opener.open("https://example.jp/") == .nowhere)
  #expect(opener.open("file:///etc/passwd") == .refused)
}

@Test func theBrowserGetsTheAddressAsOneWord() throws {
  let folder = try TemporaryFolder()
  try folder.write("#!/bin/sh\nprintf '%s|' \"$#\" \"$1\" >\"$OUT.new\"; mv \"$OUT.new\" \"$OUT\"\n", to: "browser")
  _ = unsafe chmod("\(folder.path)/browser", 0o755)
  let address = "https://example.jp/a?b=c&d=e;f(g)*"
  let opener = LinkOpener(environment: [
    "BROWSER": "/nonexistent:\(folder.path)/browser", "DISPLAY": ":0", "PATH": "/usr/bin:/bin",
    "OUT": "\(folder.path)/out",
  ])
  #expect(opener.open(address) == .opened)
  let end = ContinuousClock.now + .seconds(10)
  while (try? readText("\(folder.path)/out", limit: 1000)) == nil, ContinuousClock.now < end { usleep(10_000) }
  #expect(try readText("\(folder.path)/out", limit: 1000) == "1|\(address)|")
}

@Test(
  arguments: [
    (["VISUAL": "emacs -nw", "EDITOR": "vi"], "emacs -nw"), (["EDITOR": "nano"], "nano"),
    (["VISUAL": "  ", "EDITOR": ""], nil),
  ] as [([String: String], String?)])
func theEditorIsThePersons(variables: [String: String], command: String?) {
  let session = EditorSession(
    environment: variables.merging(["PATH": "/nonexistent"]) { $1 }, folder: "", abbreviated: { $0 })
  #expect(session.command == command)
}

@Test(arguments: [("half a sto", true), ("before\n", false)])
func whatACrashedEditorWroteIsKept(written: String, isKept: Bool) throws {
  let folder = try TemporaryFolder()
  try folder.write(written, to: "entry.md")
  let session = EditorSession(environment: [:], folder: folder.path, abbreviated: { $0 })
  let file = "\(folder.path)/entry.md"
  let outcome = session.outcome(of: .ended(139), "vi", file, before: "before")
  #expect(outcome.text == nil)
  #expect(outcome.problem?.contains(file) == isKept)
  #expect((unsafe access(file, F_OK) == 0) == isKept)
}
