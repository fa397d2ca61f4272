import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole next`: tells who can go next.
struct NextCommand: JudgingCommand {
  static let schema = "opsconsole.next/1"
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Print the largest set of a role's servers that may be worked on now.",
    discussion: """
      Those that are out of service already come first. It is computed as the answer of “ok” is, and is as short-lived: \
      take one after the other with “opsconsole begin” or “run”.

      EXAMPLES
        opsconsole next bookmark:app
        opsconsole next bookmark:app --names | head -n 1

      EXIT STATUS
        0 somebody can go · 2 nobody can · 3 it cannot be told, and whatever goes wrong · 64 wrong arguments
      """)

  @OptionGroup var about: VerdictSubjectOptions
  @OptionGroup var options: VerdictOptions

  @Flag(help: "Print JSON of the schema opsconsole.next/1.")
  var json = false

  @Flag(help: "Print the names only, one a line, in the order in which to take them.")
  var names = false

  @OptionGroup var simulation: DemoOptions

  func judge() throws -> Int32 {
    let desk = try VerdictDesk(of: about.subject, options, world: simulation.world())
    let snapshot = try desk.snapshot()
    let roles = try roles(of: desk)
    let sets = snapshot.nextSets(
      of: roles, action: options.action, at: desk.now, duration: try options.duration(),
      actor: desk.desk.author.account)
    show(sets, desk)
    if let trouble = desk.ground.trouble { StandardOutput.complain(trouble) }
    if sets.contains(where: { !$0.hosts.isEmpty }) { return VerdictWord.ok.exitCode }
    let isUnknown = sets.isEmpty || desk.ground.trouble != nil || sets.contains(where: \.isUnknown)
    return isUnknown ? VerdictWord.unknown.exitCode : VerdictWord.no.exitCode
  }

  /// The roles that are asked about; ends the program when the subject is none and has none.
  private func roles(of desk: VerdictDesk) throws -> [RoleID] {
    switch desk.subject {
    case .role(let role): return [role]
    case .service(let name): return desk.inventory.roles.map(\.id).filter { $0.service == name }
    case .everything: return desk.inventory.roles.map(\.id)
    case .host, .hosts:
      let hosts = Set(desk.inventory.hosts(of: desk.subject))
      return desk.inventory.roles.filter { $0.hosts.contains(where: hosts.contains) }.map(\.id)
    case .unknown(_, let problem): throw VerdictTrouble(problem)
    }
  }

  private func show(_ sets: [NextSet], _ desk: VerdictDesk) {
    if json { return StandardOutput.print(document(sets, at: desk.now).text) }
    let lines = names ? sets.flatMap(\.hosts).map(\.name) : sets.map(\.sentence)
    // At once: who reads the first line only must not end us in the midst of it.
    if !lines.isEmpty { StandardOutput.print(lines.map(harmless).joined(separator: "\n")) }
  }

  private func document(_ sets: [NextSet], at now: Timestamp) -> JSON {
    .object([
      ("schema", .text(Self.schema)), ("at", EntryDocument.time(now)), ("action", .text(options.action.rawValue)),
      (
        "roles",
        .list(
          sets.map { set in
            .members([
              ("role", .text(set.role.description)), ("total", .whole(Int64(set.total))),
              ("hosts", .list(set.hosts.map { .text($0.name) })), ("limit", .text(set.limit)),
              (
                "leftOut",
                .list(
                  set.leftOut.map { one in
                    .object([("host", .text(one.host.name)), ("reason", .text(one.reason))])
                  })
              ),
              ("verdict", set.verdict.map { .text($0.word.rawValue) }),
            ])
          })
      ),
    ])
  }
}
