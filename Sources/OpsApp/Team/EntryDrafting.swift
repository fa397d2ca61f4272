import ArgumentParser
import OpsDomain
import OpsScreen

/// Makes entries of what a person typed and of the arguments of `log add`.
struct EntryDrafting {
  let command: LogAdd
  let desk: TeamDesk
  let targets: [EntryTarget]
  let at: Timestamp?
  private let thread: OperationID?
  private let replyTo: OperationID?

  init(command: LogAdd, desk: TeamDesk, team: TeamState, targets: [EntryTarget], at: Timestamp?) throws {
    self.command = command
    self.desk = desk
    self.targets = targets
    self.at = at
    let answered = try command.reply.map { try desk.entry($0) }
    replyTo = answered?.id
    if let name = command.thread {
      thread = try desk.identity(name, team)
    } else if command.noThread {
      thread = nil
    } else {
      // An answer stays where the question stands.
      thread = try answered?.entry.thread ?? Self.running(on: targets, team, desk)
    }
  }

  /// The lines that begin with a time, or the text as one.
  func lines(of text: String) -> [EntryLine] {
    let many = command.many ? EntryLine.many(text, now: desk.now, zone: desk.zone) : nil
    return many ?? [EntryLine(text, now: desk.now, zone: desk.zone)]
  }

  /// The entry of a line.
  func entry(_ line: EntryLine) -> Entry {
    let kind = command.kind ?? (command.exit == nil && command.command == nil ? line.kind ?? .note : .command)
    var entry = line.entry(targets: targets, thread: thread, replyTo: replyTo, zone: desk.access.zoneName)
    if let at { (entry.at, entry.precision) = (at, .second) }
    entry.kind = kind
    entry.tags = Self.union(entry.tags, command.tag.map(Self.tag))
    entry.tickets = Self.union(entry.tickets, command.ticket)
    entry.result = command.result
    if kind == .command {
      let hosts = targets.filter { $0.kind == .host }
      entry.command = CommandRecord(
        text: command.command ?? line.text, host: hosts.count == 1 ? hosts.first?.id : nil, exit: command.exit)
      if let exit = command.exit, entry.result == nil { entry.result = exit == 0 ? .ok : .failed }
    }
    return entry
  }

  /// The maintenance that the entry joins; nil when none runs there or when it could be any of several, which is said.
  private static func running(
    on targets: [EntryTarget], _ team: TeamState, _ desk: TeamDesk
  ) throws -> OperationID? {
    guard !targets.isEmpty, team.windows.contains(where: { $0.isRunning(at: desk.now) }) else { return nil }
    let choice = team.threadChoice(
      of: targets, by: desk.author, at: desk.now, roles: try desk.inventory().roles)
    if let notice = choice.notice { StandardOutput.complain("\(notice); name one with --thread") }
    return choice.window?.id
  }

  private static func tag(_ text: String) -> String { text.hasPrefix("#") ? String(text.dropFirst()) : text }

  private static func union(_ first: [String], _ second: [String]) -> [String] {
    second.reduce(into: first) { all, word in if !all.contains(word) { all.append(word) } }
  }
}
