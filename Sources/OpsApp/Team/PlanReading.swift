import ArgumentParser
import OpsDomain
import OpsScreen

extension TeamDesk {
  /// The one thing that a person means; ends the program when it is none or several.
  func one<Item>(_ found: Found<Item>, _ what: String, _ text: String, name: (Item) -> String) throws -> Item {
    switch found {
    case .one(let item): return item
    case .none: throw ValidationError("there is no \(what) \(harmless(text))")
    case .several(let items):
      let names = items.prefix(5).map(name).joined(separator: ", ")
      throw ValidationError("\(harmless(text)) may be \(harmless(names))")
    }
  }

  /// The window that a person means.
  func window(_ text: String, _ team: TeamState) throws -> OpsDomain.Window {
    try one(team.find(window: text), "maintenance", text) { team.reference(of: $0.id) ?? $0.reference }
  }

  /// The interval that a person means by one text, or by a beginning and an end or a length.
  func interval(_ options: IntervalOptions) throws -> TimePhrase.Interval {
    let zone = try options.zone(self)
    do {
      if let when = options.when { return try TimePhrase.interval(when, now: now, zone: zone) }
      guard let start = options.start else { throw ValidationError("say when: --when 'tomorrow 23:00-01:00'") }
      guard let end = options.end.map({ " to \($0)" }) ?? options.length.map({ " for \($0)" }) else {
        throw ValidationError("say until when, with --end or --for")
      }
      return try TimePhrase.interval(start + end, now: now, zone: zone)
    } catch let problem as TimeProblem {
      throw ValidationError(harmless(problem.description))
    }
  }

  /// The rule by which something recurs; nil for none.
  func recurrence(_ words: String?) throws -> String? {
    guard let words, !words.isEmpty else { return nil }
    do {
      return try Recurrence(words: words).rrule
    } catch {
      throw ValidationError("--every: \(harmless(error.description))")
    }
  }

  /// Records one act and gives what became of it, folded with all before.
  func recordPlan(_ bodies: [OperationBody], text: String? = nil) throws -> (TeamState, [OpsDomain.Operation]) {
    let saved = try record(bodies, text: text)
    return (try team(), saved)
  }
}

/// When something is planned.
struct IntervalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("When, as “tomorrow 23:00-01:00” or “sat 10:00 for 2h”.", valueName: "interval"))
  var when: String?

  @Option(help: ArgumentHelp("The beginning, as “mon 10:00” or RFC 3339.", valueName: "time"))
  var start: String?

  @Option(help: ArgumentHelp("The end, which is not part of it.", valueName: "time"))
  var end: String?

  @Option(name: .customLong("for"), help: ArgumentHelp("How long, as 2h or 1h30m.", valueName: "length"))
  var length: String?

  @Option(help: ArgumentHelp("The time zone of these times, as Asia/Tokyo; else yours.", valueName: "name"))
  var zone: String?

  func validate() throws {
    if when != nil, start != nil || end != nil || length != nil {
      throw ValidationError("--when says it all: leave out --start, --end and --for")
    }
    if end != nil, length != nil { throw ValidationError("--end and --for exclude each other") }
  }

  /// Whether anything is said.
  var isEmpty: Bool { when == nil && start == nil && end == nil && length == nil }

  /// The zone that is named, or the person's.
  func zone(_ desk: TeamDesk) throws -> ZoneRules {
    guard let zone else { return desk.zone }
    guard let rules = desk.access.zones.find(zone) else {
      throw ValidationError("there is no time zone \(harmless(zone)): write it as Asia/Tokyo")
    }
    return rules
  }
}
