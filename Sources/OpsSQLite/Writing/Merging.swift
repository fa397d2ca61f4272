import struct Foundation.Data
import GRDB
public import OpsDomain

extension SQLiteStore {
  /// Takes over operations of other stores, as they are; returns how many were new.
  public func merge(_ operations: [Operation]) async throws(StoreFailure) -> Int {
    guard operations.count <= Self.batchMax else {
      throw StoreFailure(.tooLarge, "at most \(Self.batchMax) operations at once")
    }
    let hasRedaction = operations.contains { $0.body.type == "entry.redact" }
    let count = try await write { database, _ in
      var merging = Merging(database, coming: Set(operations.lazy.filter(\.isCapture).map(\.id)))
      for operation in operations { try merging.take(operation) }
      if hasRedaction { try Redaction.forgetTerms(in: database) }
      return merging.count
    }
    if hasRedaction, count > 0 { await forgetRedactedText() }
    return count
  }
}

/// Takes over operations of other stores within one transaction.
private struct Merging {
  /// The longest name of a writer, in bytes.
  static let writerMax = 200

  /// How many operations were new.
  private(set) var count = 0
  private let database: Database
  private var projection: EntryProjection
  private var captures: CaptureMeeting

  /// Begins to take over; `coming` are the lines of chats among what comes.
  init(_ database: Database, coming: Set<OperationID>) {
    self.database = database
    projection = EntryProjection(database)
    captures = CaptureMeeting(database, coming: coming)
  }

  /// Takes an operation over; one that is here already changes nothing.
  mutating func take(_ operation: Operation) throws {
    let json = operation.body.canonicalJSON
    let hash = sha256(of: Array(json.utf8))
    var new = operation
    if new.bodyHash.isEmpty { new.bodyHash = hexadecimal(hash) }
    let find = try database.cachedStatement(sql: "SELECT body_hash FROM op WHERE id = ?")
    if let known = try Data.fetchOne(find, arguments: [operation.id.bytes]) {
      guard try hexadecimal(known) == new.bodyHash.lowercased() || captures.isSame(operation) else {
        throw StoreFailure(.conflict, "\(operation.id) is here already with another content: nothing was taken over")
      }
      return
    }
    let original = try check(new, computed: hash)
    if try captures.isHere(new) { return }
    let number = try OperationTable.insert(new, json: json, hash: original, in: database)
    try projection.take(new, number: number)
    count += 1
  }

  /// Refuses what could not have been written; returns the hash of the body as it was first written.
  private func check(_ operation: Operation, computed: [UInt8]) throws -> [UInt8] {
    let isWithoutText = operation.body.isWithoutText
    if let problem = operation.envelopeProblem ?? operation.body.problem(isWithoutText: isWithoutText) {
      throw StoreFailure(problem.kind, "\(operation.id): \(problem.message)")
    }
    guard !operation.writer.isEmpty, operation.writer.utf8.count <= Self.writerMax, operation.sequence > 0 else {
      throw StoreFailure(.invalid, "\(operation.id) has no writer, or no number of its writer")
    }
    guard let original = bytes(hexadecimal: operation.bodyHash), original.count == computed.count else {
      throw StoreFailure(.invalid, "\(operation.id) has a hash that is none")
    }
    guard original == computed || isWithoutText else {
      throw StoreFailure(.conflict, "\(operation.id) is not as it was first written: its content does not fit its hash")
    }
    return original
  }
}
