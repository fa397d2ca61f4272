import OpsDomain
import OpsScreen

/// The line of tabs: the active one stands in brackets, so that no colour is needed to find it.
struct TabLine {
  /// Where a tab stands.
  struct Place {
    let tab: HostView.Tab
    let column: Int
    let text: String
    /// The columns it takes, brackets included.
    var columns: Int { OpsScreen.columns(of: text) }
  }

  /// The tabs that fit, from left to right.
  let places: [Place]
  /// The first column after the last tab.
  private(set) var end: Int

  init(active: HostView.Tab, _ tabs: [HostView.Tab], state: HostState?, in rect: Rect, entries: Int? = nil) {
    let full = tabs.map { $0.title + Self.count($0, state, entries) }
    let long = tabs.map(\.title)
    let short = tabs.map { String($0.title.prefix(4)) }
    let room = rect.columns - 1
    let choices = [(full, 1), (long, 1), (long, 0), (short, 0)]
    let (labels, gap) = choices.first { Self.width($0.0, gap: $0.1) <= room } ?? (short, 0)
    var column = rect.column + (rect.columns > 20 ? 1 : 0)
    var places: [Place] = []
    for (tab, label) in zip(tabs, labels) {
      let text = tab == active ? "[\(label)]" : " \(label) "
      places.append(Place(tab: tab, column: column, text: text))
      column += text.count + gap
    }
    let edge = rect.column + rect.columns
    // Where not even the short ones fit, the active one alone is better than a cut row.
    let fitting = places.last.map { $0.column + $0.columns <= edge } ?? true
    self.places =
      fitting
      ? places
      : places.filter { $0.tab == active }
        .map { Place(tab: $0.tab, column: rect.column, text: $0.text) }
    end = (self.places.last.map { $0.column + $0.columns }) ?? rect.column
  }

  /// The tab at a column, or nil.
  func tab(at column: Int) -> HostView.Tab? {
    places.first { column >= $0.column && column < $0.column + $0.columns }?.tab
  }

  /// Draws the tabs, and at the right where the readings come from and how old they are.
  func draw(on canvas: inout Canvas, in rect: Rect, active: HostView.Tab, state: HostState?, context: DrawContext) {
    guard rect.rows > 0 else { return }
    for place in places {
      canvas.write(
        place.text, column: place.column, row: rect.row, limit: rect.column + rect.columns - place.column,
        role: place.tab == active ? .title : .hint)
    }
    guard let state, let origin = Self.origin(state, context) else { return }
    let right = rect.column + rect.columns - 1 - origin.width
    guard right >= end + 2 else { return }
    canvas.write(origin.text, column: right, row: rect.row, role: origin.role)
  }

  /// Source and age of the last answer: `ssh · 2 s old`; nil when there was none.
  static func origin(_ state: HostState, _ context: DrawContext) -> Phrase? {
    guard let sample = state.sample, let age = state.age(at: context.now) else { return nil }
    let dot = HostGlyphs(context.symbols).chrome.dot
    return Phrase(
      "\(sample.source.rawValue) \(dot) \(formatSpan(age)) old", state.isOld(at: context.now) ? .stale : .quiet)
  }

  private static func width(_ labels: [String], gap: Int) -> Int {
    labels.reduce(0) { $0 + $1.count + 2 } + gap * (labels.count - 1)
  }

  private static func count(_ tab: HostView.Tab, _ state: HostState?, _ entries: Int?) -> String {
    switch tab {
    case .overview, .limit: return ""
    case .filesystems: return state?.filesystems.map { " \($0.filesystems.count)" } ?? ""
    case .processes: return state?.processes.map { " \($0.totalCount ?? $0.processes.count)" } ?? ""
    case .network, .balancing, .chat: return ""
    case .posture: return (state?.posture?.topics(.bad).count).map { $0 > 0 ? " \($0)" : "" } ?? ""
    case .log: return entries.map { " \($0)" } ?? ""
    }
  }
}

extension HostView.Tab {
  /// What it is called.
  var title: String {
    switch self {
    case .overview: return "Overview"
    case .limit: return "Limit"
    case .filesystems: return "Filesystems"
    case .processes: return "Processes"
    case .network: return "Network"
    case .posture: return "Posture"
    case .balancing: return "LVS"
    case .log: return "Log"
    case .chat: return "Chat"
    }
  }
}
