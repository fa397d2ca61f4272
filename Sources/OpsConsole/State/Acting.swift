import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The host that commands act on; nil when none is selected.
  var selectedHost: HostID? {
    if case .host(let view) = page { return view.host }
    return panes[currentPane].selectedHost(world)
  }

  /// The hosts that commands act on: the marked ones, else the selected one or those of the selected role.
  var actedOn: [HostID] {
    if !marks.isEmpty, !isInHost { return markedInOrder }
    if let selectedHost { return [selectedHost] }
    let world = world
    guard let role = panes[currentPane].selectedRole(world) else { return [] }
    return world.fleet.roles.first { $0.id == role }?.hosts ?? []
  }

  /// The marked hosts in the inventory's order.
  var markedInOrder: [HostID] { shownFleet.hosts.lazy.map(\.host.id).filter { marks.contains($0) } }

  // MARK: marks

  mutating func markSelected() {
    let hosts = selectedHost.map { [$0] } ?? actedOnByRole
    if hosts.allSatisfy(marks.contains) { marks.subtract(hosts) } else { marks.formUnion(hosts) }
    let world = world
    if let frame = layout(world)[currentPane] { _ = panes[frame.id].handle(.down, in: frame.body, world) }
  }

  private var actedOnByRole: [HostID] {
    let world = world
    guard let role = panes[currentPane].selectedRole(world) else { return [] }
    return world.fleet.roles.first { $0.id == role }?.hosts ?? []
  }

  /// The hosts meant by a node set or, when it is none, by a condition.
  func hosts(matching text: String) throws(Mismatch) -> [HostID] {
    let setProblem: Mismatch
    do throws(NodeSet.Problem) {
      return try NodeSet(parsing: text).resolve(in: inventory, marked: marks)
    } catch { setProblem = Mismatch(message: error.message, offset: error.offset) }
    let looksLikeSet = text.contains { "[@!&,".contains($0) }
    let predicate: HostPredicate
    do throws(HostPredicate.Problem) {
      predicate = try HostPredicate(parsing: text)
    } catch { throw looksLikeSet ? setProblem : Mismatch(message: error.message, offset: error.offset) }
    let found = fleet.hosts.filter { predicate.matches($0, at: now) }.map(\.host.id)
    // A name that no host has is better answered by the node set, which knows near ones.
    if found.isEmpty && !text.contains(where: { "<>=~ ".contains($0) }) { throw setProblem }
    return found
  }

  /// Why a text names no hosts.
  struct Mismatch: Error, Hashable {
    let message: String
    let offset: Int
  }

  // MARK: acting

  mutating func recheck(_ hosts: [HostID]) -> [Effect] {
    say(hosts.count == 1 ? "reading \(hosts[0]) again" : "reading \(hosts.count) hosts again")
    return hosts.map { .retry($0) }
  }

  mutating func copy() -> [Effect] {
    let text: String?
    if case .host(let view) = page {
      text = view.copyText(state: shownFleet[view.host]) ?? view.host.name
    } else if !marks.isEmpty, currentPane != .workLog {
      text = NodeSet.fold(markedInOrder.map(\.name))
    } else {
      text = panes[currentPane].copyText(world)
    }
    guard let text, !text.isEmpty else { return [] }
    say("copied \(truncate(text, columns: 60))")
    return [.copy(text)]
  }

  // MARK: menus

  mutating func openSortMenu() {
    let pane = panes[currentPane]
    var taken: Set<Character> = ["j", "k", "q"]
    let items = pane.sortNames.map { name -> Menu.Item in
      let key = name.first { taken.insert($0).inserted } ?? " "
      return Menu.Item(key: key, text: name, action: .sort(name))
    }
    menu = Menu(title: "Sort by", items: items, selected: pane.sortNames.firstIndex(of: pane.sortName) ?? 0)
  }

  mutating func openMarkedMenu() {
    let names = NodeSet.fold(markedInOrder.map(\.name))
    menu = Menu(
      title: "\(Words.count(marks.count, "host")): \(names)",
      items: [
        .init(key: "y", text: "copy the names, folded", action: .copyNames),
        .init(key: "l", text: "copy a list of ssh commands, a line each", action: .copyLines),
        .init(key: "r", text: "read them again now", action: .recheck),
        .init(key: "v", text: "may they be touched now, all at once?", action: .judging(.verdict)),
        .init(key: "w", text: "what becomes of the roles when they go?", action: .judging(.whatIf)),
        .init(key: "u", text: "unmark them", action: .unmark),
      ])
  }

  mutating func choose(with key: Key) -> [Effect] {
    guard var open = menu else { return [] }
    let count = max(open.items.count, 1)
    switch key.code {
    case .escape, .character("q"): menu = nil
    case .character("c") where key.modifiers == .control: menu = nil
    case .down, .character("j"), .tab: open.selected = (open.selected + 1) % count
    case .up, .character("k"), .backTab: open.selected = (open.selected + count - 1) % count
    case .enter: return open.items.indices.contains(open.selected) ? act(open.items[open.selected].action) : []
    case .character(let character) where key.modifiers.isEmpty:
      if let item = open.items.first(where: { $0.key == character }) { return act(item.action) }
    default: break
    }
    if menu != nil { menu = open }
    return []
  }

  mutating func act(_ action: Menu.Action) -> [Effect] {
    menu = nil
    let hosts = markedInOrder
    switch action {
    case .sort(let name):
      _ = panes[currentPane].sort(by: name, world)
      return []
    case .copyNames: return copyText(NodeSet.fold(hosts.map(\.name)))
    case .copyLines: return copyText(hosts.map { "ssh -- \($0.name)" }.joined(separator: "\n") + "\n")
    case .recheck: return recheck(hosts)
    case .unmark:
      marks = []
      return []
    case .planning(let act): return self.act(on: act)
    case .judging(let word): return perform(word, "")
    case .draft(let context): return openDraft(context)
    case .named(let target):
      open(target)
      return []
    }
  }

  private mutating func copyText(_ text: String) -> [Effect] {
    say("copied \(truncate(text, columns: 60))")
    return [.copy(text)]
  }
}
