extension Key {
  /// A key from its name as in configuration files: `j`, `Ctrl-L`, `Alt-Enter`, `PgUp`, `F5`, `Space`; nil if unknown.
  ///
  /// Names and modifiers may be in capitals or not (`ctrl-l`, `esc`); a single character is itself. `C-`, `M-` and `S-`
  /// stand for the modifiers too.
  public init?(named name: String) {
    var rest = Substring(name)
    var modifiers: Modifiers = []
    while let (modifier, after) = Self.modifierPrefix(of: rest) {
      modifiers.insert(modifier)
      rest = after
    }
    guard let code = Self.code(named: String(rest)) else { return nil }
    self = Key(code, modifiers).normalised
    guard self.modifiers.isDisjoint(with: .shift) || !isCharacter else { return nil }
  }

  /// Its name, as `init(named:)` reads it.
  public var name: String {
    var name = ""
    if modifiers.contains(.control) { name += "Ctrl-" }
    if modifiers.contains(.alt) { name += "Alt-" }
    if modifiers.contains(.shift) { name += "Shift-" }
    switch code {
    case .character(" "): return name + "Space"
    case .character(let character):
      return name + (!modifiers.isDisjoint(with: [.control, .alt]) ? character.uppercased() : String(character))
    case .function(let number): return name + "F\(number)"
    case .backTab: return name + "Shift-Tab"
    default: return name + (Self.names.first { $0.code == code }?.name ?? "")
    }
  }

  /// The same key in its one spelling: Shift applied to characters, small letters with Control and Alt, Shift-Tab its own key.
  public var normalised: Key {
    var key = self
    if key.code == .tab, key.modifiers.contains(.shift) { key.code = .backTab }
    if key.code == .backTab { key.modifiers.remove(.shift) }
    guard case .character(let character) = key.code else { return key }
    if !key.modifiers.isDisjoint(with: [.control, .alt]) {
      key.modifiers.remove(.shift)
      if let small = Self.only(character.lowercased()) { key.code = .character(small) }
    } else if key.modifiers.contains(.shift), character.isLetter, let capital = Self.only(character.uppercased()) {
      key.code = .character(capital)
      key.modifiers.remove(.shift)
    }
    return key
  }

  private var isCharacter: Bool {
    if case .character = code { return true }
    return false
  }

  private static func only(_ text: String) -> Character? { text.count == 1 ? text.first : nil }

  /// Names of keys; the first of a code is the one that is shown.
  private static let names: [(name: String, code: Code)] = [
    ("Enter", .enter), ("Return", .enter), ("Esc", .escape), ("Escape", .escape), ("Tab", .tab),
    ("BackTab", .backTab), ("Backspace", .backspace), ("Del", .delete), ("Delete", .delete), ("Ins", .insert),
    ("Insert", .insert), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home),
    ("End", .end), ("PgUp", .pageUp), ("PageUp", .pageUp), ("PgDn", .pageDown), ("PageDown", .pageDown),
    ("Space", .character(" ")),
  ]

  private static func code(named name: String) -> Code? {
    if name.count == 1, let character = name.first {
      guard harmless(name) == name || character == " " else { return nil }
      return .character(character)
    }
    let small = name.lowercased()
    if let known = names.first(where: { $0.name.lowercased() == small }) { return known.code }
    guard small.hasPrefix("f"), let number = Int(small.dropFirst()), (1...24).contains(number) else { return nil }
    guard small == "f\(number)" else { return nil }
    return .function(number)
  }

  /// The modifier a name begins with, and the rest; nil when it begins with none or nothing follows.
  private static func modifierPrefix(of name: Substring) -> (Modifiers, Substring)? {
    let prefixes: [(String, Modifiers)] = [
      ("ctrl-", .control), ("control-", .control), ("c-", .control), ("alt-", .alt), ("meta-", .alt), ("m-", .alt),
      ("shift-", .shift), ("s-", .shift),
    ]
    for (prefix, modifier) in prefixes {
      guard name.count > prefix.count, name.prefix(prefix.count).lowercased() == prefix else { continue }
      return (modifier, name.dropFirst(prefix.count))
    }
    return nil
  }
}
