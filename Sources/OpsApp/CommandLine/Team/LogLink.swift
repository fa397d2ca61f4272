import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole log link`: something that an entry is to be read with.
struct LogLink: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Link an entry to an address, a ticket, another entry, a maintenance or a request.",
    discussion: """
      Anybody may link; what the entry says stays as it is. “log show” and the console show the links of an entry.

      EXAMPLES
        opsconsole log link 01K9X3 https://wiki.example.com/failover
        opsconsole log link 01K9X3 OPS-12 --relation 'follow-up'
        opsconsole log link 01K9X3 M-81 --relation 'caused by'

      EXIT STATUS
        0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments, or no such entry
      """)

  @Argument(help: ArgumentHelp("The entry's identity, or its beginning.", valueName: "id"))
  var id: String

  @Argument(help: ArgumentHelp("An address, a ticket, an entry, or M-81.", valueName: "target"))
  var target: String

  @Option(help: ArgumentHelp("What the link means, as follow-up.", valueName: "words"))
  var relation = ""

  @Flag(help: "Print JSON of the schema opsconsole.log/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    let record = try desk.entry(id)
    guard target.contains(where: { !$0.isWhitespace }) else { throw ValidationError("there is nothing to link to") }
    // A number is this store's alone: what it names is linked by its identity.
    let target = (try? desk.identity(target, state))?.description ?? target
    guard target != record.id.description else { throw ValidationError("an entry is not linked to itself") }
    try desk.record([.entryLink(EntryLink(entry: record.id, target: target, relation: relation))])
    try desk.show(record.id, state, json: json)
  }
}
