import OpsDomain

/// How acts of the team are told in a channel: one line, at most one message.
enum AnnouncementText {
  /// The most bytes; what is longer is cut.
  static let bytesMax = 350
  /// The most names that are told.
  static let namesMax = 4

  /// The words for an entry.
  static func words(of entry: Entry, by author: Author) -> String {
    let text = entry.title ?? (entry.text.isEmpty ? entry.command?.text ?? "" : entry.text)
    return line("[log] \(subject(entry.targets))", text, entry.result, by: author)
  }

  /// The words for a step of planned work; nil for steps that are not told.
  static func words(of transition: WindowTransition, in window: Window, by author: Author) -> String? {
    let verb: String
    switch transition.state {
    case .inProgress: verb = "begin"
    case .done: verb = "done"
    case .aborted: verb = "aborted"
    case .cancelled: verb = "cancelled"
    default: return nil
    }
    let hosts = window.plan.targets.text
    let about = hosts.isEmpty ? "" : " (\(hosts))"
    let reason = transition.reason.isEmpty ? "" : ": \(transition.reason)"
    return line("[\(window.reference)] \(verb): \(window.plan.title)\(about)\(reason)", "", nil, by: author)
  }

  /// The words for work that begins, with what was overridden for it.
  static func beginning(of work: Reservation, named name: String?) -> String {
    let plan = work.plan
    let override =
      plan.ignored.isEmpty
      ? "" : " (override of \(plan.ignored.joined(separator: ", ")): \(plan.overrideReason))"
    let head = "[\(name ?? work.reference)] begin: \(plan.action.rawValue) \(about(plan.targets))"
    // What was overridden is what others must know: it is not what is cut.
    return line("\(head)\(override): \(plan.reason)", "", nil, by: work.author)
  }

  /// The words for work that ended.
  static func end(_ end: Reservation.End, of work: Reservation, named name: String?) -> String {
    let reason = end.ending.reason.isEmpty ? "" : ": \(end.ending.reason)"
    let head = "[\(name ?? work.reference)] \(end.ending.outcome.rawValue): "
    return line(
      head + "\(work.plan.action.rawValue) \(about(work.plan.targets))\(reason)", "", end.ending.result,
      by: end.author)
  }

  private static func about(_ targets: WorkTargets) -> String {
    targets.text.isEmpty ? NodeSet.fold(targets.hosts) : targets.text
  }

  private static func line(_ head: String, _ text: String, _ result: WorkResult?, by author: Author) -> String {
    let end = (result.map { " [\($0.rawValue)]" } ?? "") + " — " + shortened(oneLine(author.account), toBytes: 40)
    let body = oneLine("\(head) \(text)")
    return shortened(body, toBytes: bytesMax - end.utf8.count) + end
  }

  private static func subject(_ targets: [EntryTarget]) -> String {
    let names = targets.map(\.id)
    let rest = names.count - namesMax
    return names.prefix(namesMax).joined(separator: " ") + (rest > 0 ? " +\(rest)" : "")
  }
}
