import Foundation
import OpsDomain
import Testing

/// Files below Fixtures.
enum CollectorFixture {
  /// The path of a file or directory below Fixtures.
  static func path(_ name: String) throws -> String {
    let directory = try #require(Bundle.module.resourceURL)
    return directory.appendingPathComponent("Fixtures/\(name)").path
  }

  /// The bytes of a file below Fixtures.
  static func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}

extension Sample {
  /// A sample with nothing in it.
  static var empty: Sample { Sample(takenAt: Timestamp(milliseconds: 0), source: .local) }
}

/// A generator that gives the same numbers every time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
