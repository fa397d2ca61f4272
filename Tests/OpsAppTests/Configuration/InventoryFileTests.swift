import Foundation
import OpsDomain
import Testing

@testable import OpsApp

private let paths = Paths(environment: ["HOME": "/home/ops"])

private func load(_ file: String) -> Result<LoadedInventory, ConfigurationProblems> {
  InventoryLoader(paths: paths, file: file, environment: [:]).load(foreign: false)
}

private func messages(_ result: Result<LoadedInventory, ConfigurationProblems>) -> [String] {
  guard case .failure(let problems) = result else { return [] }
  return problems.all.map(\.description)
}

@Test(arguments: Fixtures.names(in: "valid"))
func aGoodInventoryIsReadAsRecorded(name: String) throws {
  let loaded = try load("\(Fixtures.folder)/valid/\(name).yaml").get()
  var text = HostsCommand.document(loaded.inventory).text + "\n"
  for host in loaded.inventory.hosts where host.thresholds != Thresholds() {
    let limits = host.thresholds
    text += "\(host.id): load \(limits.loadWarn.raise)/\(limits.loadWarn.clear) \(limits.loadCrit.raise)"
    text += " disk \(limits.diskWarn.raise)/\(limits.diskWarn.clear) free \(limits.diskWarnFreeBytes)"
    text += " for \(ScalarParsing.words(limits.minimumDuration))\n"
  }
  try Fixtures.compare(text, with: "valid/\(name).expected")
}

@Test(arguments: Fixtures.names(in: "invalid"))
func aMistakeSaysWhereWhatAndTheRemedy(name: String) throws {
  let found = messages(load("\(Fixtures.folder)/invalid/\(name).yaml"))
  #expect(!found.isEmpty, "no mistake was found")
  let text = found.map { $0.replacing("\(Fixtures.folder)/invalid/", with: "") }.joined(separator: "\n") + "\n"
  try Fixtures.compare(text, with: "invalid/\(name).expected")
}

@Test func withoutAnyFileThisMachineIsWatched() throws {
  let folder = try TemporaryFolder()
  let paths = Paths(environment: ["XDG_CONFIG_HOME": folder.path])
  let loaded = try InventoryLoader(paths: paths, file: nil, environment: [:]).load(foreign: false).get()
  #expect(loaded.isFallback)
  #expect(loaded.inventory.hosts.map(\.sources) == [[.local]])
  #expect(loaded.files.map(\.path) == ["\(folder.path)/opsconsole/hosts.yaml"])
}

@Test func aFileAskedForMustBeThere() {
  let found = messages(load("/nonexistent/hosts.yaml"))
  #expect(found == ["/nonexistent/hosts.yaml: there is no such file; check the path"])
}

@Test func aFolderOrDeviceIsNoInventory() {
  #expect(messages(load("/")) == ["/: is not a regular file"])
  #expect(messages(load("/dev/zero")) == ["/dev/zero: is not a regular file"])
}

@Test func aFileBeyondTheLimitIsRefusedUnread() throws {
  let folder = try TemporaryFolder()
  try folder.write(String(repeating: "# long\n", count: 400_000), to: "hosts.yaml")
  #expect(messages(load("\(folder.path)/hosts.yaml")).first?.hasSuffix("is larger than 2 MiB") == true)
}

@Test func textThatIsNotUTF8IsRefused() throws {
  let folder = try TemporaryFolder()
  try Data([0x68, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: "\(folder.path)/hosts.yaml"))
  #expect(messages(load("\(folder.path)/hosts.yaml")).first?.hasSuffix("is not UTF-8 text") == true)
}

@Test func moreHostsThanTheLimitAreRefused() throws {
  let folder = try TemporaryFolder()
  try folder.write("hosts: [\"a[1-60000]\", \"b[1-60000]\"]\n", to: "hosts.yaml")
  let found = messages(load("\(folder.path)/hosts.yaml"))
  #expect(found.count == 1)
  #expect(found.first?.contains("more than 100000 hosts") == true)
}

@Test func theSampleInventoryIsGood() throws {
  let folder = try TemporaryFolder()
  try folder.write(SampleFiles.hosts, to: "hosts.yaml")
  #expect(messages(load("\(folder.path)/hosts.yaml")).isEmpty)
}

@Test(arguments: [("hosts.yaml", SampleFiles.hosts), ("config.yaml", SampleFiles.config)])
func theExamplesAreWhatInitWrites(name: String, text: String) throws {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  #expect(try String(contentsOf: root.appendingPathComponent("examples/\(name)"), encoding: .utf8) == text)
}
