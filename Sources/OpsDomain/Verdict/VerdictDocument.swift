/// A value of a document, for whoever writes it as JSON: members in their order.
public indirect enum DocumentValue: Hashable, Sendable {
  case text(String)
  case whole(Int64)
  case number(Double)
  case moment(Timestamp)
  case list([DocumentValue])
  case object([DocumentMember])
}

/// A member of an object of a document.
public struct DocumentMember: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its value.
  public var value: DocumentValue
  /// A member.
  public init(_ name: String, _ value: DocumentValue) {
    self.name = name
    self.value = value
  }
}

extension Verdict {
  /// The name of the schema of `document`.
  public static let schema = "opsconsole.verdict/1"

  /// The answer as scripts read it: the schema `opsconsole.verdict/1`; what is not there has no member.
  ///
  /// Lengths of time are whole seconds.
  public var document: DocumentValue {
    var members: [DocumentMember] = [
      .init("schema", .text(Self.schema)), .init("verdict", .text(word.rawValue)),
      .init("exitCode", .whole(Int64(word.exitCode))), .init("subject", subjectDocument),
      .init("action", .text(question.action.rawValue)), .init("at", .moment(question.at)),
      .init("for", .whole(question.duration.wholeMilliseconds / 1000)), .init("actor", .text(question.actor)),
      .init("validFor", .whole(validFor.wholeMilliseconds / 1000)),
      .init("reasons", .list(reasons.map(\.document))),
    ]
    if let earliest { members.append(.init("earliestOK", .moment(earliest))) }
    if let nextChange { members.append(.init("nextChange", .moment(nextChange))) }
    members.append(.init("snapshot", snapshotDocument))
    return .object(members)
  }

  private var subjectDocument: DocumentValue {
    .object([
      .init("kind", .text(question.subject.kind)), .init("id", .text(question.subject.name)),
      .init("name", .text(question.subject.name)),
      .init("manner", .text(question.subject.isOneByOne ? "one-by-one" : "together")),
      .init("hosts", .list(hosts.map { .text($0.name) })),
    ])
  }

  private var snapshotDocument: DocumentValue {
    var members: [DocumentMember] = [.init("takenAt", .moment(now))]
    if let storeCursor { members.append(.init("storeCursor", .whole(storeCursor.number))) }
    if let observedAt { members.append(.init("observedAt", .moment(observedAt))) }
    return .object(members)
  }
}

extension VerdictReason {
  /// The reason as scripts read it; its evidence in the order of its names.
  var document: DocumentValue {
    var members: [DocumentMember] = [
      .init("code", .text(code.rawValue)), .init("severity", .text(severity.word)), .init("message", .text(message)),
    ]
    if let until { members.append(.init("until", .moment(until))) }
    var place: [DocumentMember] = [.init("type", .text(source.kind))]
    if !source.id.isEmpty { place.append(.init("id", .text(source.id))) }
    members.append(.init("source", .object(place)))
    if let by { members.append(.init("by", .text(by))) }
    let pieces = evidence.sorted { $0.key < $1.key }.map { DocumentMember($0.key, $0.value.document) }
    members.append(.init("evidence", .object(pieces)))
    return .object(members)
  }
}

extension VerdictValue {
  fileprivate var document: DocumentValue {
    switch self {
    case .text(let text): return .text(text)
    case .whole(let number): return .whole(Int64(number))
    case .number(let number): return .number(number)
    case .moment(let moment): return .moment(moment)
    case .texts(let texts): return .list(texts.map { .text($0) })
    }
  }
}
