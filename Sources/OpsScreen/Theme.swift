/// A theme: the look of every role and overlay, read from a file's text.
public struct Theme: Hashable, Sendable {
  /// What is wrong with a theme file.
  public struct Problem: Error, Hashable, Sendable {
    /// The line, from 1.
    public var line: Int
    /// What is wrong and what to write instead.
    public var message: String
    /// A problem.
    public init(line: Int, message: String) {
      self.line = line
      self.message = message
    }
  }
  /// The name, from the file's `name` line.
  public let name: String
  /// One line of description.
  public let summary: String
  /// The look of each role, by its raw value.
  private var looks: [Look]
  private var selected: Look
  private var marked: Look

  /// A theme from looks by role; roles without one look like text.
  init(name: String, summary: String, looks: [Role: Look], selected: Look, marked: Look) {
    self.name = name
    self.summary = summary
    let text = looks[.text] ?? Look()
    self.looks = Role.allCases.map { looks[$0] ?? text }
    self.selected = selected
    self.marked = marked
  }

  /// Parses the format described in themes/README.md; every role must be given.
  public init(parsing text: String) throws(Problem) {
    var parser = ThemeParser()
    self = try parser.parse(text)
  }

  /// The look of a cell: the role's, then what the overlays say over it.
  public func look(_ role: Role, _ overlay: Overlay = []) -> Look {
    let place = Int(role.rawValue)
    var look = place < looks.count ? looks[place] : Look()
    if overlay.contains(.marked) { look.lay(marked) }
    if overlay.contains(.selected) { look.lay(selected) }
    look.attributes.lay(overlay)
    return look
  }
}

extension Look {
  /// Lays another look over this one: its colours where it names some, its attributes besides.
  ///
  /// A covered dim text stays readable: what gets a background loses `dim`.
  mutating func lay(_ over: Look) {
    if over.foreground != .standard { foreground = over.foreground }
    if over.background != .standard { background = over.background }
    if over.background != .standard || over.attributes.contains(.reverse) { attributes.remove(.dim) }
    attributes.formUnion(over.attributes)
  }
}
