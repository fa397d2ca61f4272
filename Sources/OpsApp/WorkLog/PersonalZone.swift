import Glibc
import OpsDomain

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
