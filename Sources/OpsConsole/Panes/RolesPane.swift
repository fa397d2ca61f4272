import OpsDomain
import OpsScreen

/// What a role's hosts come to together.
struct RoleTotals: Sendable {
  var id: RoleID
  /// The role's place in the inventory.
  var place = 0
  /// Hosts in all, and those that serve: working, and answering.
  var total = 0
  var inService = 0
  /// How many must serve, where the team has said.
  var required: Int?
  /// Load per core over the hosts that serve, where it is known.
  var meanLoad: Double?
  var maxLoad: Double?
  /// What the role can lose.
  var redundancy: RoleRedundancy?
  /// What holds those that serve back.
  var limits: [Bottleneck.Letter: Int] = [:]
  /// How many hosts stand how, by the raw value of their standing.
  var counts = Array(repeating: 0, count: Standing.allCases.count)

  /// Fewer hosts serve than must, even if all that are not read turn out to serve.
  var isShort: Bool { redundancy?.level == .short }

  /// The worst standing among its hosts.
  var worst: Standing { Standing.allCases.last { $0.needsLook && counts[Int($0.rawValue)] > 0 } ?? .well }

  /// How soon somebody should look at it, 0 being the first: too few are left, then what is wrong, then nothing to spare.
  var urgency: Int {
    if isShort { return 0 }
    if redundancy?.level == .unknown { return 1 }
    guard worst.needsLook else { return redundancy?.level == .noSpare ? 4 : 5 }
    return worst == .warn ? 3 : 2
  }

  init(_ role: RoleSpecification, members: [Int32], _ world: World) {
    id = role.id
    total = members.count
    required = role.keep?.required(of: members.count)
    var sum = 0.0
    var known = 0
    for member in members {
      let place = Int(member)
      guard place < world.standings.count else { continue }
      let standing = world.standings[place]
      counts[Int(standing.rawValue)] += 1
      guard standing == .well || standing == .warn || standing == .crit else { continue }
      inService += 1
      if let letter = world.figures.limits[place] { limits[letter, default: 0] += 1 }
      let load = world.figures.loads[place]
      guard load.isFinite else { continue }
      sum += load
      known += 1
      maxLoad = max(maxLoad ?? load, load)
    }
    meanLoad = known > 0 ? sum / Double(known) : nil
  }

  subscript(standing: Standing) -> Int { counts[Int(standing.rawValue)] }
}

/// All roles, a line each: the worst first, of equals in the inventory's order.
struct RolesPane: ListPane {
  let id = PaneID.roles
  var cursor = ListCursor<RoleID>()
  private(set) var summaries: [RoleTotals] = []

  var count: Int { summaries.count }
  func id(at row: Int, _ world: World) -> RoleID { summaries[row].id }
  func row(of id: RoleID, _ world: World) -> Int? { summaries.firstIndex { $0.id == id } }
  func searchText(at row: Int, _ world: World) -> String { summaries[row].id.description }
  func selectedRole(_ world: World) -> RoleID? { cursor.selected }

  mutating func refresh(_ world: World) {
    let all = zip(world.fleet.roles, world.index.members).enumerated().map { index, role in
      var totals = RoleTotals(role.0, members: role.1, world)
      totals.place = index
      totals.redundancy = world.fleet.redundancy(ofRole: index, at: world.now)
      return totals
    }
    summaries = all.sorted { ($0.urgency, $0.place) < ($1.urgency, $1.place) }
    findSelection(world)
  }

  func copyText(_ world: World) -> String? {
    guard summaries.indices.contains(cursor.row), summaries[cursor.row].place < world.index.members.count else {
      return nil
    }
    let names = world.index.members[summaries[cursor.row].place].compactMap { place in
      Int(place) < world.fleet.hosts.count ? world.fleet.hosts[Int(place)].host.id.name : nil
    }
    return NodeSet.fold(names)
  }

  func titleWords(_ world: World) -> [TitleWord] {
    let short = summaries.filter(\.isShort).count
    guard short == 0 else { return [TitleWord(text: "\(Words.count(short, "role")) below keep", role: .crit)] }
    return [TitleWord(text: Words.count(count, "role"))]
  }

