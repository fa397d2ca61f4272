/// The members of one object, as they are looked up by name.
struct JSONMembers: MemberVisitor {
  typealias Failure = OperationProblem

  private struct Member {
    var name: Range<Int>
    var value: Int
    var isRead = false
  }

  /// Reads the values.
  var scanner: JSONScanner
  /// Whether every member was known that the record cannot do without.
  private(set) var isUnderstood = true
  private var members: [Member] = []
  private var expected = 0

  /// Goes over the object that comes next, to its end.
  init(_ outer: inout JSONScanner) throws(OperationProblem) {
    scanner = outer
    try outer.open("{", "an object")
    members.reserveCapacity(16)
    while !outer.close("}") {
      if !members.isEmpty { try outer.comma() }
      let name = try outer.skipString().inside
      guard members.count < JSONScanner.membersMax else { throw outer.problem(.tooLarge, "has too many members") }
      guard !members.contains(where: { outer.bytes[$0.name] == outer.bytes[name] }) else {
        throw outer.problem(.invalid, "has a member twice")
      }
      try outer.colon()
      members.append(Member(name: name, value: outer.position))
      try outer.skipValue()
    }
  }

  mutating func required<Value: JSONValue>(_ name: String, _ value: inout Value) throws(OperationProblem) {
    guard seek(name) else { throw OperationProblem(.invalid, "\(name) is missing") }
    if let read = try Value.read(from: &scanner) { value = read } else { misunderstood() }
  }

  mutating func optional<Value: JSONValue>(_ name: String, _ value: inout Value?) throws(OperationProblem) {
    guard seek(name) else { return }
    if let read = try Value.read(from: &scanner) { value = read } else { scanner.noteUnknown() }
  }

  mutating func usual<Value: JSONValue & Equatable>(
    _ name: String, _ value: inout Value, _ usual: Value
  ) throws(OperationProblem) {
    value = usual
    guard seek(name) else { return }
    if let read = try Value.read(from: &scanner) { value = read } else { scanner.noteUnknown() }
  }

  mutating func vital<Value: JSONValue>(_ name: String, _ value: inout Value?) throws(OperationProblem) {
    guard seek(name) else { return }
    if let read = try Value.read(from: &scanner) { value = read } else { misunderstood() }
  }

  /// Notes the members that nobody asked for.
  mutating func noteUnread() {
    guard let member = members.first(where: { !$0.isRead }) else { return }
    scanner.member = String(decoding: scanner.bytes[member.name], as: UTF8.self)
    scanner.noteUnknown()
  }

  private mutating func misunderstood() {
    scanner.noteUnknown()
    isUnderstood = false
  }

  /// Goes to the value of a member; false when there is none.
  ///
  /// Members mostly come in the order in which they are asked for.
  private mutating func seek(_ name: String) -> Bool {
    let found =
      expected < members.count && isNamed(members[expected], name)
      ? expected : members.firstIndex { isNamed($0, name) }
    guard let found else { return false }
    members[found].isRead = true
    expected = found + 1
    scanner.position = members[found].value
    scanner.member = name
    return true
  }

  private func isNamed(_ member: Member, _ name: String) -> Bool {
    member.name.count == name.utf8.count && scanner.bytes[member.name].elementsEqual(name.utf8)
  }
}
