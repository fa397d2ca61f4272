import OpsDomain
import OpsScreen

/// Lines of the chat as commands print them: one line each, which `grep` finds by time, nick and text.
enum ChatLineText {
  /// What is said or happens, with who did it; formatting codes left out, not yet harmless.
  static func said(_ line: ChatLine) -> String {
    let text = FormattedText.plain(line.text)
    let reason = text.isEmpty ? "" : " (\(text))"
    switch line.kind {
    case .message: return "<\(line.sender)> \(text)"
    case .action: return "* \(line.sender) \(text)"
    case .notice: return "-\(line.sender)- \(text)"
    case .join: return "-- \(line.sender) joined"
    case .part: return "-- \(line.sender) left\(reason)"
    case .quit: return "-- \(line.sender) quit\(reason)"
    case .nick: return "-- \(line.sender) is now \(text)"
    case .mode: return "-- mode \(text)\(by(line))"
    case .topic: return "-- topic\(by(line)): \(text)"
    case .kick: return "-- \(text.split(separator: " ").first ?? "") was kicked\(by(line))\(Self.reason(ofKick: text))"
    case .invite: return "-- \(text) was invited\(by(line))"
    case .netsplit: return "-- netsplit \(text)"
    case .netjoin: return "-- netsplit over \(text)"
    case .server: return "-- \(text)"
    case .error: return "-- error: \(text)"
    case .gap: return "-- not loaded\(reason)"
    case .skipped: return "-- \(text)"
    }
  }

  /// What is to be known of it besides, as `[not sent]`; empty for nothing.
  static func notes(_ line: ChatLine, gapEnd: (Timestamp) -> String) -> String {
    var notes: [String] = []
    switch line.delivery {
    case .unsent?: notes.append("not sent")
    case .pending?: notes.append("not known to be delivered")
    case .failed(let reason)?: notes.append("failed: \(reason)")
    case .delivered?, nil: break
    }
    if line.kind == .gap { notes.append(line.until.map { "until \(gapEnd($0))" } ?? "until when is not known") }
    if let entry = line.entry { notes.append("entry \(entry)") }
    return notes.isEmpty ? "" : " [\(notes.joined(separator: ", "))]"
  }

  private static func by(_ line: ChatLine) -> String { line.sender.isEmpty ? "" : " by \(line.sender)" }

  private static func reason(ofKick text: String) -> String {
    let reason = text.split(separator: " ", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    return reason.isEmpty ? "" : " (\(reason))"
  }
}
