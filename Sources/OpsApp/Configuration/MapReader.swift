import OpsDomain

/// A value that is not what a key needs.
struct BadValue: Error {
  var message: String
  var remedy: String?
  init(_ message: String, remedy: String? = nil) {
    self.message = message
    self.remedy = remedy
  }
}

/// Reads the keys of one map and, at the end, complains about those nobody asked for.
///
/// Keys match whatever their style: `loadWarn`, `load-warn` and `load_warn` are one key.
struct MapReader {
  /// The path of the map, as `services.bookmark`.
  let path: String
  /// Where the map stands.
  let place: Place
  let problems: ProblemList
  private let entries: [YAMLEntry]
  private var known: [String] = []

  /// A reader of this value; complains and is nil when it is no map.
  ///
  /// Nothing at all counts as an empty map.
  init?(_ value: YAMLValue, path: String, problems: ProblemList) {
    self.path = path
    self.place = value.place
    self.problems = problems
    switch value.content {
    case .map(let entries): self.entries = entries
    case .null: self.entries = []
    default:
      problems.add(value.place, key: path, "must be a map of keys, not \(value.kind)")
      return nil
    }
  }

  /// All keys with their values, for maps whose keys are names; such a map needs no `finish`.
  var named: [YAMLEntry] { entries }

  /// The path of a key of this map.
  func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The value of a key, or nil when it is absent or empty.
  mutating func take(_ key: String) -> YAMLValue? {
    known.append(key)
    var found: YAMLEntry?
    for entry in entries where isSameKey(entry.key, key) {
      if let first = found {
        problems.add(
          entry.place, key: path(of: key), "is given twice, here as \"\(entry.key)\" and in line \(first.place.line)",
          remedy: "keep one of them")
      } else {
        found = entry
      }
    }
    guard let value = found?.value, !value.isNull else { return nil }
    return value
  }

  /// The value of a key through `parse`; complains when it is no scalar or `parse` refuses it.
  mutating func read<Value>(_ key: String, _ parse: (String) throws(BadValue) -> Value) -> Value? {
    take(key).flatMap { readScalar($0, key: path(of: key), problems: problems, parse) }
  }

  /// The values of a key that may be one scalar or a list of them.
  mutating func readList<Value>(_ key: String, _ parse: (String) throws(BadValue) -> Value) -> [Value]? {
    guard let value = take(key) else { return nil }
    guard case .list(let items) = value.content else {
      return readScalar(value, key: path(of: key), problems: problems, parse).map { [$0] }
    }
    return items.enumerated().compactMap { index, item in
      readScalar(item, key: "\(path(of: key))[\(index)]", problems: problems, parse)
    }
  }

  /// A reader of the map below a key, or nil when the key is absent or wrong.
  mutating func map(_ key: String) -> MapReader? {
    take(key).flatMap { MapReader($0, path: path(of: key), problems: problems) }
  }

  /// Complains about keys that nobody asked for.
  func finish() {
    for entry in entries where !known.contains(where: { isSameKey($0, entry.key) }) {
      problems.add(
        entry.place, key: path, "unknown key \"\(shortened(entry.key))\"",
        remedy: problems.isFull ? nil : suggestion(for: entry.key, among: known))
    }
  }
}

/// Reads one scalar; complains when it is none or `parse` refuses it.
func readScalar<Value>(
  _ value: YAMLValue, key: String, problems: ProblemList, _ parse: (String) throws(BadValue) -> Value
) -> Value? {
  guard let text = value.text else {
    problems.add(value.place, key: key, "must be one value, not \(value.kind)")
    return nil
  }
  do {
    return try parse(text)
  } catch {
    problems.add(value.place, key: key, error.message, remedy: error.remedy)
    return nil
  }
}

/// Whether two keys are one in different styles: small and large ASCII letters, hyphens and underscores do not count.
func isSameKey(_ left: String, _ right: String) -> Bool {
  var left = left.utf8.lazy.filter(isStyleless).makeIterator()
  var right = right.utf8.lazy.filter(isStyleless).makeIterator()
  while true {
    let (one, other) = (left.next(), right.next())
    guard let one, let other else { return one == nil && other == nil }
    if small(one) != small(other) { return false }
  }
}

private func isStyleless(_ byte: UInt8) -> Bool { byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_") }

private func small(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// `did you mean "roles"?`, or the list of what there is.
func suggestion(for word: String, among words: [String]) -> String? {
  if let near = closestMatch(to: word, among: words) { return "did you mean \"\(near)\"?" }
  guard !words.isEmpty else { return nil }
  return "known: \(words.prefix(24).joined(separator: ", "))"
}
