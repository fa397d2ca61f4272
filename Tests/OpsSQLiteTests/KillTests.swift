import Foundation
import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

/// Several processes append to one file, and are killed while they do.
@Suite(.serialized) struct KillTests {
  /// How many kills; OPS_KILLS asks for more.
  static let kills = ProcessInfo.processInfo.environment["OPS_KILLS"].flatMap { Int($0) } ?? 40

  let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private func writer(_ name: String, count: Int) throws -> WriterProcess {
    try WriterProcess(["append", fixture.path, "\(count)", name], output: "\(fixture.folder)/\(name).out")
  }

  /// What was acknowledged, compared with what is there.
  private func compare(_ acknowledged: [String: String]) async throws {
    let operations = try await all()
    var recorded: [String: String] = [:]
    for operation in operations { recorded[operation.id.description] = "\(operation.sequence)" }
    for (id, sequence) in acknowledged { #expect(recorded[id] == sequence, "\(id) was acknowledged") }
    // Written once, under gapless numbers of one writer.
    #expect(Set(operations.map(\.writer)).count == 1)
    #expect(operations.map(\.sequence) == Array(1...Int64(max(1, operations.count))))
    let texts = operations.compactMap { operation -> String? in
      guard case .entryAdd(let entry) = operation.body else { return nil }
      return entry.text
    }
    #expect(Set(texts).count == texts.count && texts.count == operations.count)
    #expect(zip(operations, operations.dropFirst()).allSatisfy { $0.hybrid < $1.hybrid })
    #expect(try await fixture.store.integrityProblem(full: true) == nil)
  }

  private func all() async throws -> [Operation] {
    var operations: [Operation] = []
    while true {
      let cursor = StoreCursor(number: Int64(operations.count))
      let (next, _) = try await fixture.store.operations(after: cursor, limit: 5000)
      if next.isEmpty { return operations }
      operations += next
    }
  }

  @Test(arguments: [2, 4])
  func severalProcessesAppendAtOnce(count: Int) async throws {
    let writers = try (0..<count).map { try writer("w\($0)", count: 60) }
    // This one reads meanwhile, and never waits for them.
    while writers.contains(where: { $0.acknowledged.count < 20 }) {
      _ = try await fixture.store.entries(EntryQuery(), .newest, limit: 5)
      try await Task.sleep(for: .milliseconds(5))
    }
    var acknowledged: [String: String] = [:]
    for writer in writers {
      #expect(await writer.end() == 0)
      #expect(writer.acknowledged.count == 60)
      acknowledged.merge(writer.acknowledged) { first, _ in first }
    }
    try await compare(acknowledged)
    #expect(try await all().count == count * 60)
  }

  @Test func nothingAcknowledgedIsLostHoweverOftenWritersAreKilled() async throws {
    let seed = UInt64(ProcessInfo.processInfo.environment["OPS_SEED"] ?? "") ?? 20_261_121
    var random = SeededRandom(seed: seed)
    var writers: [WriterProcess] = []
    var acknowledged: [String: String] = [:]
    for number in 0..<4 { writers.append(try writer("w\(number)", count: 1_000_000)) }
    for kill in 0..<Self.kills {
      try await Task.sleep(for: .milliseconds(Int.random(in: 1...120, using: &random)))
      let place = Int.random(in: 0..<writers.count, using: &random)
      await writers[place].kill()
      acknowledged.merge(writers[place].acknowledged) { first, _ in first }
      writers[place] = try writer("k\(kill)", count: 1_000_000)
    }
    for writer in writers {
      await writer.kill()
      acknowledged.merge(writer.acknowledged) { first, _ in first }
    }
    #expect(acknowledged.count > Self.kills, "seed \(seed)")
    try await compare(acknowledged)
  }
}
