import OpsDomain
import OpsScreen

/// The verdict on what is shown, in the words of the header: "may I deploy?".
struct Headline: Sendable {
  /// The wordings, the fullest first.
  let variants: [[TitleWord]]

  init(_ scope: ScopeVerdict, isKnown: Bool, _ clock: PlanClock, symbols: Symbols) {
    guard isKnown, !scope.parts.isEmpty else {
      variants = []
      return
    }
    let word = scope.word
    let short = TitleWord(text: word.rawValue, role: word.role)
    guard word != .ok else {
      variants = [[TitleWord(text: "OK to update", role: word.role)], [short]]
      return
    }
    let worst = scope.parts.filter { $0.word == word }
    let fine = Self.fine(scope, symbols)
    let briefs = Set(worst.compactMap { $0.reason?.brief { clock.moment($0) } })
    let brief = briefs.count == 1 ? briefs.first.map { $0.isEmpty ? "" : ": \($0)" } ?? "" : ""
    let about = worst.count == scope.parts.count ? "" : " for \(Self.names(worst.compactMap(\.role)))"
    let count = worst.count == scope.parts.count ? "" : " for \(Words.count(worst.count, "role"))"
    func say(_ text: String, _ rest: [TitleWord] = []) -> [TitleWord] { [short, TitleWord(text: text)] + rest }
    var variants: [[TitleWord]] = []
    if worst.count == 1, let reason = worst[0].reason {
      variants += [say(": \(reason.message)", fine), say(": \(reason.message)")]
    }
    variants += [say(about + brief, fine), say(about + brief), say(about, fine), say(count + brief, fine)]
    variants += [say(about), say(count, fine), say(count)]
    self.variants = variants + [[short]]
  }

  /// For how many roles it is OK all the same.
  private static func fine(_ scope: ScopeVerdict, _ symbols: Symbols) -> [TitleWord] {
    let rest = scope.parts.count { $0.word == .ok }
    guard rest > 0 else { return [] }
    return [TitleWord(text: " \(Glyphs(symbols).dot) OK for \(rest) of \(scope.parts.count)", role: .quiet)]
  }

  /// The columns of the tersest wording; 0 where there is nothing to say.
  var least: Int { variants.last.map { width(of: $0) } ?? 0 }

  /// The columns of the tersest wording that says whom it is about, where there is one.
  var leastWithSubject: Int { variants.dropLast().map { width(of: $0) }.min() ?? least }

  /// The fullest wording that fits.
  func words(in columns: Int) -> [TitleWord] { variants.first { width(of: $0) <= columns } ?? [] }

  /// Names of roles, without their services where they have the same one.
  private static func names(_ roles: [RoleID]) -> String {
    let isOne = Set(roles.map(\.service)).count == 1
    return roles.map { isOne ? $0.role : $0.description }.joined(separator: ", ")
  }
}

extension VerdictWord {
  /// The role in which it is written: what is well is quiet.
  var role: Role {
    switch self {
    case .ok: return .ok
    case .caution: return .warn
    case .no: return .crit
    case .unknown: return .unknown
    }
  }
}

extension VerdictSeverity {
  /// The sign of a reason, one column.
  func sign(_ symbols: Symbols) -> String {
    switch self {
    case .info: return Glyphs(symbols).dot
    case .warn: return Standing.warn.sign(symbols)
    case .unknown: return Standing.failing.sign(symbols)
    case .block: return Standing.crit.sign(symbols)
    }
  }

  /// The role of its sign.
  var role: Role {
    switch self {
    case .info: return .quiet
    case .warn: return .warn
    case .unknown: return .unknown
    case .block: return .crit
    }
  }
}
