// The members of what is recorded of requests.

extension RequestPlan.Need: JSONWord {}
extension RequestState: JSONWord {}

private let nowhen = Timestamp(milliseconds: 0)
private let nobody = OperationID(high: 0, low: 0)

/// Whom a request is for, as it is written.
private enum AddresseeKind: String, JSONWord { case person, group, onDuty }

extension Addressee: JSONRecord {
  static var blank: Addressee { .person("") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    var (kind, name): (AddresseeKind, String)
    switch self {
    case .person(let person): (kind, name) = (.person, person)
    case .group(let group): (kind, name) = (.group, group)
    case .onDuty(let role): (kind, name) = (.onDuty, role)
    }
    try visitor.required("kind", &kind)
    try visitor.required("name", &name)
    switch kind {
    case .person: self = .person(name)
    case .group: self = .group(name)
    case .onDuty: self = .onDuty(name)
    }
  }
}

extension RequestPlan: JSONRecord {
  static var blank: RequestPlan { RequestPlan(to: .blank, subject: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.usual("number", &number, 0)
    try visitor.required("to", &to)
    try visitor.required("subject", &subject)
    try visitor.usual("text", &text, "")
    try visitor.usual("targets", &targets, [])
    try visitor.optional("about", &about)
    try visitor.optional("due", &due)
    try visitor.usual("needs", &needs, .work)
  }
}

extension RequestTransition: JSONRecord {
  static var blank: RequestTransition { RequestTransition(request: nobody, state: nil, at: nowhen) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("request", &request)
    try visitor.vital("state", &state)
    try visitor.required("at", &at)
    try visitor.usual("reason", &reason, "")
  }
}
