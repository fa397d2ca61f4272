import OpsCollectors
import OpsDomain

/// Writes down what the team of the demonstration did and planned.
struct DemonstrationStory {
  let world: SimulatedWorld
  let zone: ZoneRules
  /// The person who looks at the demonstration.
  let person: Author

  static let tokyo1 = Author("tokyo1", display: "佐藤 (Tokyo)")
  static let tokyo2 = Author("tokyo2", display: "김 (Tokyo)")
  static let kyoto1 = Author("kyoto1", display: "中村 (Kyoto)")

  private var acts: [(id: OperationID, author: Author, body: OperationBody)] = []

  init(world: SimulatedWorld, zone: ZoneRules, person: Author) {
    self.world = world
    self.zone = zone
    self.person = person
  }

  /// A moment so many minutes before the story's beginning; negative ones come after.
  func ago(_ minutes: Int) -> Timestamp { world.start - .seconds(60 * minutes) }

  /// A wall clock's time so many days from today.
  func clock(_ hour: Int, _ minute: Int = 0, inDays days: Int) -> Timestamp {
    let today = zone.civil(world.start + .seconds(86_400 * days))
    return zone.moment(of: LocalTime(year: today.year, month: today.month, day: today.day, hour: hour, minute: minute))
      .usual
  }

  /// The name of a host by its role and number; nil where the world has none.
  func host(_ role: String, _ number: Int) -> String? {
    guard let hosts = world.inventory.roles.first(where: { $0.id.role == role })?.hosts, hosts.indices ~= number - 1
    else { return nil }
    return hosts[number - 1].name
  }

  /// Targets of planned work.
  func targets(_ role: String, _ numbers: ClosedRange<Int>) -> WorkTargets {
    let names = numbers.compactMap { host(role, $0) }
    return WorkTargets(names.joined(separator: ","), hosts: names)
  }

  /// Adds an act of a time before the beginning.
  @discardableResult
  mutating func add(_ minutes: Int, _ author: Author, _ body: OperationBody) -> OperationID {
    // Those of one minute are told apart by their number; the order is that of the story.
    let number = UInt64(acts.count)
    let id = OperationID(
      high: UInt64(clamping: ago(minutes).milliseconds) << 16 | number, low: (number &+ 1) &* 0x9e37_79b9_7f4a_7c15)
    acts.append((id, author, body))
    return id
  }

  /// The acts in the order of their times, as their writers recorded them.
  var operations: [OpsDomain.Operation] {
    var hybrid = HybridTime()
    var sequences: [String: Int64] = [:]
    return acts.sorted { $0.id < $1.id }.map { act in
      hybrid = hybrid.next(at: act.id.moment)
      let sequence = sequences[act.author.account, default: 0] + 1
      sequences[act.author.account] = sequence
      return OpsDomain.Operation(
        id: act.id, writer: "demonstration-\(act.author.account)", sequence: sequence, hybrid: hybrid,
        recordedAt: act.id.moment, zone: zone.name, author: act.author, via: .console, body: act.body)
    }
  }

  /// Adds an entry about hosts, each a role and a number.
  @discardableResult
  mutating func write(
    _ minutes: Int, _ author: Author, _ kind: EntryKind, _ text: String, on hosts: [(String, Int)] = [],
    thread: OperationID? = nil, replyTo: OperationID? = nil, tags: [String] = [], tickets: [String] = [],
    result: WorkResult? = nil
  ) -> OperationID {
    let targets = hosts.compactMap { role, number in
      host(role, number).map { EntryTarget(.host, $0, roleThen: world.inventory[role: role]) }
    }
    let entry = Entry(
      text, kind: kind, at: ago(minutes), zone: zone.name, precision: .minute, targets: targets, thread: thread,
      replyTo: replyTo, tags: tags, tickets: tickets, result: result)
    return add(minutes, author, .entryAdd(entry))
  }
}

extension Inventory {
  /// The name of a role with its service, `bookmark:db`.
  fileprivate subscript(role name: String) -> String? { roles.first { $0.id.role == name }.map { "\($0.id)" } }
}

extension ZoneRules {
  /// The date and time that clocks of the zone show.
  func civil(_ moment: Timestamp) -> CivilTime { CivilTime(moment, offsetSeconds: offset(at: moment).offsetSeconds) }
}
