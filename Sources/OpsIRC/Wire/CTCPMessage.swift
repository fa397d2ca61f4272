/// A message within a message, `\u{1}ACTION waves\u{1}` (https://modern.ircdocs.horse/ctcp.html).
public struct CTCPMessage: Hashable, Sendable {
  /// What it is, in capitals.
  public var command: String
  /// The rest; empty for none.
  public var text: String

  /// A message within a message.
  public init(_ command: String, _ text: String = "") {
    self.command = command
    self.text = text
  }

  /// Reads the text of PRIVMSG or NOTICE; nil where it is an ordinary one.
  ///
  /// The closing byte may be missing, as some programs forget it and servers cut long lines.
  public init?(parsing text: String) {
    guard text.utf8.first == 1 else { return nil }
    var body = text.utf8.dropFirst()
    if body.last == 1 { body = body.dropLast() }
    let end = body.firstIndex(of: 0x20) ?? body.endIndex
    guard end > body.startIndex else { return nil }
    command = String(Substring(body[..<end])).uppercased()
    self.text = end < body.endIndex ? String(Substring(body[body.index(after: end)...])) : ""
  }

  /// As it stands in the parameter of a message.
  public var parameter: String { "\u{1}" + command + (text.isEmpty ? "" : " " + text) + "\u{1}" }

  /// The text of an action (`/me`); nil for others.
  public var action: String? { command == "ACTION" ? text : nil }
}
