extension OperationBody {
  /// The body as JSON, always the same text for the same body: what is hashed and kept.
  ///
  /// Members have a fixed order; those that are nil or have their usual value are absent.
  public var canonicalJSON: String {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.text
  }

  /// Reads a body.
  ///
  /// A type, member or word that this version does not know makes it `other`, which keeps everything.
  public init(type: String, json: String) throws(OperationProblem) {
    var scanner = try JSONScanner(Array(json.utf8))
    try self.init(type: type, from: &scanner)
    try scanner.end()
  }

  /// The body as far as this version understands it: of an `other` of a known type, the known members.
  ///
  /// Folds and stores read this; what is kept and passed on is the body itself.
  public var understood: OperationBody {
    guard case .other(let type, let json) = self, var scanner = try? JSONScanner(Array(json.utf8)) else { return self }
    return (try? Self.known(type, from: &scanner)) ?? self
  }

  func write(to writer: inout JSONWriter) {
    switch self {
    case .entryAdd(let entry): entry.write(to: &writer)
    case .entryAmend(let amendment): amendment.write(to: &writer)
    case .entryRetract(let strike), .entryRedact(let strike): strike.write(to: &writer)
    case .entryLink(let link): link.write(to: &writer)
    case .windowPlan(let plan): plan.write(to: &writer)
    case .windowChange(let change): change.write(to: &writer)
    case .windowState(let transition): transition.write(to: &writer)
    case .freezeSet(let plan): plan.write(to: &writer)
    case .holdSet(let plan): plan.write(to: &writer)
    case .freezeClear(let clearing), .holdClear(let clearing), .findingRelease(let clearing):
      clearing.write(to: &writer)
    case .hostStatus(let change): change.write(to: &writer)
    case .requestSend(let plan): plan.write(to: &writer)
    case .requestState(let transition): transition.write(to: &writer)
    case .findingAcknowledge(let acknowledgement): acknowledgement.write(to: &writer)
    case .digestPublish(let publication): publication.write(to: &writer)
    case .reserveBegin(let plan): plan.write(to: &writer)
    case .reserveBeat(let beat): beat.write(to: &writer)
    case .reserveEnd(let ending): ending.write(to: &writer)
    case .other(_, let json): writer.raw(Self.compact(json) ?? "{}")
    }
  }

  /// Reads the body that comes next.
  init(type: String, from scanner: inout JSONScanner) throws(OperationProblem) {
    guard Self.isTypeName(type) else { throw OperationProblem(.invalid, "the type has no name of a type") }
    let start = scanner.position
    if let known = try Self.known(type, from: &scanner), scanner.unknown == nil {
      self = known
    } else {
      scanner.position = start
      scanner.unknown = nil
      guard scanner.next == UInt8(ascii: "{") else { throw OperationProblem(.invalid, "the body is not an object") }
      try scanner.skipValue()
      self = .other(type: type, json: scanner.compact(start..<scanner.position))
    }
  }

  /// An object of JSON without spaces; nil when it is none.
  static func compact(_ json: String) -> String? {
    guard var scanner = try? JSONScanner(Array(json.utf8)), scanner.next == UInt8(ascii: "{") else { return nil }
    let start = scanner.position
    guard (try? scanner.skipValue()) != nil, (try? scanner.end()) != nil else { return nil }
    return scanner.compact(start..<scanner.position)
  }

  /// Whether a text can be the name of a type: `entry.add`.
  static func isTypeName(_ type: String) -> Bool {
    (1...64).contains(type.utf8.count)
      && type.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): return true
        default: return false
        }
      }
  }

  /// A body of a known type; nil when the type or something vital in it is not known.
  private static func known(_ type: String, from scanner: inout JSONScanner) throws(OperationProblem) -> OperationBody?
  {
    switch type {
    case "entry.add": return try Entry.read(from: &scanner).map { .entryAdd($0) }
    case "entry.amend": return try EntryAmendment.read(from: &scanner).map { .entryAmend($0) }
    case "entry.retract": return try EntryStrike.read(from: &scanner).map { .entryRetract($0) }
    case "entry.redact": return try EntryStrike.read(from: &scanner).map { .entryRedact($0) }
    case "entry.link": return try EntryLink.read(from: &scanner).map { .entryLink($0) }
    case "window.plan": return try WindowPlan.read(from: &scanner).map { .windowPlan($0) }
    case "window.change": return try WindowChange.read(from: &scanner).map { .windowChange($0) }
    case "window.state": return try WindowTransition.read(from: &scanner).map { .windowState($0) }
    case "freeze.set": return try FreezePlan.read(from: &scanner).map { .freezeSet($0) }
    case "freeze.clear": return try Clearing.read(from: &scanner).map { .freezeClear($0) }
    case "hold.set": return try HoldPlan.read(from: &scanner).map { .holdSet($0) }
    case "hold.clear": return try Clearing.read(from: &scanner).map { .holdClear($0) }
    case "host.status": return try HostStatusChange.read(from: &scanner).map { .hostStatus($0) }
    case "request.send": return try RequestPlan.read(from: &scanner).map { .requestSend($0) }
    case "request.state": return try RequestTransition.read(from: &scanner).map { .requestState($0) }
    case "finding.acknowledge":
      return try FindingAcknowledgement.read(from: &scanner).map { .findingAcknowledge($0) }
    case "finding.release": return try Clearing.read(from: &scanner).map { .findingRelease($0) }
    case "digest.publish": return try DigestPublication.read(from: &scanner).map { .digestPublish($0) }
    case "reserve.begin": return try ReservationPlan.read(from: &scanner).map { .reserveBegin($0) }
    case "reserve.beat": return try ReservationBeat.read(from: &scanner).map { .reserveBeat($0) }
    case "reserve.end": return try ReservationEnding.read(from: &scanner).map { .reserveEnd($0) }
    default: return nil
    }
  }
}
