/// Cuts the text of a node set into terms and the marks between them.
struct NodeSetParser {
  private let characters: [Character]
  private var index = 0

  init(_ text: String) { characters = Array(text) }

  mutating func parse() throws(NodeSet.Problem) -> [NodeSet.Term] {
    guard characters.count <= NodeSet.textMax else {
      throw NodeSet.Problem(message: "longer than \(NodeSet.textMax) characters", offset: NodeSet.textMax)
    }
    var terms: [NodeSet.Term] = []
    while let (join, place) = try nextJoin(isFirst: terms.isEmpty) {
      guard index < characters.count else {
        throw NodeSet.Problem(message: "a name is missing after \(characters[place])", offset: place)
      }
      terms.append(try nextTerm(join))
    }
    guard !terms.isEmpty else { throw NodeSet.Problem(message: "a node set is missing, as bm-db[01-24]", offset: 0) }
    guard terms.contains(where: { $0.join == .union }) else {
      throw NodeSet.Problem(message: "nothing to take away from: write *!\(terms[0].text)", offset: 0)
    }
    return terms
  }

  /// The mark before the next term, blanks being a union; nil at the end of the text.
  private mutating func nextJoin(isFirst: Bool) throws(NodeSet.Problem) -> (join: NodeSet.Join, place: Int)? {
    var found: (join: NodeSet.Join, place: Int)?
    while index < characters.count {
      let character = characters[index]
      if let join = Self.joins[character] {
        // `a,!b` is how many write it; every other pair is a slip.
        if let found, !(found.join == .union && join == .minus) { throw twoMarks(found.place) }
        found = (join, index)
      } else if !character.isWhitespace {
        if let found, isFirst, found.join != .minus { throw noFirst(found.place) }
        return found ?? (.union, index)
      }
      index += 1
    }
    // A comma may end a list, as in text that was copied.
    guard let found, found.join != .union || isFirst else { return nil }
    return found
  }

  private static let joins: [Character: NodeSet.Join] = [",": .union, "!": .minus, "&": .and, "^": .xor]

  private func twoMarks(_ place: Int) -> NodeSet.Problem {
    NodeSet.Problem(message: "a name is missing between \(characters[place]) and \(characters[index])", offset: index)
  }

  private func noFirst(_ place: Int) -> NodeSet.Problem {
    NodeSet.Problem(message: "a name is missing before \(characters[place])", offset: place)
  }

  /// The term that begins here, up to the next mark outside brackets.
  private mutating func nextTerm(_ join: NodeSet.Join) throws(NodeSet.Problem) -> NodeSet.Term {
    let begin = index
    var isInside = false
    while index < characters.count {
      let character = characters[index]
      if character == "[" { isInside = true }
      if character == "]" { isInside = false }
      if !isInside, character.isWhitespace || Self.joins[character] != nil { break }
      index += 1
    }
    let text = characters[begin..<index]
    return NodeSet.Term(join: join, matter: try matter(text), offset: begin, text: String(text))
  }

  private func matter(_ text: ArraySlice<Character>) throws(NodeSet.Problem) -> NodeSet.Matter {
    guard text.first == "@" else { return .pattern(try NodePattern(text, offset: text.startIndex)) }
    let body = text.dropFirst()
    guard let colon = body.firstIndex(of: ":") else {
      if String(body) == "marked" { return .marked }
      return .named(try NodePattern(body, offset: body.startIndex))
    }
    let (left, right) = (body[..<colon], body[(colon + 1)...])
    let value = try NodePattern(right, offset: right.startIndex)
    if let key = NodeSet.GroupKey(rawValue: String(left)) { return .group(key: key, value) }
    return .role(service: try NodePattern(left, offset: left.startIndex), role: value)
  }
}
