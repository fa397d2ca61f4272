import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Anything may happen at any size.
@Suite struct ConsoleFuzzTests {
  private static let keys =
    Command.allCases.flatMap(\.defaultKeys) + [
      "a", "b", "1", "9", ">", "=", "(", "日", "Tab", "Enter", "Esc", "Ctrl-R", "Up",
    ]

  private func key(_ random: inout SeededRandom) -> Event? {
    let name = Self.keys.filter { $0 != "Ctrl-Z" }.randomElement(using: &random) ?? "j"
    return Key(named: name).map { .terminal(.key($0)) }
  }

  private func event(_ random: inout SeededRandom, _ hosts: [Host], _ moment: inout Timestamp) -> Event? {
    switch Int.random(in: 0..<20, using: &random) {
    case 0:
      let size = Size(columns: .random(in: 0...120, using: &random), rows: .random(in: 0...40, using: &random))
      return .terminal(.resized(size))
    case 1:
      let kinds: [MouseEvent.Kind] = [.press, .release, .doublePress, .wheelUp, .wheelDown]
      let kind = kinds.randomElement(using: &random) ?? .press
      return .terminal(
        .mouse(
          MouseEvent(kind, column: .random(in: -3...130, using: &random), row: .random(in: -3...45, using: &random))))
    case 2: return .terminal(.paste(HostileText.random(&random)))
    case 3:
      moment = moment + .seconds(Int64.random(in: -5...90, using: &random))
      return .tick(moment, FleetFixture.zone)
    case 4:
      let kept = hosts.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
      let roles = Bool.random(using: &random) ? FleetFixture.inventory().roles : []
      return .inventory(Inventory(hosts: kept, roles: roles))
    case 5: return .message(HostileText.random(&random), isError: .random(using: &random))
    case 6: return .configurationProblems(Bool.random(using: &random) ? [HostileText.random(&random)] : [])
    case 7, 8, 9: return hosts.randomElement(using: &random).map { .observed(news(of: $0, moment, &random)) }
    default: return key(&random)
    }
  }

  private func news(of host: Host, _ moment: Timestamp, _ random: inout SeededRandom) -> Observation {
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let failure = LinkFailure(
        LinkFailure.Kind.allCases.randomElement(using: &random) ?? .refused, HostileText.random(&random))
      return .link(host.id, .ssh, .failed(failure, since: moment, retryAt: nil))
    case 1: return .link(host.id, .ssh, .connected(since: moment))
    case 2:
      let disk = Filesystem(
        mount: HostileText.random(&random), sizeBytes: .random(in: 0...(.max), using: &random),
        usedBytes: .random(in: 0...(.max), using: &random), availableBytes: .random(in: 0...(.max), using: &random),
        failure: Bool.random(using: &random) ? HostileText.random(&random) : nil)
      return .filesystems(host.id, FilesystemReading(takenAt: moment, source: .ssh, filesystems: [disk]))
    default:
      var sample = Sample(takenAt: moment, source: .ssh)
      let values = [0, -1, .nan, .infinity, 1e300, 0.5, 3]
      func value() -> Double { values.randomElement(using: &random) ?? 0 }
      sample.load = LoadAverage(one: value(), five: value(), fifteen: value())
      sample.cores = [0, 1, -1, 16].randomElement(using: &random)
      sample.uptimeSeconds = value()
      sample.memory = MemoryReading(totalBytes: .random(in: 0...9, using: &random), availableBytes: .max)
      return .sampled(host.id, sample)
    }
  }

  @Test(arguments: 0..<24)
  func nothingBreaksTheConsole(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let inventory = FleetFixture.inventory()
    var hosts = Array(inventory.hosts.prefix(20))
    hosts.append(Host(id: HostID(HostileText.random(&random, pieces: 4) + "x")))
    var moment = FleetFixture.now
    var size = Size(columns: 80, rows: 24)
    var console = ConsoleState(
      inventory: Inventory(hosts: hosts, roles: inventory.roles), settings: FleetFixture.settings(), size: size,
      now: moment)
    for step in 0..<250 {
      guard let event = event(&random, hosts, &moment) else { continue }
      if case .terminal(.resized(let new)) = event { size = new }
      _ = console.handle(event)
      let canvas = console.render()
      #expect(canvas.size == size, "seed \(seed), step \(step)")
      #expect(hasValidSelection(console), "seed \(seed), step \(step): \(event)")
    }
  }

  private func hasValidSelection(_ console: ConsoleState) -> Bool {
    guard let pane = console.panes[.fleet] as? FleetPane, !console.stalePanes.contains(.fleet) else { return true }
    guard pane.count > 0 else { return pane.cursor.selected == nil }
    guard let selected = pane.cursor.selected else { return false }
    return pane.row(of: selected, console.world) == pane.cursor.row
  }

  @Test func everySizeFromNothingCanBeDrawn() {
    var console = FleetFixture.console(80, 24)
    for keys in [["1"], ["3"], ["4"], ["?"], ["1", "Enter"], ["1", "s"], ["Esc", ":"]] {
      for key in keys { console.press(key) }
      for rows in 0...12 {
        for columns in [0, 1, 2, 3, 5, 9, 20, 33, 59, 60, 61, 80] {
          let size = Size(columns: columns, rows: rows)
          _ = console.handle(.terminal(.resized(size)))
          #expect(console.render().size == size)
        }
      }
      console.press("Esc", "Esc", "Esc")
    }
  }

  @Test func noForeignScalarReachesTheCanvas() {
    var random = SeededRandom(seed: 5)
    var hosts: [Host] = []
    var courses: [HostID: FleetFixture.Course] = [:]
    for number in 0..<30 {
      let host = Host(id: HostID(HostileText.random(&random, pieces: 6) + "\(number)"))
      hosts.append(host)
      var course = FleetFixture.Course(disks: [FleetFixture.disk(HostileText.random(&random), 10, 0.99)])
      if number % 3 == 0 { course.lastSeen = nil }
      if number % 3 == 0 { course.failure = LinkFailure(.closed, HostileText.random(&random)) }
      courses[host.id] = course
    }
    var console = FleetFixture.console(120, 40, Inventory(hosts: hosts), courses: courses)
    for key in ["1", "3", "4", "1", "Enter", "Esc", ":"] {
      console.press(key)
      for line in console.screen { #expect(HostileText.firstForbidden(in: line) == nil) }
    }
  }
}
