import OpsDomain
import OpsScreen

/// What one topic says of the hosts of one role: who, why, what to do, what has changed.
struct PostureDetail {
  /// The rows it needs to say all of it, a free one above included.
  static let rows = 9
  /// The most groups of hosts that are listed.
  private static let groupLimit = 12
  /// What is older than this is of yesterday.
  private static let almostADay = Duration.seconds(20 * 3600)

  private let topic: PostureTopic
  private let role: RoleID?
  /// Hosts where it is bad.
  private(set) var bad: [HostID] = []
  /// Hosts by verdict and words, in the fleet's order.
  private var groups: [(verdict: PostureVerdict, words: String, hosts: [HostID])] = []
  private var changes: [(host: HostID, before: String, now: String, since: Duration)] = []
  /// Hosts whose words no longer found a group.
  private var others: [HostID] = []

  init(_ role: RoleID?, _ topic: PostureTopic, _ world: World) {
    (self.role, self.topic) = (role, topic)
    var places: [String: Int] = [:]
    for state in world.fleet.hosts where state.host.role == role && state.host.status.isWatched {
      guard let days = state.currentPosture(at: world.now), let check = days.checks.first(where: { $0.topic == topic })
      else { continue }
      if check.verdict == .bad { bad.append(state.host.id) }
      if let before = days.change(of: topic) {
        changes.append((state.host.id, before.words, check.words, world.now.since(days.beforeTakenAt)))
      }
      guard check.verdict == .bad || check.verdict == .unknown else { continue }
      if let place = places[check.words] {
        groups[place].hosts.append(state.host.id)
      } else if groups.count < Self.groupLimit {
        places[check.words] = groups.count
        groups.append((check.verdict, check.words, [state.host.id]))
      } else {
        others.append(state.host.id)
      }
    }
    groups.sort { ($0.verdict.rawValue, -$0.hosts.count) < ($1.verdict.rawValue, -$1.hosts.count) }
  }

  /// Draws it: a heading with the counts, hosts with what is wrong, what to do.
  func draw(on canvas: inout Canvas, in rect: Rect, _ count: PostureCount, _ world: World) {
    let glyphs = HostGlyphs(world.context.symbols)
    let place = rect.rows > 5 ? rect.splitTop(1).rest : rect
    let notes = [
      Phrase("\(count.good) ok", .hint), Phrase("\(count.bad) bad", count.bad > 0 ? .warn : .hint),
      Phrase("\(count.unknown) unknown", count.unknown > 0 ? .unknown : .hint),
    ]
    canvas.section(title(world), notes: notes, in: place.splitTop(1).top, glyphs: glyphs)
    let below = place.splitTop(1).rest
    let hasRemedy = count.bad > 0 && below.rows > 1
    let rows = hasRemedy ? below.splitBottom(1).rest : below
    let lines = lines(glyphs, count)
    draw(lines, on: &canvas, in: rows, glyphs)
    guard hasRemedy else { return }
    canvas.put(
      "\(glyphs.chrome.arrow) \(topic.remedy)", rows.column + 3, rows.row + min(lines.count, rows.rows),
      rows.columns - 4, .strong)
  }

  private func title(_ world: World) -> String {
    let name = world.index.services.count == 1 ? role?.role : role?.description
    return "\(name ?? "no role"): \(topic.title)"
  }

  private func lines(_ glyphs: HostGlyphs, _ count: PostureCount) -> [[Phrase]] {
    var lines = groups.map { group -> [Phrase] in
      let isBad = group.verdict == .bad
      return [
        Phrase(isBad ? glyphs.sign(.warn) : "?", isBad ? .warn : .unknown),
        Phrase(NodeSet.fold(group.hosts.map(\.name)), .strong), Phrase(group.words),
      ]
    }
    if !others.isEmpty {
      lines.append([
        Phrase(glyphs.chrome.more, .hint), Phrase(NodeSet.fold(others.map(\.name)), .strong),
        Phrase("with other words", .quiet),
      ])
    }
    lines += changes.map { change in
      [
        Phrase("*", .strong), Phrase(change.host.name, .strong),
        Phrase("\(change.before) \(glyphs.chrome.arrow) \(change.now)"),
        Phrase(
          change.since >= Self.almostADay ? "changed since yesterday" : "changed in \(formatAge(change.since))", .quiet),
      ]
    }
    guard lines.isEmpty else { return lines }
    let isRead = count.good + count.bad + count.unknown > 0
    return [[Phrase(isRead ? "Nothing to mend, and no change was seen." : "Not read yet.", .quiet)]]
  }

  private func draw(_ lines: [[Phrase]], on canvas: inout Canvas, in rect: Rect, _ glyphs: HostGlyphs) {
    let isCut = lines.count > rect.rows
    let shown = isCut ? max(rect.rows - 1, 0) : lines.count
    for (index, line) in lines.prefix(shown).enumerated() {
      canvas.write(line, column: rect.column + 1, row: rect.row + index, limit: rect.columns - 2, gap: 2)
    }
    guard isCut, rect.rows > 0 else { return }
    canvas.put(
      "\(glyphs.chrome.more) \(lines.count - shown) more", rect.column + 3, rect.row + rect.rows - 1, rect.columns - 4,
      .hint)
  }
}

extension PostureTopic {
  /// The heading of its column where there is room for a word.
  var heading: String {
    switch self {
    case .rootLogin: return "ROOT LOGIN"
    case .passwordLogin: return "PASSWORDS"
    case .securityUpdates: return "UPDATES"
    case .packageLists: return "LISTS"
    case .reboot: return "RESTART"
    case .kernel: return "KERNEL"
    case .openServices: return "OPEN PORTS"
    case .firewall: return "FIREWALL"
    case .clockSource: return "CLOCK"
    case .clockSync: return "CLOCK SYNC"
    case .certificates: return "CERTS"
    }
  }

  /// The heading of its column in four letters.
  var shortHeading: String {
    switch self {
    case .rootLogin: return "ROOT"
    case .passwordLogin: return "PASS"
    case .securityUpdates: return "UPDT"
    case .packageLists: return "LIST"
    case .reboot: return "BOOT"
    case .kernel: return "KERN"
    case .openServices: return "OPEN"
    case .firewall: return "FIRE"
    case .clockSource: return "CLCK"
    case .clockSync: return "SYNC"
    case .certificates: return "CERT"
    }
  }
}
