import Foundation
import OpsDomain
import OpsSQLite

/// Measures the chat's history on a file of many lines.
enum ChatBench {
  private static let buffers = (0..<8).map { BufferID(network: "libera", target: "#channel\($0)") }

  /// Fills a file with lines as a team would say them, then measures; numbers are milliseconds of the wall clock unless
  /// their names say otherwise.
  static func measure(_ path: String, count: Int) async throws -> [String: Double] {
    var numbers: [String: Double] = [:]
    let store = try await SQLiteChatStore.open(path: path)
    let before = ProcessCost.own()
    var made = 0
    while made < count {
      _ = try await store.append((made..<min(count, made + 100)).map(line), to: buffers[made / 100 % buffers.count])
      made += 100
    }
    if count > 0 { numbers["appendedPerCPUSecond"] = Double(made) / max(1e-9, ProcessCost.own() - before) }
    let batch = (0..<10_000).map { line(count + $0) }
    let beforeBatch = ProcessCost.own()
    _ = try await store.append(batch, to: buffers[0])
    numbers["batchPerCPUSecond"] = Double(batch.count) / max(1e-9, ProcessCost.own() - beforeBatch)
    await store.close()
    numbers["open"] = try await best {
      let store = try await SQLiteChatStore.open(path: path)
      _ = try await store.buffers()
      await store.close()
    }
    numbers["page200"] = try await best { _ = try await store.lines(of: buffers[1], before: nil, limit: 200) }
    for (name, text) in [
      ("障害", "障害"), ("障", "障"), ("再起動", "再起動"), ("Mysqld", "mysqld"), ("Rare", "r199993"), ("None", "nothing like it"),
      ("TwoLettersNone", "q%"),
    ] {
      var found = 0
      numbers["search" + name] = try await best {
        found = try await store.search(text, in: nil, before: nil, limit: 100).count
      }
      numbers["search" + name + "Found"] = Double(found)
    }
    numbers["searchInBuffer"] = try await best {
      _ = try await store.search("障害", in: buffers[1], before: nil, limit: 100)
    }
    let beforeSingles = ProcessCost.own()
    for number in 0..<1000 { _ = try await store.append([line(2 * count + 20_000 + number)], to: buffers[2]) }
    numbers["singleCPUMilliseconds"] = ProcessCost.own() - beforeSingles
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    numbers["bytesPerLine"] = Double(size) / Double(count + 11_000)
    let beforeTrim = ProcessCost.own()
    let removed = try await store.trim(olderThan: Timestamp(milliseconds: 0), bytes: Int64(size) * 9 / 10)
    numbers["trimmedLines"] = Double(removed)
    numbers["trimCPUSeconds"] = ProcessCost.own() - beforeTrim
    let left = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    numbers["sizeAfterTrim"] = Double(left) / Double(max(1, size))
    return numbers
  }

  /// The line of a number: the same for the same number.
  private static func line(_ number: Int) -> ChatLine {
    let host = "bm-db\(number &* 7919 % 1300)"
    let texts = [
      "restarted mysqld on \(host), replication lag was \(number % 97) s", "\(host) で再起動を実施、問題なし",
      "disk /var at \(number % 100)% on \(host): removed old binlogs", "deploy r\(number) finished", "了解です、確認します",
      "checked backups of \(host): OK", "ｾｯｼｮﾝ切れの調査、原因はキャッシュ (\(number))", "ok", "load is back to normal",
      "今から本番のメンテに入ります。対象は \(host) です",
    ]
    let text = number % 200 == 7 ? "\(host) で障害発生、フェイルオーバーした" : texts[number &* 31 % texts.count]
    return ChatLine(
      .message, at: Timestamp(milliseconds: 1_600_000_000_000 + Int64(number) * 9_000), sender: "user\(number % 12)",
      colourKey: "~user\(number % 12)", text: text, messageID: "\(number)-abcdefghijklmnop")
  }

  /// The shortest of some attempts, so that other programs do not count.
  private static func best(_ work: () async throws -> Void) async throws -> Double {
    var best = Double.infinity
    for _ in 0..<7 {
      let started = ContinuousClock.now
      try await work()
      best = min(best, (ContinuousClock.now - started).inSeconds * 1000)
    }
    return best
  }
}