  func moreWords(after row: Int, _ world: World) -> String {
    let troubled = summaries.dropFirst(row + 1).count { $0.worst.needsLook || $0.isShort }
    return troubled > 0 ? ", \(troubled) with trouble" : ", all well"
  }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    guard summaries.isEmpty else { return drawList(on: &canvas, in: rect, world, isFocused: isFocused) }
    canvas.put("No roles yet.", rect.column + 3, rect.row + min(1, max(rect.rows - 1, 0)), rect.columns - 3, .strong)
    guard rect.rows >= 3 else { return }
    canvas.put(
      "services: … roles: … in \(world.inventoryPath.isEmpty ? "hosts.yaml" : world.inventoryPath) says what each host does.",
      rect.column + 3, rect.row + 2, rect.columns - 3)
  }

  // MARK: drawing

  private enum Column: Int, CaseIterable { case role, serving, keep, load, bar, limits, health, words }

  private func layout(_ width: Int, _ index: FleetIndex) -> [Column: ColumnLayout.Place] {
    let name = index.services.count == 1 ? index.roleColumns : index.fullRoleColumns
    let wishes: [ColumnLayout.Column] = [
      .init(weight: 100, minimum: min(name, 8), ideal: max(name, 9)), .init(weight: 90, minimum: 7),
      .init(weight: 60, minimum: 4), .init(weight: 70, minimum: 14), .init(weight: 40, minimum: 8, ideal: 12),
      .init(weight: 30, minimum: 8, ideal: 12), .init(weight: 80, minimum: 12, ideal: 36),
      .init(weight: 45, minimum: 17, ideal: 36, stretches: true),
    ]
    let layout = ColumnLayout(wishes, width: width - FleetColumns.prefix, gap: 2)
    return Dictionary(
      layout.places.compactMap { place in Column(rawValue: place.index).map { ($0, place) } },
      uniquingKeysWith: { first, _ in first })
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let headings: [Column: (String, Alignment)] = [
      .role: ("ROLE", .left), .serving: ("SERVING", .right), .keep: ("KEEP", .right), .load: ("LOAD mean  max", .right),
      .limits: ("LIMIT", .left), .health: ("HEALTH", .left),
    ]
    for (column, place) in layout(rect.columns, world.index) {
      guard let (text, align) = headings[column] else { continue }
      canvas.put(
        text, rect.column + FleetColumns.prefix + place.column, rect.row, place.columns, .heading, align: align)
    }
  }

  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let summary = summaries[row]
    let symbols = world.context.symbols
    let calm: Role = summary.worst.needsLook || summary.isShort ? .text : .quiet
    let standing = summary.isShort ? Standing.crit : summary.worst
    canvas.write(standing.sign(symbols), column: rect.column + 1, row: line, role: standing.role)
    for (column, place) in layout(rect.columns, world.index) {
      let left = rect.column + FleetColumns.prefix + place.column
      switch column {
      case .role:
        let name = world.index.services.count == 1 ? summary.id.role : summary.id.description
        canvas.put(name, left, line, place.columns, calm == .text ? .strong : .text)
      case .serving:
        let role: Role = summary.isShort ? .crit : calm
        canvas.put("\(summary.inService)/\(summary.total)", left, line, place.columns, role, align: .right)
      case .keep:
        canvas.put(
          summary.required.map { "\($0)" } ?? Glyphs(symbols).dash, left, line, place.columns, calm, align: .right)
      case .load:
        canvas.put(Words.load(summary.meanLoad), left, line, 9, calm, align: .right)
        canvas.put(Words.load(summary.maxLoad), left + 9, line, 5, calm, align: .right)
      case .bar:
        canvas.bar(summary.meanLoad, column: left, row: line, columns: place.columns, symbols: symbols, role: .barLow)
      case .limits:
        let words = histogram(summary.limits, symbols)
        let isCalm = summary.limits.allSatisfy { $0.key == .idle }
        canvas.put(words, left, line, place.columns, isCalm ? .quiet : .text)
      case .health:
        let long = health(summary, symbols, isShort: false)
        let words = width(of: long) <= place.columns ? long : health(summary, symbols, isShort: true)
        canvas.put(words, left, line, edge: left + place.columns)
      case .words: words(summary, at: left, line, place.columns, symbols, on: &canvas)
      }
    }
  }

  /// The counts of what is not well: `✕ 1 down  ▲ 1 crit`, or `✕ 1  ▲ 1` where there is little room.
  private func health(_ summary: RoleTotals, _ symbols: Symbols, isShort: Bool) -> [TitleWord] {
    var words: [TitleWord] = []
    for standing in Standing.allCases.reversed() where standing != .well && summary[standing] > 0 {
      if isShort && !standing.needsLook { continue }
      if !words.isEmpty { words.append(TitleWord(text: "  ")) }
      let word = isShort ? "" : " \(standing.word)"
      if standing.needsLook { words.append(TitleWord(text: standing.sign(symbols) + " ", role: standing.role)) }
      words.append(TitleWord(text: "\(summary[standing])\(word)", role: standing.needsLook ? .text : .quiet))
    }
    return words.isEmpty ? [TitleWord(text: "all well", role: .quiet)] : words
  }

  private func words(
    _ summary: RoleTotals, at left: Int, _ line: Int, _ columns: Int, _ symbols: Symbols, on canvas: inout Canvas
  ) {
    guard let redundancy = summary.redundancy else { return }
    let separator = " \(Glyphs(symbols).dot) "
    var text = ""
    let remarks = redundancy.remarks
    if let first = remarks.first, OpsScreen.columns(of: first) > columns {
      return canvas.put(redundancy.brief, left, line, columns, redundancy.level.role)
    }
    // As many of the pieces as have room, the most important first; never a part of one but the first.
    for part in remarks {
      let longer = text.isEmpty ? part : text + separator + part
      guard text.isEmpty || OpsScreen.columns(of: longer) <= columns else { break }
      text = longer
    }
    canvas.put(text, left, line, columns, redundancy.level.role)
  }
}

extension RoleRedundancy.Level {
  /// The role in which it is written: what can lose a host is quiet.
  fileprivate var role: Role {
    switch self {
    case .short: return .crit
    case .unknown: return .unknown
    case .noSpare: return .warn
    case .parent: return .text
    case .unsaid, .spare: return .quiet
    }
  }
}
