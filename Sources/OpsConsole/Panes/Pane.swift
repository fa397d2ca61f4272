import OpsDomain
import OpsScreen

/// The panes, in the order in which Tab goes through them.
public enum PaneID: String, CaseIterable, Hashable, Sendable {
  /// All hosts.
  case fleet
  /// All roles.
  case roles
  /// All that is wrong.
  case problems
  /// All filesystems.
  case disks
  /// What was done and seen.
  case workLog = "work-log"
  /// Planned work, freezes and holds.
  case maintenance
  /// Work asked of somebody.
  case requests
  /// Conversations.
  case chat
  /// How safe the hosts are kept, by role.
  case posture
  /// The page of a working day.
  case digest
  /// All keys and words.
  case help

  /// The name in its title.
  var title: String {
    switch self {
    case .fleet: return "Fleet"
    case .roles: return "Roles"
    case .problems: return "Problems"
    case .disks: return "Disks"
    case .workLog: return "Work log"
    case .maintenance: return "Maintenance"
    case .requests: return "Requests"
    case .chat: return "Chat"
    case .posture: return "Posture"
    case .digest: return "Digest"
    case .help: return "Help"
    }
  }
}

/// A part of the screen with a title, perhaps headings, and lines of its own.
///
/// A pane owns what the person has chosen in it (selection, scrolling, order) and an order of rows that is computed in
/// `refresh` only; readings come from the world. Drawing is pure and looks at the rows on the screen only.
protocol Pane: Sendable {
  /// Which pane it is.
  var id: PaneID { get }
  /// The number of lines that would show all of it, headings included.
  func contentLines(_ world: World) -> Int
  /// Computes rows and their order anew, and finds the selection in them.
  mutating func refresh(_ world: World)
  /// Makes the selection and the scrolling fit the rows and the place they are shown in.
  mutating func settle(in rect: Rect, _ world: World, reveal: Bool)
  /// Whether what is selected is in sight.
  func isSelectionVisible(in rect: Rect, _ world: World) -> Bool
  /// Does a command of its own, as moving and sorting; false when it is none.
  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool
  /// The columns by which can be sorted, as they are named after `:sort`; empty where the order is fixed.
  var sortNames: [String] { get }
  /// The column by which is sorted.
  var sortName: String { get }
  /// Sorts by a column, in its usual direction; the other one when it was that column already. False when it has none.
  mutating func sort(by name: String, _ world: World) -> Bool
  /// Moves the window by lines, as the wheel does.
  mutating func scroll(_ lines: Int, in rect: Rect, _ world: World)
  /// Selects what was clicked; the place is in the rectangle.
  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome
  /// Selects the next (1) or previous (-1) row that holds the text; false when none does.
  mutating func find(_ text: String, step: Int, in rect: Rect, _ world: World) -> Bool
  /// The host that commands act on; nil when none is selected.
  func selectedHost(_ world: World) -> HostID?
  /// The role that commands act on; nil when none is selected.
  func selectedRole(_ world: World) -> RoleID?
  /// The hosts whose readings are on the screen.
  func visibleHosts(in rect: Rect, _ world: World) -> [HostID]
  /// What copying puts on the clipboard.
  func copyText(_ world: World) -> String?
  /// What stands at the right of its title.
  func titleWords(_ world: World) -> [TitleWord]
  /// Draws everything below the title.
  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool)
}

/// A piece of a title.
struct TitleWord: Sendable {
  var text: String
  var role: Role = .hint
}

/// What a click in a pane did.
enum ClickOutcome: Sendable {
  /// Nothing is there.
  case nothing
  /// A row was selected.
  case selected
  /// The order changed.
  case sorted
}

extension Pane {
  var sortNames: [String] { [] }
  var sortName: String { "" }
  mutating func sort(by name: String, _ world: World) -> Bool { false }
  func visibleHosts(in rect: Rect, _ world: World) -> [HostID] { [] }
  func selectedHost(_ world: World) -> HostID? { nil }
  func selectedRole(_ world: World) -> RoleID? { nil }
  func isSelectionVisible(in rect: Rect, _ world: World) -> Bool { false }
}

/// The headings and the rows of a list in its rectangle.
struct ListParts: Sendable {
  let heading: Rect?
  let body: Rect

  init(_ rect: Rect) {
    if rect.rows >= 3 {
      (heading, body) = { ($0.top, $0.rest) }(rect.splitTop(1))
    } else {
      (heading, body) = (nil, rect)
    }
  }
}
