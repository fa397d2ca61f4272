import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole hosts`: the resolved inventory.
struct HostsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hosts", abstract: "Print the servers of the inventory, without asking them.",
    discussion: """
      EXAMPLES
        opsconsole hosts
        opsconsole hosts @bookmark:db --names | xargs -n1 ping -c1
        opsconsole hosts --json | jq '.hosts[].name'

      EXIT STATUS
        0 the inventory is good · 2 it has mistakes · 64 wrong arguments, or no such host
      """)

  @Argument(help: ArgumentHelp("A node set: names, patterns, @service:role.", valueName: "set"))
  var set: String?

  @Flag(name: .long, help: "Print JSON of the schema opsconsole.hosts/1.")
  var json = false

  @Flag(name: .long, help: "Print names only, one a line.")
  var names = false

  @OptionGroup var files: FileOptions

  func run() throws {
    let words = StatusWords(files)
    let inventory = try files.select(set, from: words.over(try files.loadInventory(foreign: true).inventory))
    if json {
      StandardOutput.print(Self.document(inventory, words).text)
    } else if names {
      for host in inventory.hosts { StandardOutput.print(harmless(host.id.name)) }
    } else {
      StandardOutput.print(Self.table(inventory).joined(separator: "\n"))
    }
  }

  private static func table(_ inventory: Inventory) -> [String] {
    var table = PlainTable([
      ("HOST", .left), ("ROLE", .left), ("STATUS", .left), ("SITE", .left), ("ADDRESS", .left), ("SOURCE", .left),
      ("EVERY", .right), ("FROM", .left),
    ])
    for host in inventory.hosts {
      table.add([
        .init(host.id.name), .init(host.role?.description ?? absentMark), .init(host.status.rawValue),
        .init(host.site ?? absentMark), .init(dialled(host)),
        .init(host.sources.map(\.rawValue).joined(separator: ",")), .init(ScalarParsing.words(host.interval)),
        .init(host.origin),
      ])
    }
    let count = inventory.hosts.count
    return table.lines(colours: false) + ["", count == 1 ? "1 host" : "\(count) hosts"]
  }

  private static func dialled(_ host: Host) -> String {
    let user = host.user.map { "\($0)@" } ?? ""
    let port = host.port.map { ":\($0)" } ?? ""
    let address = host.address.contains(":") && host.port != nil ? "[\(host.address)]" : host.address
    return user + address + port
  }

  /// The inventory in the schema `opsconsole.hosts/1`.
  static func document(_ inventory: Inventory, _ words: StatusWords? = nil) -> JSON {
    .object([
      ("schema", .text("opsconsole.hosts/1")), ("hosts", .list(inventory.hosts.map { entry($0, words) })),
      ("roles", .list(inventory.roles.map(role))),
    ])
  }

  private static func entry(_ host: Host, _ words: StatusWords?) -> JSON {
    .members([
      ("name", .text(host.id.name)), ("service", host.role.map { .text($0.service) }),
      ("role", host.role.map { .text($0.role) }), ("site", host.site.map { .text($0) }),
      ("status", .text(host.status.rawValue)), ("statusFrom", words?.document(of: host.id)),
      ("address", .text(host.address)),
      ("port", host.port.map { .whole(Int64($0)) }), ("user", host.user.map { .text($0) }),
      ("parent", host.parent.map { .text($0) }), ("sources", .list(host.sources.map { .text($0.rawValue) })),
      ("intervalSeconds", .rounded(host.interval.inSeconds, 3)), ("metricsURL", host.metricsURL.map { .text($0) }),
      ("expect", .list(host.expect.map { .text($0) })), ("origin", .text(host.origin)),
    ])
  }

  private static func keep(_ keep: Keep) -> JSON {
    switch keep {
    case .count(let count): .whole(Int64(count))
    case .share(let share): .text("\(formatDecimal(share * 100, places: 0))%")
    }
  }

  private static func role(_ role: RoleSpecification) -> JSON {
    return .members([
      ("service", .text(role.id.service)), ("role", .text(role.id.role)), ("keep", role.keep.map(keep)),
      ("otherKeeps", role.otherKeeps.isEmpty ? nil : .list(role.otherKeeps.map(keep))),
      ("concurrency", role.concurrency.map { .whole(Int64($0)) }),
      ("windows", role.requiresWindow ? .text("required") : nil),
      ("dependsOn", role.dependsOn.isEmpty ? nil : .list(role.dependsOn.map { .text($0.text) })),
      ("approval", role.approval.map { .text($0) }),
      ("hosts", .list(role.hosts.map { .text($0.name) })),
    ])
  }
}
