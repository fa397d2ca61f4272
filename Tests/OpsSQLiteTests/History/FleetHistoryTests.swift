import Foundation
import OpsDomain
import Testing

@testable import OpsSQLite

@Suite struct FleetHistoryTests {
  /// The beginning of a day.
  private static let start = Timestamp(seconds: 1_790_035_200)

  @Test("Of too many columns those that were there first go on, and all is read again")
  func tooManyColumns() {
    var block = HistoryBlock()
    for column in 0..<HistoryBlock.columnsMax + 76 { block.set(Int64(column), column, at: 0) }
    block.set(5, 3, at: 1)
    #expect(block.columns.count == HistoryBlock.columnsMax)
    #expect(HistoryBlock(block.data)?.value(3, at: 1) == 5)
  }

  @Test("What was kept is told by the minute, and by the hour when the hour is over")
  func tellsWhatWasKept() async throws {
    let store = SQLiteFleetHistory(path: Self.path())
    for minute in 0...150 { try await store.record(Self.minute(minute)) }
    let end = Self.start + .seconds(150 * 60)
    let minutes = try await store.series(of: "db01", .loadPerCore, from: Self.start, to: end, by: .minute)
    #expect(minutes.count == 151)
    #expect(minutes.map(\.mean).enumerated().allSatisfy { abs($1 - Double($0) / 100) < 0.001 })
    let hours = try await store.series(of: "db01", .loadPerCore, from: Self.start, to: end, by: .hour)
    #expect(hours.map(\.moment) == [Self.start, Self.start + .seconds(3600)])
    #expect(hours.map(\.highest) == [0.59, 1.19])
    #expect(abs(hours[0].mean - 0.295) < 0.001)
    await store.close()
  }

  @Test(
    "Filesystems: minutes as far back as asked, the least of each hour at its end; inodes only where they are counted")
  func tellsMounts() async throws {
    let store = SQLiteFleetHistory(path: Self.path())
    for minute in 0...130 { try await store.record(Self.minute(minute)) }
    let end = Self.start + .seconds(130 * 60)
    let mounts = try await store.mounts(
      of: ["db01", "nobody"], minutesSince: end - .seconds(600), hoursSince: Self.start, to: end)
    let data = try #require(mounts["db01"]?.first { $0.mount == "/data" })
    #expect(data.space.minutes.count == 11)
    #expect(data.space.hours.map(\.moment) == [1, 2].map { Self.start + .seconds($0 * 3600) })
    #expect(data.space.hours.map(\.value) == [59, 119].map { Double(Self.left($0)) })
    #expect(data.inodes.hours.map(\.value) == [941, 881])
    let log = try #require(mounts["db01"]?.first { $0.mount == "/log" })
    #expect(log.inodes.minutes.isEmpty && log.space.minutes.count == 11)
    #expect(mounts["nobody"] == nil)
    await store.close()
  }

  @Test("The highest load of each hour that is over")
  func tellsPeaks() async throws {
    let store = SQLiteFleetHistory(path: Self.path())
    for minute in 0...60 { try await store.record(Self.minute(minute)) }
    let peaks = try await store.loadPeaks(of: ["db01"], from: Self.start, to: Self.start + .seconds(7200))
    #expect(peaks["db01"] == [LoadPeak(hour: Self.start, load: 2.36, perCore: 0.59)])
    await store.close()
  }

  @Test(
    "The whole fleet at a moment: of a minute that waits, of an hour that is over, by the day when minutes are gone")
  func tellsFleet() async throws {
    let store = SQLiteFleetHistory(path: Self.path())
    for minute in 0...70 { try await store.record(Self.minute(minute)) }
    for minute in [70, 20] {
      let fleet = try #require(try await store.fleet(at: Self.start + .seconds(minute * 60 + 30)))
      #expect(fleet.hosts.map(\.host) == ["db01", "web01"])
      #expect(abs((fleet.hosts[0][.loadPerCore] ?? 0) - Double(minute) / 100) < 0.001)
      #expect(fleet.hosts[0].mounts.first { $0.mount == "/data" }?.availableBytes == Self.left(minute))
    }
    #expect(try await store.fleet(at: Self.start - .seconds(60)) == nil)
    // A clock that is days ahead for a moment takes nothing away.
    try await store.record(Self.minute(9 * 1440))
    let kept = try #require(try await store.fleet(at: Self.start + .seconds(20 * 60)))
    #expect(abs((kept.hosts[0][.loadPerCore] ?? 0) - 0.2) < 0.001)
    // Days later the minutes of the first day are gone once time has gone on from there, and the hour is left.
    for minute in stride(from: 0, through: 130, by: 5) { try await store.record(Self.minute(10 * 1440 + minute)) }
    let later = try #require(try await store.fleet(at: Self.start + .seconds(20 * 60)))
    #expect(abs((later.hosts[0][.loadPerCore] ?? 0) - 0.295) < 0.001)
    await store.close()
  }

