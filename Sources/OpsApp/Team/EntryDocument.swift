import OpsDomain

/// Entries as `--json` prints them: the schema `opsconsole.log/1`.
struct EntryDocument {
  static let schema = "opsconsole.log/1"

  /// What the team has planned and asked, by which threads have short names.
  let team: TeamState

  /// An entry as it stands.
  func entry(_ record: EntryRecord) -> JSON {
    .members(
      [("id", .text(record.id.description))] + fields(record.entry)
        + [
          ("author", Self.author(record.author)), ("via", .text(record.via.rawValue)),
          ("recordedAt", Self.time(record.recordedAt)), ("writer", .text(record.writer)),
          ("links", record.links.isEmpty ? nil : .list(record.links.map(link))),
          ("original", record.original.map { .members(fields($0)) }),
          ("revisions", record.revisions.isEmpty ? nil : .list(record.revisions.map(revision))),
          ("retracted", record.retracted.map(Self.strike)), ("redacted", record.redacted.map(Self.strike)),
        ])
  }

  private func fields(_ entry: Entry) -> [(String, JSON?)] {
    [
      ("kind", .text(entry.kind.rawValue)), ("at", Self.time(entry.at)),
      ("precision", .text(entry.precision.rawValue)), ("zone", entry.zone.isEmpty ? nil : .text(entry.zone)),
      ("title", entry.title.map { .text($0) }), ("text", .text(entry.text)),
      ("targets", .list(entry.targets.map(Self.target))), ("thread", entry.thread.map { .text($0.description) }),
      ("threadName", entry.thread.flatMap { team.reference(of: $0) }.map { .text($0) }),
      ("replyTo", entry.replyTo.map { .text($0.description) }), ("tags", .list(entry.tags.map { .text($0) })),
      ("tickets", .list(entry.tickets.map { .text($0) })), ("result", entry.result.map { .text($0.rawValue) }),
      ("command", entry.command.map(Self.command)), ("irc", entry.chat.map(Self.chat)),
    ]
  }

  private func link(_ link: EntryLink) -> JSON {
    .members([
      ("target", .text(link.target)), ("relation", link.relation.isEmpty ? nil : .text(link.relation)),
    ])
  }

  private func revision(_ revision: EntryRecord.Revision) -> JSON {
    let change = revision.amendment
    return .members([
      ("id", .text(revision.id.description)), ("author", Self.author(revision.author)),
      ("recordedAt", Self.time(revision.recordedAt)), ("reason", .text(change.reason)),
      ("text", change.text.map { .text($0) }), ("at", change.at.map(Self.time)),
      ("targets", change.targets.map { .list($0.map(Self.target)) }),
      ("kind", change.kind.map { .text($0.rawValue) }), ("tags", change.tags.map { .list($0.map { .text($0) }) }),
      ("thread", change.thread.map { .text($0.description) }), ("result", change.result.map { .text($0.rawValue) }),
    ])
  }

  static func author(_ author: Author) -> JSON {
    .members([
      ("account", .text(author.account)), ("display", author.display == author.account ? nil : .text(author.display)),
      ("verified", .text(author.verified.rawValue)), ("onBehalfOf", author.onBehalfOf.map { .text($0) }),
    ])
  }

  static func target(_ target: EntryTarget) -> JSON {
    .members([
      ("type", .text(target.kind.rawValue)), ("id", .text(target.id)),
      ("nameThen", target.nameThen.map { .text($0) }), ("roleThen", target.roleThen.map { .text($0) }),
      ("origin", .text(target.origin.rawValue)),
    ])
  }

  static func time(_ moment: Timestamp) -> JSON { .text(Moments.rfc3339(moment)) }

  private static func command(_ command: CommandRecord) -> JSON {
    .members([
      ("text", .text(command.text)), ("host", command.host.map { .text($0) }),
      ("folder", command.folder.map { .text($0) }), ("started", command.started.map(time)),
      ("ended", command.ended.map(time)), ("exit", command.exit.map { .whole(Int64($0)) }),
      ("output", command.output.map { .text($0) }), ("outputBytes", command.outputBytes.map { .whole(Int64($0)) }),
      ("outputCut", command.outputCut.map { .whole(Int64($0)) }),
    ])
  }

  private static func chat(_ chat: ChatOrigin) -> JSON {
    .members([
      ("network", .text(chat.network)), ("channel", .text(chat.channel)),
      ("msgid", chat.messageID.map { .text($0) }), ("sender", chat.sender.isEmpty ? nil : .text(chat.sender)),
      ("account", chat.account.map { .text($0) }), ("serverTime", chat.serverTime.map(time)),
    ])
  }

  private static func strike(_ strike: EntryRecord.Strike) -> JSON {
    .members([
      ("id", .text(strike.id.description)), ("author", author(strike.author)), ("recordedAt", time(strike.recordedAt)),
      ("reason", .text(strike.reason)),
    ])
  }
}
