import OpsDomain
import Synchronization

extension ZoneCatalogue {
  /// The largest file of a zone; real ones have some kilobytes.
  static let fileBytes = 262_144

  /// The zones of this machine's database; each is read once.
  static func ofThisMachine(folder: String = "/usr/share/zoneinfo") -> ZoneCatalogue {
    let cache = ZoneCache(folder: folder)
    return ZoneCatalogue { cache.rules($0) }
  }
}

/// The zones that were asked for.
private final class ZoneCache: Sendable {
  /// The most zones that are kept.
  static let capacity = 64

  private let folder: String
  private let known = Mutex<[String: ZoneRules?]>([:])

  init(folder: String) { self.folder = folder }

  func rules(_ name: String) -> ZoneRules? {
    if let rules = known.withLock({ $0[name] }) { return rules }
    let rules = read(name)
    known.withLock {
      if $0.count >= Self.capacity { $0 = [:] }
      $0[name] = .some(rules)
    }
    return rules
  }

  private func read(_ name: String) -> ZoneRules? {
    guard isZoneName(name) else { return nil }
    if let bytes = try? readFile("\(folder)/\(name)", limit: ZoneCatalogue.fileBytes) {
      return ZoneRules(name: name, tzif: bytes)
    }
    return name == "UTC" ? .utc : ZoneRules(name: name, tzif: Self.file(ofRule: name))
  }
}

extension ZoneCache {
  /// The file of a zone that has a rule only, as `TZ=JST-9` gives it: no changes, one kind of time, the rule for always
  /// (RFC 8536 §3).
  fileprivate static func file(ofRule rule: String) -> [UInt8] {
    let reserved: [UInt8] = Array(repeating: 0, count: 15)
    // Six counts of four bytes: one kind of time, four characters of names, nothing else.
    let counts: [UInt8] = Array(repeating: 0, count: 19) + [1, 0, 0, 0, 4]
    let kind: [UInt8] = [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
    let part = Array("TZif2".utf8) + reserved + counts + kind
    return part + part + Array("\n\(rule)\n".utf8)
  }
}

/// Whether a text may be the name of a zone, and so a path in the database.
func isZoneName(_ text: String) -> Bool {
  !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix("/") && !text.contains("..")
    && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
}
