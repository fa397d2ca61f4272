import Foundation
import OpsDomain
import OpsSQLite

/// Uses a work log from a process of its own, for tests that kill it or take its disk away.
///
///     logwriter append FILE COUNT NAME    prints `ID SEQUENCE` as soon as each entry is acknowledged, or `failed KIND`
///     logwriter list FILE                 prints `ID SEQUENCE TEXT` of all entries in the order of the store
///     logwriter check FILE                prints `ok`, or what is wrong with the file
///     logwriter past FILE COUNT           keeps so many minutes of a fleet's past, and prints the number of each kept
///
/// An act that failed is tried again with the same identity until it succeeds.
@main
struct LogWriter {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      switch (words.first, words.count) {
      case ("append", 4): await append(Int(words[2]) ?? 1, to: SQLiteStore(path: words[1]), name: words[3])
      case ("list", 2): try await list(SQLiteStore(path: words[1]))
      case ("past", 3): await past(Int(words[2]) ?? 1, in: SQLiteFleetHistory(path: words[1]))
      case ("check", 2): say(try await SQLiteStore(path: words[1]).integrityProblem(full: true) ?? "ok")
      default:
        FileHandle.standardError.write(
          Data("usage: logwriter append FILE COUNT NAME | list FILE | check FILE | past FILE COUNT\n".utf8))
        exit(64)
      }
    } catch {
      say("failed \(error.kind.rawValue) \(error.message)")
      exit(1)
    }
  }

  /// Keeps one minute after the other, from a fixed one on; one that fails is lost, as it is in the console.
  private static func past(_ count: Int, in store: SQLiteFleetHistory) async {
    for number in 0..<max(count, 0) {
      var minute = FleetMinute(moment: Timestamp(seconds: 1_790_035_200 + Int64(number) * 60), hosts: [])
      for host in 0..<200 {
        let mount = MountMinute(mount: "/", sizeBytes: 1 << 40, availableBytes: 1 << 39 - UInt64(number) << 20)
        var values = HostMinute(host: HostID("db\(host)"), mounts: [mount])
        for measure in HistoryMeasure.allCases { values[measure] = Double((number &* 7919 &+ host) % 100) / 100 }
        minute.hosts.append(values)
      }
      do {
        try await store.record(minute)
        say("\(number)")
      } catch {
        say("failed \(error.kind.rawValue) \(error.message)")
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  private static func list(_ store: SQLiteStore) async throws(StoreFailure) {
    var cursor = StoreCursor()
    while true {
      let (operations, next) = try await store.operations(after: cursor, limit: 1000)
      guard next > cursor else { return }
      for operation in operations {
        guard case .entryAdd(let entry) = operation.body else { continue }
        say("\(operation.id) \(operation.sequence) \(entry.text)")
      }
      cursor = next
    }
  }

  private static func append(_ count: Int, to store: SQLiteStore, name: String) async {
    var generator = OperationIDGenerator()
    for number in 1...max(1, count) {
      let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
      let random = (UInt16.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))
      let entry = Entry("\(name) \(number) 障害", at: now, targets: [EntryTarget(.host, "db\(number % 7)")])
      let draft = OperationDraft(
        id: generator.next(at: now, random: random), author: Author(name), via: .cli, body: .entryAdd(entry))
      await append(draft, to: store)
    }
  }

  /// Tries until it is recorded; at most this often.
  private static func append(_ draft: OperationDraft, to store: SQLiteStore, attempts: Int = 200) async {
    for _ in 0..<attempts {
      do {
        let recorded = try await store.append([draft])
        say("\(draft.id) \(recorded.first?.sequence ?? 0)")
        return
      } catch {
        say("failed \(error.kind.rawValue) \(error.message)")
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    exit(1)
  }

  /// One write(2) a line, so that a line is whole or not there.
  private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
