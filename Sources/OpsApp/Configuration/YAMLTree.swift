/// A value of a YAML file with its place: what is left of YAML once limits and aliases are dealt with.
struct YAMLValue: Sendable {
  enum Content: Sendable {
    case null
    case scalar(String)
    case list([YAMLValue])
    case map([YAMLEntry])
  }
  var content: Content
  var place: Place

  /// What it is, for messages.
  var kind: String {
    switch content {
    case .null: return "nothing"
    case .scalar(let text): return "\"\(shortened(text))\""
    case .list: return "a list"
    case .map: return "a map"
    }
  }

  /// Its text, or nil when it is not a scalar.
  var text: String? {
    if case .scalar(let text) = content { return text }
    return nil
  }

  var isNull: Bool {
    if case .null = content { return true }
    return false
  }
}

/// A key with its value.
struct YAMLEntry: Sendable {
  var key: String
  var place: Place
  var value: YAMLValue
}

/// A text cut for a message.
func shortened(_ text: String, to limit: Int = 60) -> String {
  text.count <= limit ? text : "\(text.prefix(limit))…"
}
