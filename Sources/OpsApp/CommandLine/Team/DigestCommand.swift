import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole digest`: the page of the stand-up meeting.
struct DigestCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "Print the page of a working day: done, open, planned, asked.",
    discussion: """
      It tells of the last working day and of what this day brings, in Markdown. A page that was published is printed \
      as it was published. What is not well with the servers is on the page of the console only: this command asks none.

      EXAMPLES
        opsconsole digest
        opsconsole digest --date 2026-08-22 --json
        opsconsole digest --edit --publish

      EXIT STATUS
        0 printed; with --publish, published · 1 not published, or the log cannot be read · 64 wrong arguments
      """)

  /// How far back threads are looked for that may still be open.
  private static let openThreads = Duration.seconds(30 * 86_400)
  /// The most entries that are read.
  private static let entriesMax = 5000

  @Option(help: ArgumentHelp("The day; else today.", valueName: "day"))
  var date: String?

  @Flag(help: "Publish it as the page of the day, once.")
  var publish = false

  @Flag(help: "Change it in your editor first.")
  var edit = false

  @Flag(help: "Make it anew, also where one was published.")
  var new = false

  @Flag(help: "Print JSON of the schema opsconsole.digest/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let day = try day(desk)
    let state = try desk.team()
    if let published = state.digests[day.date], !new {
      guard !publish else { throw CommandFailure("the page of \(day.date) was published already") }
      return show(day, published.text, isPublished: true)
    }
    var text = Digest(day: day, entries: try entries(desk, state, day), team: state, zones: desk.access.zones).markdown
    if edit { text = try TextIntake(environment: desk.files.environment).edited(text) }
    guard publish else { return show(day, text, isPublished: false) }
    guard state.digests[day.date] == nil else {
      throw CommandFailure("the page of \(day.date) was published already", unsaved: text)
    }
    try desk.record([.digestPublish(DigestPublication(day: day.date, text: text))], text: text)
    show(day, text, isPublished: true)
  }

  private func day(_ desk: TeamDesk) throws -> TeamDay {
    guard let date else { return TeamDay(containing: desk.now, zone: desk.zone) }
    if let day = TeamDay(date, zone: desk.zone) { return day }
    return TeamDay(containing: try desk.moment(date, "--date"), zone: desk.zone)
  }

  /// The entries of the reported time, and those of threads that may still be open.
  private func entries(_ desk: TeamDesk, _ team: TeamState, _ day: TeamDay) throws -> [EntryRecord] {
    var (records, seen): ([EntryRecord], Set<OperationID>) = ([], [])
    func read(_ query: EntryQuery) throws {
      try EntryStream(desk: desk, query: query).newestFirst(limit: Self.entriesMax) { record in
        if seen.insert(record.id).inserted { records.append(record) }
      }
    }
    var reported = EntryQuery()
    (reported.since, reported.until) = (day.reported.lowerBound, day.interval.upperBound)
    try read(reported)
    var marks = EntryQuery()
    marks.kinds = [.start, .end, .handoff]
    (marks.since, marks.until) = (day.interval.lowerBound - Self.openThreads, day.interval.upperBound)
    try read(marks)
    return records.sorted { $0.place < $1.place }
  }

  private func show(_ day: TeamDay, _ text: String, isPublished: Bool) {
    guard json else {
      return StandardOutput.print(harmlessLines(text).joined(separator: "\n"))
    }
    StandardOutput.print(
      JSON.object([
        ("schema", .text("opsconsole.digest/1")), ("day", .text(day.date)), ("zone", .text(day.zone.name)),
        ("from", EntryDocument.time(day.reported.lowerBound)), ("until", EntryDocument.time(day.interval.upperBound)),
        ("published", .bool(isPublished)), ("text", .text(text)),
      ]).text)
  }
}
