import Glibc
import OpsDomain
import Synchronization

/// Finds out in which time zone the person lives: the settings, `TZ`, or this machine's.
struct PersonalZone {
  /// What `time_zone` says.
  let setting: String?
  let environment: [String: String]
  /// The link to the zone of this machine.
  var localTime = "/etc/localtime"

  /// The name: of the zone database, or a rule as `JST-9`.
  var name: String {
    if let setting { return setting }
    // tzset(3): a colon says that a name follows; an empty TZ is UTC.
    if let text = environment["TZ"] {
      let name = text.hasPrefix(":") ? String(text.dropFirst()) : text
      return name.isEmpty ? "UTC" : Self.partInDatabase(name) ?? name
    }
    return nameOfMachine ?? "UTC"
  }

  /// The rules; those of UTC when the zone is not known here.
  func rules(in zones: ZoneCatalogue) -> ZoneRules { zones.find(name) ?? .utc }

  private var nameOfMachine: String? {
    guard let real = unsafe realpath(localTime, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe Self.partInDatabase(String(cString: real))
  }

  /// `Asia/Tokyo` of `/usr/share/zoneinfo/Asia/Tokyo`.
  private static func partInDatabase(_ path: String) -> String? {
    path.firstRange(of: "/zoneinfo/").map { String(path[$0.upperBound...]) }
  }
}

extension ZoneCatalogue {
  /// The zones of this machine's database; each is read once.
  static func ofThisMachine(folder: String = "/usr/share/zoneinfo") -> ZoneCatalogue {
    let cache = ZoneCache(folder: folder)
    return ZoneCatalogue { cache.rules($0) }
  }
}

/// The zones that were asked for.
private final class ZoneCache: Sendable {
  /// The largest file of a zone; real ones have some kilobytes.
  static let fileBytes = 262_144
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
    if let bytes = try? readFile("\(folder)/\(name)", limit: Self.fileBytes) {
      return ZoneRules(name: name, tzif: bytes)
    }
    return name == "UTC" ? .utc : nil
  }
}

/// Whether a text may be the name of a zone, and so a path in the database.
func isZoneName(_ text: String) -> Bool {
  !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix("/") && !text.contains("..")
    && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
}
