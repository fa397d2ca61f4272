import OpsDomain
import OpsScreen

/// What is said in a channel when a line was taken into the work log.
enum ConfirmationText {
  /// What it begins with: consoles know each other's confirmations by it.
  static let opening = "logged "
  /// What parts it.
  static let bar = " · "
  /// The most bytes, so that it fits into one message.
  static let bytesMax = 300
  /// The most names that are told.
  static let namesMax = 4

  /// The words: the hosts, the key of the entry, who said it and the beginning of what was said.
  static func words(_ confirmation: LogConfirmation) -> String {
    if let problem = confirmation.problem {
      return shortened("\(oneLine(confirmation.sender)): \(problem)", toBytes: bytesMax)
    }
    var parts = [opening + subject(confirmation.targets), confirmation.key]
    if !confirmation.doubts.isEmpty { parts.append(confirmation.doubts.prefix(namesMax).joined(separator: "; ")) }
    let head = parts.joined(separator: bar) + bar
    let text = oneLine("\(confirmation.sender): \(confirmation.text)")
    return shortened(head, toBytes: bytesMax - 80) + shortened(text, toBytes: textBytes)
  }

  /// The bytes of sender and text; the same whatever stands before, so that others can compare.
  static let textBytes = 80

  /// Whether a notice may confirm a line, or say why it was not taken.
  static func mayBe(_ notice: String) -> Bool { notice.hasPrefix(opening) || notice.hasSuffix(LogLine.missing) }

  /// Whether a notice confirms the same line.
  static func isSame(_ notice: String, as confirmation: LogConfirmation) -> Bool {
    if confirmation.problem != nil { return notice == words(confirmation) }
    guard notice.hasPrefix(opening) else { return false }
    let tail = shortened(oneLine("\(confirmation.sender): \(confirmation.text)"), toBytes: textBytes)
    return notice.hasSuffix(bar + tail) || notice.contains("\(bar)\(confirmation.key)\(bar)")
  }

  private static func subject(_ targets: [String]) -> String {
    guard !targets.isEmpty else { return "without a host" }
    let rest = targets.count - namesMax
    return targets.prefix(namesMax).joined(separator: " ") + (rest > 0 ? " +\(rest)" : "")
  }
}

/// A text without line ends, controls and what else could be taken for a command.
func oneLine(_ text: String) -> String {
  var result = ""
  var isBlank = false
  for scalar in harmless(text).unicodeScalars {
    if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F {
      isBlank = !result.isEmpty
      continue
    }
    if isBlank { result.unicodeScalars.append(" ") }
    isBlank = false
    result.unicodeScalars.append(scalar)
  }
  return result
}

/// A text of at most so many bytes, cut between characters, with `…` where something is missing.
func shortened(_ text: String, toBytes limit: Int) -> String {
  guard text.utf8.count > limit else { return text }
  var (result, count) = ("", 3)
  for character in text {
    count += character.utf8.count
    guard count <= limit else { break }
    result.append(character)
  }
  while result.last == " " { result.removeLast() }
  return result + "…"
}
