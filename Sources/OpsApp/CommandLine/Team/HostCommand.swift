import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole host`: what people say of servers.
struct HostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host", abstract: "Say how servers stand.", subcommands: [HostStatusCommand.self])
}

/// `opsconsole host status`: the status of servers from now on.
struct HostStatusCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Give servers a status, in place of the inventory's.",
    discussion: """
      working is watched and alarms; standby is watched and silent; maintenance is neither counted as trouble nor \
      alarms; poweroff is not watched. inventory takes the word back.

      EXAMPLES
        opsconsole host status bm-db07 standby --reason 'waits for its new disk'
        opsconsole host status bm-db07 inventory

      EXIT STATUS
        0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments, or no such server
      """)

  /// What can be said.
  enum Word: String, CaseIterable, ExpressibleByArgument {
    case working, standby, maintenance, poweroff, inventory
  }

  @Argument(help: ArgumentHelp("The servers, as a node set.", valueName: "set"), completion: .servers)
  var set: String

  @Argument(help: ArgumentHelp("The status from now on.", valueName: "status"))
  var status: Word

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason = ""

  @Flag(help: "Print JSON of the schema opsconsole.host-status/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let hosts = try TargetReading(inventory: try desk.inventory()).hosts([set]).map(\.name)
    guard !hosts.isEmpty else { throw ValidationError("“\(harmless(set))” is no server") }
    let change = HostStatusChange(
      hosts: hosts, text: set, status: HostStatus(rawValue: status.rawValue), at: desk.now, reason: reason)
    try desk.record([.hostStatus(change)])
    guard json else {
      let what = status == .inventory ? "as the inventory says" : status.rawValue
      return StandardOutput.print(harmless("\(NodeSet.fold(hosts)): \(what)"))
    }
    StandardOutput.print(
      JSON.members([
        ("schema", .text("opsconsole.host-status/1")), ("hosts", .list(hosts.map { .text($0) })),
        ("status", status == .inventory ? .null : .text(status.rawValue)), ("at", EntryDocument.time(desk.now)),
        ("author", EntryDocument.author(desk.author)), ("reason", reason.isEmpty ? nil : .text(reason)),
      ]).text)
  }
}
