import Glibc
import OpsDomain

/// Finds out in which time zone the person lives: the settings, `TZ`, or this machine's.
struct PersonalZone {
  /// What `time_zone` says.
  let setting: String?
  let environment: [String: String]
  /// The zone of this machine: a link into the zone database, or a file of a zone (localtime(5)).
  var localTime = "/etc/localtime"
  /// The name of this machine's zone, on systems of Debian's family.
  var timeZone = "/etc/timezone"
  /// The zone database.
  var database = "/usr/share/zoneinfo"

  /// The name: of the zone database, or a rule as `JST-9`.
  var name: String {
    if let setting { return setting }
    // tzset(3): a colon says that a name follows; an empty TZ is UTC.
    if let path = namedFile { return name(ofFile: path) ?? path }
    if let name = variable { return name.isEmpty ? "UTC" : name }
    return name(ofFile: localTime) ?? "UTC"
  }

  /// The rules; those of UTC when the zone is not known here.
  func rules(in zones: ZoneCatalogue) -> ZoneRules {
    let name = name
    if let rules = zones.find(name), !name.hasPrefix("/") { return rules }
    return contents(file).flatMap { ZoneRules(name: name, tzif: $0) } ?? .utc
  }

  /// What `TZ` says, without the colon; nil when it is not set.
  private var variable: String? {
    environment["TZ"].map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 }
  }

  /// The file that `TZ` names.
  private var namedFile: String? { variable.flatMap { $0.hasPrefix("/") ? $0 : nil } }

  /// The file that holds the zone; nil when a name is given.
  private var file: String? {
    if setting != nil { return nil }
    return variable == nil ? localTime : namedFile
  }

  /// The name of the zone in a file: its place in the database, the name of this machine's zone when that is the same,
  /// or the rule that it ends with; nil when it holds no zone.
  private func name(ofFile path: String) -> String? {
    if let name = Self.partInDatabase(path) ?? realPath(path).flatMap(Self.partInDatabase) { return name }
    guard let bytes = contents(path), ZoneRules(name: "", tzif: bytes) != nil else { return nil }
    if let text = try? readText(timeZone, limit: 256) {
      let name = String(text.filter { !$0.isWhitespace })
      if isZoneName(name), contents("\(database)/\(name)") == bytes { return name }
    }
    // RFC 8536 §3.3: the rule for the time after the table stands between the last two line feeds.
    let rule = bytes.dropLast().reversed().prefix { $0 != UInt8(ascii: "\n") }.reversed()
    let name = String(decoding: rule, as: UTF8.self)
    return bytes.last == UInt8(ascii: "\n") && isZoneName(name) ? name : nil
  }

  private func contents(_ path: String?) -> [UInt8]? {
    path.flatMap { try? readFile($0, limit: ZoneCatalogue.fileBytes) }
  }

  private func realPath(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// `Asia/Tokyo` of `/usr/share/zoneinfo/Asia/Tokyo`.
  private static func partInDatabase(_ path: String) -> String? {
    path.firstRange(of: "/zoneinfo/").map { String(path[$0.upperBound...]) }
  }
}
