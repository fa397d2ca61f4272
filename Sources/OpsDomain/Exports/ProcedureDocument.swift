/// The document of one piece of work, in Markdown, written piece by piece: what was planned, done, seen and left over.
public struct ProcedureDocument: Sendable {
  private let course: ProcedureCourse
  private let zone: ZoneRules
  private let head: ProcedureHead
  private var remainder = ProcedureRemainder()
  /// The steps of the window that are not yet in the timeline.
  private var steps: ArraySlice<Window.Step>
  private var entryCount = 0

  /// The document of a window; `occurrence` is the beginning of the one meant when the window recurs.
  public init(_ window: Window, occurrence: Timestamp? = nil, zone: ZoneRules) {
    course = ProcedureCourse(window, occurrence: occurrence)
    head = .window(window)
    steps = course.steps[...]
    self.zone = zone
  }

  /// The document of a thread that began with an entry and has no window.
  public init(thread first: EntryRecord, zone: ZoneRules) {
    course = ProcedureCourse(first)
    head = .thread(first)
    steps = []
    self.zone = zone
  }

  /// What stands before the entries.
  public mutating func begin() -> String {
    var text = head.text(course, zone)
    text += "\n## Timeline\n\n"
    let start = LocalTime(course.zero, in: zone)
    let name = zone.offset(at: course.zero).abbreviation
    let what = course.begun == nil && course.planned != nil ? "the planned start" : "the start"
    text += "The first column counts hours and minutes from \(what), \(start.dayTitle) \(start.hourMinute) \(name).\n\n"
    return text
  }

  /// An entry of the thread; they come in the order of their times.
  public mutating func entry(_ record: EntryRecord) -> String {
    guard course.reach.map({ $0.contains(record.entry.at) }) != false else { return "" }
    var text = ""
    while let step = steps.first, step.transition.at <= record.entry.at {
      // The entry says it better than the bare step.
      if !step.transition.isTold(by: record, author: step.author) { text += item(step) }
      steps.removeFirst()
    }
    entryCount += 1
    remainder.note(record, lead: lead(record.entry.at))
    return text + MarkdownEntry(record, zone: zone).item(lead: lead(record.entry.at), hidingHosts: course.hosts)
  }

  /// What stands after the entries: result, decisions, follow-ups, the way back.
  public mutating func end() -> String {
    var text = steps.map { item($0) }.joined()
    steps = []
    if entryCount == 0 { text += "- *No entries were written.*\n" }
    text += "\n## Result\n\n" + result
    text += remainder.text
    if case .window(let window) = head, !window.plan.rollback.isEmpty {
      text += "\n## Way back\n\n" + MarkdownText.block(window.plan.rollback) + "\n"
    }
    return text + remainder.honesty
  }

  /// The whole document of a window.
  public static func markdown(
    of window: Window, occurrence: Timestamp? = nil, entries: [EntryRecord], zone: ZoneRules
  ) -> String {
    var document = ProcedureDocument(window, occurrence: occurrence, zone: zone)
    var text = document.begin()
    for record in entries.sorted(by: { ($0.entry.at, $0.id) < ($1.entry.at, $1.id) }) { text += document.entry(record) }
    return text + document.end()
  }

  /// `+0:12` 13:17.
  private func lead(_ moment: Timestamp) -> String {
    let time = LocalTime(moment, in: zone)
    let isSameDay = time.dayNumber == LocalTime(course.zero, in: zone).dayNumber
    return
      "`\(ProcedureCourse.offset(moment.since(course.zero)))` \(isSameDay ? "" : time.dateText + " ")\(time.hourMinute)"
  }

  private func item(_ step: Window.Step) -> String {
    let transition = step.transition
    let word = transition.state == .inProgress ? "begins" : transition.state.words
    var text = "- \(lead(transition.at)) **\(word)** \(MarkdownText.inline(step.author.display))"
    if let result = transition.result { text += " (\(result.rawValue))" }
    return text + MarkdownText.following(transition.reason, indent: "  ") + "\n"
  }

  private var result: String {
    guard case .window = head else { return remainder.ending ?? "The thread has no end yet.\n" }
    var text = "The work has not ended.\n"
    if let last = course.ending?.transition {
      text = "**\(last.state.words)**" + (last.result.map { ", \($0.rawValue)" } ?? "")
      text += MarkdownText.following(last.reason) + "\n"
    }
    let isSaid = course.ending.map { !$0.transition.reason.isEmpty && remainder.endedAt == $0.transition.at } ?? false
    return text + (isSaid ? "" : remainder.ending.map { "\n" + $0 } ?? "")
  }
}
