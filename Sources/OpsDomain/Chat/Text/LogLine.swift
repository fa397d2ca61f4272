/// What somebody in a channel wants in the work log: `!log bm-db01 restarted mysqld`.
public struct LogLine: Hashable, Sendable {
  /// The most words that are taken as targets.
  public static let targetWordsMax = 64
  /// The most targets of a line.
  public static let targetsMax = 1000
  /// What is said when nothing follows the command.
  public static let missing = "Message missing. Nothing was logged."

  /// What it is about: the hosts, roles and node sets at its front.
  public var targets: [EntryTarget]
  /// What is said, without targets and codes of formatting.
  public var text: String
  /// What the person should know though the line is logged: that a host seems misspelt.
  public var hint: String?

  /// A line for the log.
  public init(targets: [EntryTarget] = [], text: String, hint: String? = nil) {
    self.targets = targets
    self.text = text
    self.hint = hint
  }

  /// What a message is to the log.
  public enum Reading: Hashable, Sendable {
    /// Not a command.
    case ordinary
    /// A command that cannot be done, and why.
    case problem(String)
    /// To be logged.
    case line(LogLine)
  }

  /// Understands a message; only one that begins with `!log` and a blank is a command.
  public static func read(_ message: String, in inventory: Inventory, _ index: MentionIndex) -> Reading {
    guard let first = message.unicodeScalars.first, isCommandMark(first) || first.value < 0x20 else { return .ordinary }
    let plain = FormattedText.plain(message)
    guard let mark = plain.unicodeScalars.first, isCommandMark(mark) else { return .ordinary }
    let word = plain.dropFirst().prefix { !$0.isWhitespace }
    guard word.lowercased() == "log" else { return .ordinary }
    var targets = LogTargets(plain[word.endIndex...], in: inventory, index)
    targets.read()
    let text = trimmed(targets.rest)
    guard !text.isEmpty else { return .problem(missing) }
    return .line(LogLine(targets: targets.found, text: text, hint: targets.hint))
  }

  /// Keyboards for Japanese also give the wide mark.
  private static func isCommandMark(_ letter: Unicode.Scalar) -> Bool { letter == "!" || letter == "！" }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
