/// A value that is an object of JSON: its members are told once, for writing and for reading.
protocol JSONRecord: JSONValue {
  /// The record that reading begins with.
  static var blank: Self { get }
  /// Shows all members to a visitor, in the order in which they are written.
  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure)
}

/// What goes through the members of a record: the writer takes them, the reader sets them.
protocol MemberVisitor {
  /// What can go wrong.
  associatedtype Failure: Error
  /// A member that is always there, and without which the record cannot be understood.
  mutating func required<Value: JSONValue>(_ name: String, _ value: inout Value) throws(Failure)
  /// A member that is absent when it is nil.
  mutating func optional<Value: JSONValue>(_ name: String, _ value: inout Value?) throws(Failure)
  /// A member that is absent when it has its usual value.
  mutating func usual<Value: JSONValue & Equatable>(_ name: String, _ value: inout Value, _ usual: Value)
    throws(Failure)
  /// A member that is absent when it is nil, and without whose meaning the record cannot be understood.
  mutating func vital<Value: JSONValue>(_ name: String, _ value: inout Value?) throws(Failure)
}

extension JSONRecord {
  func write(to writer: inout JSONWriter) {
    var copy = self
    let outer = writer.open()
    copy.visit(&writer)
    writer.close(outer)
  }

  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> Self? {
    var members = try JSONMembers(&scanner)
    var record = blank
    try record.visit(&members)
    members.noteUnread()
    if let unknown = members.scanner.unknown { scanner.unknown = unknown }
    return members.isUnderstood ? record : nil
  }
}
