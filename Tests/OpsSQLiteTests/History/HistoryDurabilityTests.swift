import Foundation
import OpsDomain
import Testing

@testable import OpsSQLite

/// The past of a fleet under killed processes and full disks: what was kept stays, and it goes on.
@Suite("the fleet's past when things fail", .serialized) struct HistoryDurabilityTests {
  let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private static let mayMount = geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare")
  private static let start = Timestamp(seconds: 1_790_035_200)

  @Test("a console that is killed loses no minute that was kept, and no hour that is over") func kills() async throws {
    let path = "\(fixture.folder)/past/history.sqlite"
    var kept = 0
    for round in 1...12 {
      // It begins with the same minutes each time; killed further on in each round, between any two of its steps.
      let lines = try await killed(after: round * 17, path: path)
      kept = max(kept, lines.compactMap { Int($0) }.max() ?? 0)
      #expect(lines.count >= round * 17 && lines.allSatisfy { Int($0) != nil })
      let store = SQLiteFleetHistory(path: path)
      let values = try await store.series(
        of: "db7", .memoryUsed, from: Self.start, to: Self.start + .seconds(86_400), by: .minute)
      #expect(values.count >= kept + 1 && values.count <= kept + 2, "round \(round)")
      #expect(
        values.enumerated().allSatisfy { number, value in
          abs(value.mean - Double((number &* 7919 &+ 7) % 100) / 100) < 0.001
        })
      await store.close()
    }
    #expect(kept > 200)
  }

  /// The lines of a writer that was killed as soon as it had told so many minutes.
  ///
  /// A shell does it: the threads of the tests may be late by seconds, and the writer would be done by then. It never
  /// reaches the end of its day, beyond which minutes are no longer kept.
  private func killed(after count: Int, path: String) async throws -> [String] {
    let script = """
      sh -c 'echo $$; exec "$log" past "$path" 1400' | {
        read -r writer; n=0
        while [ "$n" -lt "$count" ] && read -r line; do echo "$line"; n=$((n + 1)); done
        kill -9 "$writer"; cat
      }
      """
    let out = "\(fixture.folder)/out\(count)"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["path": path, "count": "\(count)", "log": WriterProcess.program]) { $1 }
    _ = FileManager.default.createFile(atPath: out, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: out)), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  @Test("a full disk is said, and the past goes on when there is room again", .enabled(if: mayMount))
  func fullDisk() async throws {
    let dir = fixture.folder + "/disk"
    try FileManager.default.createDirectory(atPath: dir, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    let script = """
      mount -t tmpfs -o size=1m tmpfs "$dir"
      dd if=/dev/zero of="$dir/ballast" bs=1k count=500 2>/dev/null
      "$log" past "$dir/history.sqlite" 400 >"$out" & pid=$!
      n=0; until grep -q '^failed diskFull' "$out"; do sleep 0.05; n=$((n + 1)); [ $n -lt 600 ]; done
      rm "$dir/ballast"; mount -o remount,size=64m "$dir"
      wait $pid
      cp "$dir"/history.sqlite* "$copy"
      """
    process.arguments = ["-m", "sh", "-eu", "-c", script]
    let copy = fixture.folder + "/copy"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    let out = fixture.folder + "/out"
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["dir": dir, "out": out, "copy": copy, "log": WriterProcess.program]) { $1 }
    try process.run()
    while process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
    #expect(process.terminationStatus == 0)
    let lines = String(decoding: try Data(contentsOf: URL(fileURLWithPath: out)), as: UTF8.self).split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("failed diskFull") && $0.contains("history.sqlite") })
    let kept = lines.compactMap { Int($0) }
    #expect(kept.last == 399, "it goes on")
    let store = SQLiteFleetHistory(path: copy + "/history.sqlite")
    let values = try await store.series(
      of: "db7", .load, from: Self.start, to: Self.start + .seconds(86_400), by: .minute)
    let told = Set(values.map { Int($0.moment.since(Self.start).inSeconds) / 60 })
    #expect(told == Set(kept))
    await store.close()
  }
}
