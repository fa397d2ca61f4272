// The members of what is recorded of freezes, holds, statuses, acknowledgements and digests.

extension HoldPlan.Variant: JSONWord {}
extension HostStatus: JSONWord {}
extension RuleID: JSONWord {}

private let nowhen = Timestamp(milliseconds: 0)
private let nobody = OperationID(high: 0, low: 0)

extension FreezePlan: JSONRecord {
  static var blank: FreezePlan { FreezePlan(targets: .blank, start: nowhen, end: nowhen, reason: "", owner: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.usual("number", &number, 0)
    try visitor.required("targets", &targets)
    try visitor.required("start", &start)
    try visitor.required("end", &end)
    try visitor.usual("zone", &zone, "")
    try visitor.optional("recurrence", &recurrence)
    try visitor.usual("exceptions", &exceptions, [])
    try visitor.required("reason", &reason)
    try visitor.usual("exemptions", &exemptions, "")
    try visitor.required("owner", &owner)
  }
}

extension HoldPlan: JSONRecord {
  static var blank: HoldPlan { HoldPlan(targets: .blank, reason: "", owner: "", since: nowhen) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.usual("number", &number, 0)
    try visitor.required("targets", &targets)
    try visitor.required("reason", &reason)
    try visitor.required("owner", &owner)
    try visitor.usual("variant", &variant, .block)
    try visitor.required("since", &since)
    try visitor.optional("expires", &expires)
  }
}

extension Clearing: JSONRecord {
  static var blank: Clearing { Clearing(target: nobody, at: nowhen) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("target", &target)
    try visitor.required("at", &at)
    try visitor.usual("reason", &reason, "")
  }
}

extension HostStatusChange: JSONRecord {
  static var blank: HostStatusChange { HostStatusChange(hosts: [], status: nil, at: nowhen) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("hosts", &hosts)
    try visitor.usual("text", &text, "")
    try visitor.vital("status", &status)
    try visitor.required("at", &at)
    try visitor.usual("reason", &reason, "")
  }
}

extension FindingAcknowledgement: JSONRecord {
  static var blank: FindingAcknowledgement {
    FindingAcknowledgement(host: "", rule: .down, at: nowhen, reason: "")
  }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("host", &host)
    try visitor.required("rule", &rule)
    try visitor.usual("subject", &subject, "")
    try visitor.required("at", &at)
    try visitor.optional("expires", &expires)
    try visitor.required("reason", &reason)
  }
}

extension DigestPublication: JSONRecord {
  static var blank: DigestPublication { DigestPublication(day: "", text: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("day", &day)
    try visitor.required("text", &text)
  }
}
