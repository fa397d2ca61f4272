import OpsScreen

/// Which line of a form it is; the raw value is its name in drafts.
enum FormFieldID: String, CaseIterable, Hashable, Sendable {
  case title, when, targets, purpose, recurrence, owner, crew, impact, procedure, rollback, state, silences
  case reason, result, until, due, to, subject, needs, text, variant
}

/// A line of a form: a label, and what the person writes or chooses.
struct FormField: Sendable {
  /// How it is filled in.
  enum Kind: Hashable, Sendable {
    /// One line of text.
    case line
    /// Text that may have several lines, which the editor writes.
    case long
    /// One of a few words.
    case choice([String])
  }

  let id: FormFieldID
  let label: String
  let kind: Kind
  /// What is shown while it is empty.
  let hint: String
  /// The line as it is typed.
  var field: TextField
  /// The text when it has several lines; nil while it is one line.
  private(set) var lines: String?
  /// What it held when the form was opened.
  let initial: String

  init(_ id: FormFieldID, _ label: String, _ kind: Kind = .line, value: String = "", hint: String = "") {
    self.id = id
    self.label = label
    self.kind = kind
    self.hint = hint
    initial = value
    field = TextField()
    set(value)
  }

  /// What it holds, without blanks around.
  var value: String {
    let text = lines ?? field.text
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }

  /// Whether the person has changed it.
  var isTouched: Bool { value != initial }

  /// Whether the editor alone can change it.
  var isLong: Bool { lines != nil }

  /// Replaces what it holds.
  mutating func set(_ text: String) {
    let hasLines = kind == .long && text.contains(where: \.isNewline)
    lines = hasLines || text.count > TextField.characterLimit ? text : nil
    field = TextField(lines == nil ? text : "")
  }

  /// Takes a key; false when it is none of its own.
  mutating func handle(_ key: Key) -> Bool {
    if case .choice(let words) = kind { return choose(key, among: words) }
    guard lines == nil else {
      guard key.code == .character("u"), key.modifiers == .control else { return false }
      set("")
      return true
    }
    return field.handle(key) != .ignored
  }

  private mutating func choose(_ key: Key, among words: [String]) -> Bool {
    guard !words.isEmpty else { return false }
    let place = words.firstIndex(of: field.text) ?? 0
    switch (key.code, key.modifiers) {
    case (.right, []), (.character(" "), []): set(words[(place + 1) % words.count])
    case (.left, []): set(words[(place + words.count - 1) % words.count])
    case (.character(let character), []):
      let small = character.lowercased()
      // The next word with this letter, so that two with one letter can both be reached.
      let order = (1...words.count).map { words[(place + $0) % words.count] }
      guard let word = order.first(where: { $0.lowercased().hasPrefix(small) }) else { return false }
      set(word)
    default: return false
    }
    return true
  }
}
