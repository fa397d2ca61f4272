/// A mistake in a configuration file: where, what, and what to write instead.
struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as the person named it.
  var file: String
  /// The line, from 1; 0 when the whole file is meant.
  var line: Int
  /// The column in characters, from 1; 0 when the whole line is meant.
  var column: Int
  /// The key it is about, as `services.bookmark.roles.db.keep`; empty for none.
  var key: String
  /// What is wrong.
  var message: String
  /// What to do about it.
  var remedy: String?

  init(place: Place, key: String = "", _ message: String, remedy: String? = nil) {
    self.file = place.file
    self.line = place.line
    self.column = place.column
    self.key = key
    self.message = message
    self.remedy = remedy
  }

  /// `hosts.yaml:12:9: services.bookmark: unknown key "rols"; did you mean "roles"?`; text from the file is not yet harmless.
  var description: String {
    var text = file
    if line > 0 { text += ":\(line)" }
    if line > 0, column > 0 { text += ":\(column)" }
    text += ": "
    if !key.isEmpty { text += "\(key): " }
    text += message
    if let remedy { text += "; \(remedy)" }
    return text
  }
}

/// A place in a file.
struct Place: Hashable, Sendable {
  /// The file as the person named it.
  var file: String
  /// The line, from 1; 0 for the whole file.
  var line = 0
  /// The column in characters, from 1.
  var column = 0

  /// `hosts.yaml:12`.
  var short: String { line > 0 ? "\(lastPart(of: file)):\(line)" : lastPart(of: file) }
}

/// All mistakes found in one reading, the first of them kept.
final class ProblemList {
  /// The most mistakes that are kept.
  static let limit = 100
  private(set) var problems: [ConfigurationProblem] = []
  private var more = 0

  /// Whether further mistakes are only counted.
  var isFull: Bool { problems.count >= Self.limit }

  func add(_ problem: ConfigurationProblem) {
    if problems.count < Self.limit { problems.append(problem) } else { more += 1 }
  }

  func add(_ place: Place, key: String = "", _ message: String, remedy: String? = nil) {
    add(ConfigurationProblem(place: place, key: key, message, remedy: remedy))
  }

  /// The mistakes in the order of files and lines, with a last one that counts those left out.
  var all: [ConfigurationProblem] {
    var sorted = problems.enumerated().sorted { left, right in
      (left.element.file, left.element.line, left.element.column, left.offset)
        < (right.element.file, right.element.line, right.element.column, right.offset)
    }.map(\.element)
    if more > 0, let last = sorted.last {
      sorted.append(ConfigurationProblem(place: Place(file: last.file), "\(more) more mistakes"))
    }
    return sorted
  }
}
