import Foundation
import GRDB
import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

/// A disk that is full, read-only, locked or failing: nothing is acknowledged that is not there, and it works again.
@Suite(.serialized) struct DiskTests {
  let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private static let mayMount = geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare")

  /// Runs a script of sh in a mount namespace of its own, with `$dir` an empty folder and `$log` the program.
  private func runInNamespace(_ script: String) async throws -> [String] {
    let dir = fixture.folder + "/disk"
    try FileManager.default.createDirectory(atPath: dir, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["-m", "sh", "-eu", "-c", script]
    var environment = ProcessInfo.processInfo.environment
    environment["dir"] = dir
    environment["out"] = fixture.folder + "/out"
    environment["log"] = WriterProcess.program
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    while process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What the scripts print: what was acknowledged, `--`, what is there, and the result of the check.
  private func compare(_ lines: [String], count: Int) throws {
    let halves = lines.split(separator: "--").map(Array.init)
    try #require(halves.count == 2)
    let acknowledged = halves[0].filter { !$0.hasPrefix("failed") }
    let recorded = Set(halves[1].dropLast().map { $0.split(separator: " ").prefix(2).joined(separator: " ") })
    #expect(acknowledged.count == count && Set(acknowledged) == recorded)
    #expect(halves[1].last == "ok")
  }

  @Test(.enabled(if: mayMount))
  func aFullDiskFailsClearlyAndWorksAgain() async throws {
    let lines = try await runInNamespace(
      """
      mount -t tmpfs -o size=1m tmpfs "$dir"
      dd if=/dev/zero of="$dir/ballast" bs=1k count=500 2>/dev/null
      "$log" append "$dir/log.sqlite" 400 w >"$out" & pid=$!
      n=0; until grep -q '^failed diskFull' "$out"; do sleep 0.05; n=$((n + 1)); [ $n -lt 600 ]; done
      rm "$dir/ballast"; mount -o remount,size=64m "$dir"
      wait $pid; cat "$out"; echo --; "$log" list "$dir/log.sqlite"; "$log" check "$dir/log.sqlite"
      """)
    #expect(lines.contains { $0.hasPrefix("failed diskFull") && $0.contains("log.sqlite") })
    try compare(lines, count: 400)
  }

  @Test(.enabled(if: mayMount))
  func aReadOnlyDiskFailsClearlyAndWorksAgain() async throws {
    let lines = try await runInNamespace(
      """
      mount -t tmpfs -o size=16m tmpfs "$dir"
      "$log" append "$dir/log.sqlite" 2 first >"$out.first"
      mount -o remount,ro "$dir"
      "$log" append "$dir/log.sqlite" 3 w >"$out" & pid=$!
      n=0; until grep -q '^failed' "$out"; do sleep 0.05; n=$((n + 1)); [ $n -lt 600 ]; done
      mount -o remount,rw "$dir"
      wait $pid; cat "$out.first" "$out"; echo --; "$log" list "$dir/log.sqlite"; "$log" check "$dir/log.sqlite"
      """)
    #expect(lines.contains { $0.hasPrefix("failed readOnly") && $0.contains("read-only") })
    try compare(lines, count: 5)
  }

  @Test func aLockedFileFailsAfterAWhileAndWorksAgain() async throws {
    try await fixture.append(fixture.entry("one"))
    let clock = Timestamp.fixture
    let store = SQLiteStore(
      path: fixture.path, machine: Machine(mark: "one", host: "kyoto1"), patience: .milliseconds(150), clock: { clock })
    let draft = fixture.entry("two", after: 1)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: fixture.path, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let found = await failure { _ = try await store.append([draft]) }
    #expect(found?.kind == .locked && found?.isTemporary == true)
    // Those who read do not wait.
    #expect(try await store.entries(EntryQuery(), .newest, limit: 9).records.count == 1)
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    _ = try await store.append([draft])
    #expect(try await fixture.texts() == ["one", "two"])
  }

  /// Lets one call of the system after the other fail.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")),
    arguments: [
      ("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fdatasync", "EIO"), ("ftruncate", "ENOSPC"), ("pread64", "EIO"),
    ])
  func aCallThatFailsOnceIsNoFalseAcknowledgement(call: String, error: String) async throws {
    // Every call is tried with OPS_FAULTS=1; without it the first ones, and then every ninth.
    let isWhole = ProcessInfo.processInfo.environment["OPS_FAULTS"] == "1"
    var injected = 0
    for number in 1...(isWhole ? 80 : 40) where isWhole || number < 6 || number % 9 == 0 {
      let path = "\(fixture.folder)/\(number)/log.sqlite"
      let trace = "\(fixture.folder)/trace\(number)"
      var strace = ["strace", "-f", "-qq", "-o", trace, "-e", "inject=\(call):error=\(error):when=\(number)"]
      for suffix in ["", "-wal", "-shm"] { strace += ["-P", path + suffix] }
      let writer = try WriterProcess(
        ["append", path, "3", "w"], through: strace, output: "\(fixture.folder)/out\(number)")
      #expect(await writer.end() == 0)
      #expect(writer.acknowledged.count == 3, "\(call) \(number)")
      injected += occurrences(of: "(INJECTED)", in: trace)
      let store = SQLiteStore(path: path)
      let recorded = try await store.operations(after: StoreCursor(), limit: 10).0.map(\.id.description)
      #expect(recorded.count == 3 && Set(recorded) == Set(writer.acknowledged.keys), "\(call) \(number)")
      #expect(try await store.integrityProblem(full: true) == nil, "\(call) \(number)")
      await store.close()
    }
    #expect(injected > 0)
  }

  private func occurrences(of word: String, in path: String) -> Int {
    let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").count { $0.contains(word) }
  }
}
