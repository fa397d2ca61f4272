// The members of what is recorded of planned work.

extension Impact: JSONWord {}
extension WindowState: JSONWord {}

private let nowhen = Timestamp(milliseconds: 0)
private let nobody = OperationID(high: 0, low: 0)

extension WorkTargets: JSONRecord {
  static var blank: WorkTargets { WorkTargets("") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("text", &text)
    try visitor.usual("hosts", &hosts, [])
    try visitor.usual("roles", &roles, [])
    try visitor.usual("services", &services, [])
  }
}

extension WindowPlan: JSONRecord {
  static var blank: WindowPlan { WindowPlan(title: "", targets: .blank, start: nowhen, end: nowhen, owner: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.usual("number", &number, 0)
    try visitor.required("title", &title)
    try visitor.usual("purpose", &purpose, "")
    try visitor.required("targets", &targets)
    try visitor.required("start", &start)
    try visitor.required("end", &end)
    try visitor.usual("zone", &zone, "")
    try visitor.optional("recurrence", &recurrence)
    try visitor.usual("exceptions", &exceptions, [])
    try visitor.required("owner", &owner)
    try visitor.usual("crew", &crew, [])
    try visitor.usual("impact", &impact, .none)
    try visitor.usual("procedure", &procedure, "")
    try visitor.usual("rollback", &rollback, "")
    try visitor.usual("silencesAlarms", &silencesAlarms, true)
    try visitor.usual("state", &state, .planned)
  }
}

extension WindowChange: JSONRecord {
  static var blank: WindowChange { WindowChange(window: nobody) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("window", &window)
    try visitor.usual("reason", &reason, "")
    try visitor.optional("title", &title)
    try visitor.optional("purpose", &purpose)
    try visitor.optional("targets", &targets)
    try visitor.optional("start", &start)
    try visitor.optional("end", &end)
    try visitor.optional("zone", &zone)
    try visitor.optional("recurrence", &recurrence)
    try visitor.optional("exceptions", &exceptions)
    try visitor.optional("owner", &owner)
    try visitor.optional("crew", &crew)
    try visitor.optional("impact", &impact)
    try visitor.optional("procedure", &procedure)
    try visitor.optional("rollback", &rollback)
    try visitor.optional("silencesAlarms", &silencesAlarms)
  }
}

extension WindowTransition: JSONRecord {
  static var blank: WindowTransition { WindowTransition(window: nobody, state: .planned, at: nowhen) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("window", &window)
    try visitor.required("state", &state)
    try visitor.required("at", &at)
    try visitor.optional("occurrence", &occurrence)
    try visitor.usual("reason", &reason, "")
    try visitor.optional("result", &result)
    try visitor.usual("hosts", &hosts, [])
  }
}
