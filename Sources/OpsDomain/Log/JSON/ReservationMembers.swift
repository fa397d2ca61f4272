// The members of what is recorded of reservations.

extension VerdictAction: JSONWord {}
extension ReservationEnding.Outcome: JSONWord {}

private let nowhen = Timestamp(milliseconds: 0)
private let nobody = OperationID(high: 0, low: 0)

extension ReservationPlan: JSONRecord {
  static var blank: ReservationPlan {
    ReservationPlan(targets: .blank, owner: "", begun: nowhen, leaseExpires: nowhen, reason: "")
  }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.usual("number", &number, 0)
    try visitor.required("targets", &targets)
    // An action of a newer version still keeps others off.
    try visitor.usual("action", &action, .update)
    try visitor.usual("oneByOne", &isOneByOne, false)
    try visitor.required("owner", &owner)
    try visitor.required("begun", &begun)
    try visitor.required("leaseExpires", &leaseExpires)
    try visitor.optional("expectedEnd", &expectedEnd)
    try visitor.optional("window", &window)
    try visitor.optional("entry", &entry)
    try visitor.required("reason", &reason)
    try visitor.usual("ignored", &ignored, [])
    try visitor.usual("overrideReason", &overrideReason, "")
  }
}

extension ReservationBeat: JSONRecord {
  static var blank: ReservationBeat { ReservationBeat(reservation: nobody, at: nowhen, leaseExpires: nowhen) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("reservation", &reservation)
    try visitor.required("at", &at)
    try visitor.required("leaseExpires", &leaseExpires)
  }
}

extension ReservationEnding: JSONRecord {
  static var blank: ReservationEnding { ReservationEnding(reservation: nobody, outcome: .done, at: nowhen) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("reservation", &reservation)
    try visitor.required("outcome", &outcome)
    try visitor.required("at", &at)
    try visitor.usual("reason", &reason, "")
    try visitor.optional("result", &result)
    try visitor.optional("exit", &exit)
    try visitor.optional("entry", &entry)
  }
}
