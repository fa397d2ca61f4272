/// An operation as one line of JSON, without the line's end.
public func operationJSON(_ operation: Operation) -> String {
  var writer = JSONWriter()
  OperationEnvelope(operation).write(to: &writer)
  return writer.text
}

/// Reads the line of JSON that `operationJSON` writes.
///
/// The members around the body are those of the schema and no others; a body may hold what this version does not know.
public func operation(parsingJSON json: String) throws(OperationProblem) -> Operation {
  let start = try JSONScanner(Array(json.utf8))
  var scanner = start
  let read: OperationEnvelope?
  do { read = try OperationEnvelope.read(from: &scanner) } catch { throw newerSchema(start) ?? error }
  guard let envelope = read, scanner.unknown == nil, envelope.schema == Operation.currentSchema else {
    throw newerSchema(start)
      ?? OperationProblem(.invalid, "\(scanner.unknown ?? "schema") is not known around a body")
  }
  try scanner.end()
  guard envelope.sequence > 0 else { throw OperationProblem(.invalid, "sequence counts from 1") }
  guard !envelope.writer.isEmpty else { throw OperationProblem(.invalid, "writer is empty") }
  return try envelope.operation()
}

/// The problem with an operation when all that is wrong is that a newer version wrote it.
private func newerSchema(_ start: JSONScanner) -> OperationProblem? {
  var scanner = start
  guard let schema = (try? OperationSchema.read(from: &scanner))?.schema, schema > Operation.currentSchema else {
    return nil
  }
  return OperationProblem(
    .newerSchema, "it is of schema \(schema), this version reads schema \(Operation.currentSchema): upgrade opsconsole")
}

/// What of an operation can be read whatever version wrote it.
private struct OperationSchema: JSONRecord {
  var schema = 0
  static var blank: OperationSchema { OperationSchema() }
  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("schema", &schema)
  }
}

extension Via: JSONWord {}
extension Author.Verification: JSONWord {}

extension Author: JSONRecord {
  static var blank: Author { Author("") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    // By bytes: texts that are equal in Unicode's eyes may still differ.
    var shown = display.utf8.elementsEqual(account.utf8) ? nil : display
    try visitor.required("account", &account)
    try visitor.optional("display", &shown)
    display = shown ?? account
    try visitor.required("verified", &verified)
    try visitor.optional("onBehalfOf", &onBehalfOf)
  }
}

extension HybridTime: JSONRecord {
  static var blank: HybridTime { HybridTime() }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("wall", &wall)
    var wide = Int64(counter)
    try visitor.required("counter", &wide)
    counter = UInt32(clamping: wide)
  }
}

/// An operation's members as they stand in a line, the body not yet read.
private struct OperationEnvelope: JSONRecord {
  var id = OperationID(high: 0, low: 0)
  var type = ""
  var writer = ""
  var sequence: Int64 = 0
  var hybrid = HybridTime()
  var recordedAt = Timestamp(milliseconds: 0)
  var receivedAt: Timestamp?
  var zone = ""
  var author = Author("")
  var via = Via.console
  var schema = 0
  var bodyHash = ""
  var body = BodyValue(body: nil, place: nil)

  static var blank: OperationEnvelope { OperationEnvelope() }

  init() {}

  init(_ operation: Operation) {
    id = operation.id
    type = operation.body.type
    writer = operation.writer
    sequence = operation.sequence
    hybrid = operation.hybrid
    recordedAt = operation.recordedAt
    receivedAt = operation.receivedAt
    zone = operation.zone
    author = operation.author
    via = operation.via
    schema = operation.schema
    bodyHash = operation.bodyHash
    body = BodyValue(body: operation.body, place: nil)
  }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("schema", &schema)
    try visitor.required("id", &id)
    try visitor.required("type", &type)
    try visitor.required("writer", &writer)
    try visitor.required("sequence", &sequence)
    try visitor.required("hybrid", &hybrid)
    try visitor.required("recordedAt", &recordedAt)
    try visitor.optional("receivedAt", &receivedAt)
    try visitor.usual("zone", &zone, "")
    try visitor.required("author", &author)
    try visitor.required("via", &via)
    try visitor.usual("bodyHash", &bodyHash, "")
    try visitor.required("body", &body)
  }

  /// The operation, its body read now that its type is known.
  func operation() throws(OperationProblem) -> Operation {
    guard var place = body.place else { throw OperationProblem(.invalid, "body is missing") }
    return Operation(
      id: id, writer: writer, sequence: sequence, hybrid: hybrid, recordedAt: recordedAt, receivedAt: receivedAt,
      zone: zone, author: author, via: via, body: try OperationBody(type: type, from: &place), bodyHash: bodyHash,
      schema: schema)
  }
}

/// A body to be written, or the place from which it can be read.
private struct BodyValue: JSONValue {
  var body: OperationBody?
  var place: JSONScanner?

  func write(to writer: inout JSONWriter) { body?.write(to: &writer) }

  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> BodyValue? {
    let place = scanner
    try scanner.skipValue()
    return BodyValue(body: nil, place: place)
  }
}
