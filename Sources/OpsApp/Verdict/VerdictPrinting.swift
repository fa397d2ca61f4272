import OpsDomain
import OpsScreen

extension JSON {
  /// A value of a document of the domain.
  init(_ value: DocumentValue) {
    switch value {
    case .text(let text): self = .text(text)
    case .whole(let number): self = .whole(number)
    case .number(let number): self = .rounded(number)
    case .moment(let moment): self = EntryDocument.time(moment)
    case .list(let values): self = .list(values.map { JSON($0) })
    case .object(let members): self = .object(members.map { ($0.name, JSON($0.value)) })
    }
  }
}

/// How an answer is printed.
struct VerdictPrinting {
  var json = false
  var quiet = false
  /// The zone of the reader.
  var zone = ZoneRules.utc
  var colours = false

  /// Prints an answer, with what was reserved on it.
  func show(_ verdict: Verdict, reservation: JSON? = nil) {
    if json { return StandardOutput.print(Self.document(verdict, reservation: reservation).text) }
    guard !quiet else { return }
    // At once: who reads the first line only must not end us in the midst of it.
    let lines = verdict.lines(in: zone).enumerated().map { place, line in
      place == 0 ? head(harmless(line), verdict.word) : harmless(line)
    }
    StandardOutput.print(lines.joined(separator: "\n"))
  }

  /// The answer as programs read it.
  static func document(_ verdict: Verdict, reservation: JSON?) -> JSON {
    guard case .object(let members) = JSON(verdict.document), let reservation else { return JSON(verdict.document) }
    return .object(members + [("reservation", reservation)])
  }

  /// The first line, its word in the colour of the answer.
  private func head(_ line: String, _ word: VerdictWord) -> String {
    guard colours, line.hasPrefix(word.rawValue) else { return line }
    return styled(word.rawValue, Theme.fallback.look(Self.role(word))) + line.dropFirst(word.rawValue.count)
  }

  private static func role(_ word: VerdictWord) -> Role {
    switch word {
    case .ok: return .ok
    case .caution: return .warn
    case .no: return .crit
    case .unknown: return .unknown
    }
  }
}