  @Test("Two consoles complete each other's minutes, in one file")
  func completes() async throws {
    let path = Self.path()
    let (left, right) = (SQLiteFleetHistory(path: path), SQLiteFleetHistory(path: path))
    var (one, other) = (Self.minute(5), Self.minute(5))
    one.hosts.removeLast()
    other.hosts.removeFirst()
    try await left.record(one)
    try await right.record(other)
    #expect(try await left.fleet(at: Self.start + .seconds(300))?.hosts.map(\.host) == ["db01", "web01"])
    await left.close()
    await right.close()
  }

  @Test("A clock that was set back loses nothing, and an hour that comes again is completed")
  func goesBack() async throws {
    let store = SQLiteFleetHistory(path: Self.path())
    for minute in [0, 70, 10, 130] { try await store.record(Self.minute(minute)) }
    let values = try await store.series(
      of: "db01", .loadPerCore, from: Self.start, to: Self.start + .seconds(9000), by: .minute)
    #expect(values.map { Int(($0.mean * 100).rounded()) } == [0, 10, 70, 130])
    await store.close()
  }

  @Test("A damaged file is set aside with a message, and the past begins anew")
  func survivesDamage() async throws {
    let path = Self.path()
    let first = SQLiteFleetHistory(path: path)
    for minute in 0...65 { try await first.record(Self.minute(minute)) }
    await first.close()
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.write(contentsOf: Data(repeating: 0x41, count: 8192))
    try handle.close()
    let failure = await #expect(throws: StoreFailure.self) {
      let store = try await SQLiteFleetHistory.open(path: path)
      try await store.record(Self.minute(66))
    }
    #expect(failure?.message.contains("\(path).damaged") == true)
    let second = try await SQLiteFleetHistory.open(path: path)
    try await second.record(Self.minute(67))
    #expect(try await second.fleet(at: Self.start + .seconds(67 * 60))?.hosts.count == 2)
    await second.close()
  }

  @Test("Bytes that nobody wrote are no block and no minute, and never a trap")
  func readsGarbage() {
    var chance = SplitMix(seed: 7)
    let whole = MinuteBody()
    #expect(MinuteBody(whole.data) != nil)
    for _ in 0..<3000 {
      let bytes = Data(
        (0..<Int.random(in: 0...60, using: &chance)).map { _ in UInt8.random(in: 0...255, using: &chance) })
      _ = HistoryBlock(bytes)
      _ = MinuteBody(bytes)
      _ = HistoryBlock(Data([1]) + bytes)
      _ = MinuteBody(Data([1]) + bytes)
    }
  }

  @Test("A block is read as it was written, gaps, runs and extremes included")
  func blocksComeBack() {
    var chance = SplitMix(seed: 3)
    for _ in 0..<300 {
      var block = HistoryBlock()
      for column in 0..<5 {
        for slot in 0..<60 where Bool.random(using: &chance) {
          block.set(
            Int64.random(in: 0...3, using: &chance) << Int64.random(in: 0...40, using: &chance), column, at: slot)
        }
      }
      let back = HistoryBlock(block.data)
      for column in 0..<5 {
        for slot in 0..<60 { #expect(back?.value(column, at: slot) == block.value(column, at: slot)) }
      }
    }
  }

  private static func left(_ minute: Int) -> UInt64 { UInt64(100_000_000 - minute * 1000) * 65_536 }

  private static func minute(_ number: Int) -> FleetMinute {
    var db = HostMinute(
      host: "db01",
      mounts: [
        MountMinute(
          mount: "/data", sizeBytes: 1 << 40, availableBytes: left(number), inodesFree: UInt64(max(0, 1000 - number))),
        MountMinute(mount: "/log", sizeBytes: 1 << 30, availableBytes: 1 << 29),
      ])
    db[.loadPerCore] = Double(number) / 100
    db[.load] = Double(number) / 25
    var web = HostMinute(host: "web01")
    web[.cpuBusy] = 0.5
    return FleetMinute(moment: start + .seconds(number * 60 + 10), hosts: [db, web])
  }

  private static func path() -> String {
    FileManager.default.temporaryDirectory.appending(path: "past-\(UUID().uuidString)/history.sqlite").path()
  }
}

/// A small generator, the same each time (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
