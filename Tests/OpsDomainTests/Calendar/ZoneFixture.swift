import Foundation
import OpsDomain
import Testing

/// A zone as `Fixtures/zones.py` wrote it: the compiled file, and what another program reads from it.
struct ZoneFixture: CustomTestStringConvertible {
  let name: String
  let tzif: [UInt8]
  let rows: [[String]]

  static let names = [
    "Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin", "America/Sao_Paulo",
    "Pacific/Apia", "Asia/Kolkata", "Africa/Casablanca", "Asia/Tehran", "America/Nuuk", "Asia/Gaza", "Pacific/Chatham",
  ]

  /// The catalogue of all of them.
  static let catalogue = ZoneCatalogue { name in
    name == "UTC" ? .utc : try? ZoneFixture(name).rules
  }

  init(_ name: String) throws {
    let lines = try fixtureLines("zones/\(name.replacing("/", with: "_")).txt").map {
      $0.split(separator: " ").map(String.init)
    }
    self.name = name
    let encoded = try #require(lines.first { $0.first == "tzif" }?.last)
    tzif = Array(try #require(Data(base64Encoded: encoded)))
    rows = lines
  }

  var testDescription: String { name }

  var rules: ZoneRules {
    get throws { try #require(ZoneRules(name: name, tzif: tzif)) }
  }
}

/// The rules of a zone of the fixtures.
func zone(_ name: String) throws -> ZoneRules { try ZoneFixture(name).rules }

/// The lines of a fixture.
func fixtureLines(_ path: String) throws -> [String] {
  let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
  return try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    .split(separator: "\n").map(String.init)
}

/// A wall clock's time from `2026-08-22` and `13:05:11`.
func local(_ date: String, _ clock: String = "00:00:00") throws -> LocalTime {
  let parts = (date + ":" + clock).split { $0 == "-" || $0 == ":" }.compactMap { Int($0) }
  try #require(parts.count >= 5)
  return LocalTime(
    year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
    second: parts.count > 5 ? parts[5] : 0)
}
