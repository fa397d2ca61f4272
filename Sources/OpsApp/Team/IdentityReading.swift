import ArgumentParser
import OpsDomain
import OpsScreen

extension TeamDesk {
  /// How many identities are named when a text stands for several.
  private static let namedMax = 5

  /// The identity that a person means by `M-81`, `R-12`, a ULID or its beginning; ends the program when there is none.
  func identity(_ text: String, _ team: TeamState) throws -> OperationID {
    if let window = team.window(reference: text) { return window.id }
    if let request = team.request(reference: text) { return request.id }
    return try identity(ofEntry: text)
  }

  /// The identity of an operation by its text or the beginning of it.
  func identity(ofEntry text: String) throws -> OperationID {
    let beginning = text.uppercased()
    guard (1...26).contains(beginning.utf8.count), beginning.utf8.allSatisfy(Self.isOfIdentity) else {
      throw ValidationError("there is no \(harmless(text)); “opsconsole log list” shows the identities of entries")
    }
    let found = try read(else: []) { store throws(StoreFailure) in
      try await store.identities(beginningWith: beginning, limit: Self.namedMax + 1)
    }
    guard let first = found.first else { throw ValidationError("there is no entry \(harmless(text))") }
    guard found.count == 1 else {
      let names = found.prefix(Self.namedMax).map(\.description).joined(separator: ", ")
      let more = found.count > Self.namedMax ? ", …" : ""
      throw ValidationError("\(harmless(text)) is the beginning of several: \(names)\(more)")
    }
    return first
  }

  /// The entry that a person means.
  func entry(_ text: String) throws -> EntryRecord {
    let id = try identity(ofEntry: text)
    let found = try read(else: nil) { store throws(StoreFailure) in try await store.entry(id) }
    guard let found else { throw ValidationError("\(harmless(text)) is not an entry of the work log") }
    return found
  }

  private static func isOfIdentity(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
  }
}
