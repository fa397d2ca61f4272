/// What a cell means; a theme says how each role looks.
public enum Role: UInt8, CaseIterable, Hashable, Sendable {
  /// Ordinary text.
  case text
  /// What is well and may recede.
  case quiet
  /// What matters within a line: a host's name, a number asked for.
  case strong
  /// The title of a pane, a breadcrumb.
  case title
  /// Rules and axes.
  case rule
  /// Column headings.
  case heading
  /// A heading by which is sorted.
  case headingActive
  /// Good news.
  case ok
  /// A warning.
  case warn
  /// Something critical.
  case crit
  /// A host that does not answer.
  case down
  /// Old data.
  case stale
  /// Nothing known.
  case unknown
  /// Planned work.
  case maintenance
  /// The filled part of a bar, by level.
  case barLow, barMedium, barHigh
  /// The empty part of a bar.
  case barEmpty
  /// Graph series, told apart by place and legend, never by colour alone.
  case series1, series2, series3, series4
  /// A key in the hint bar.
  case key
  /// What a key does.
  case hint
  /// What a person types.
  case input
  /// A message that something went wrong.
  case error
  /// A hit of a search.
  case match
  /// A link to something else.
  case link
  /// The colours of nicks, chosen by who it is; they say nothing that the nick does not say.
  case nick1, nick2, nick3, nick4, nick5, nick6, nick7, nick8
  /// Own nick.
  case own
  /// A line that names the person at the screen.
  case highlight
  /// Where what is new begins.
  case unread
  /// Where something is missing.
  case gap
  /// An own line that is on its way or waits to be sent.
  case pending
  /// An own line that was refused.
  case failed
  /// Coming and going in a channel.
  case noise
  /// The 16 colours with which people write in a chat.
  case chat0, chat1, chat2, chat3, chat4, chat5, chat6, chat7
  case chat8, chat9, chat10, chat11, chat12, chat13, chat14, chat15

  /// The name in theme files: `bar-low`.
  public var name: String {
    switch self {
    case .headingActive: return "heading-active"
    case .barLow: return "bar-low"
    case .barMedium: return "bar-medium"
    case .barHigh: return "bar-high"
    case .barEmpty: return "bar-empty"
    case .series1: return "series-1"
    case .series2: return "series-2"
    case .series3: return "series-3"
    case .series4: return "series-4"
    default:
      for family in Family.allCases {
        if let place = family.roles.firstIndex(of: self) { return "\(family.rawValue)-\(family.firstNumber + place)" }
      }
      return "\(self)"
    }
  }
}

/// What lies over a cell besides its role.
public struct Overlay: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8
  /// An overlay of these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The selected line.
  public static let selected = Overlay(rawValue: 1)
  /// A marked line.
  public static let marked = Overlay(rawValue: 2)
  /// Written in bold.
  public static let bold = Overlay(rawValue: 4)
  /// Written in italics.
  public static let italic = Overlay(rawValue: 8)
  /// Underlined.
  public static let underline = Overlay(rawValue: 16)
  /// Written with foreground and background exchanged.
  public static let reverse = Overlay(rawValue: 32)
  /// Struck through.
  public static let strike = Overlay(rawValue: 64)
  /// The bits whose look a theme decides.
  public static let ofTheme: Overlay = [.selected, .marked]
}
