import OpsDomain
import OpsScreen

/// Makes the lines of sheets.
struct SheetMaker {
  let snapshot: VerdictSnapshot
  let actor: String
  let symbols: Symbols
  /// The columns that a sheet has.
  let columns: Int
  let clock: PlanClock

  /// A sheet anew, as things are now.
  func make(_ matter: Sheet.Matter) -> Sheet {
    var sheet = Sheet(matter)
    switch matter {
    case .verdict(let subject, let action): fill(&sheet, subject, action)
    case .whatIf(let hosts): fill(&sheet, whatIf: hosts)
    case .next(let roles, let action): fill(&sheet, next: roles, action)
    }
    return sheet
  }

  private func sign(_ severity: VerdictSeverity) -> TitleWord {
    TitleWord(text: severity.sign(symbols), role: severity.role)
  }

  // MARK: the verdict

  private func fill(_ sheet: inout Sheet, _ subject: VerdictSubject, _ action: VerdictAction) {
    let question = VerdictQuestion(subject, action: action, at: snapshot.now, actor: actor)
    let verdict = Verdict(question, snapshot)
    let length = formatSpan(question.duration)
    sheet.title = [
      TitleWord(text: verdict.word.rawValue, role: verdict.word.role),
      TitleWord(text: "  \(action.rawValue) ", role: .text), TitleWord(text: subject.shown, role: .title),
      TitleWord(text: "\(manner(verdict)), now for \(length)", role: .hint),
    ]
    for reason in verdict.reasons { sheet.lines += lines(of: reason) }
    if verdict.reasons.isEmpty {
      sheet.lines.append(Sheet.Line(sign: sign(.info), words: [TitleWord(text: "nothing speaks against it")]))
    }
    if let earliest = verdict.earliest {
      let text = "earliest OK: \(clock.moment(earliest)), \(clock.distance(to: earliest))"
      sheet.lines.append(Sheet.Line(words: [TitleWord(text: text, role: .strong)]))
    }
  }

  private func manner(_ verdict: Verdict) -> String {
    guard verdict.hosts.count > 1 || verdict.question.subject.isOneByOne else { return "" }
    let how = verdict.question.subject.isOneByOne ? "one at a time" : "at once"
    return ", \(Words.count(verdict.hosts.count, "host")) \(how)"
  }

  private func lines(of reason: VerdictReason) -> [Sheet.Line] {
    let isInfo = reason.severity == .info
    let note = columns >= 90 ? reason.code.rawValue : ""
    var lines = Sheet.wrapped(
      reason.message, sign: sign(reason.severity), role: isInfo ? .quiet : .text, note: note,
      lead: .source(reason.source), columns: columns)
    let evidence = evidenceText(reason)
    if !evidence.isEmpty {
      lines.append(Sheet.Line(words: [TitleWord(text: evidence, role: .quiet)], isContinued: true))
    }
    return lines
  }

  /// What a reason rests on besides what its sentence says, in a line: `keep 22 · left 21 · sound 22 · total 24`.
  private func evidenceText(_ reason: VerdictReason) -> String {
    let separator = " \(Glyphs(symbols).dot) "
    return Self.evidenceNames.compactMap { key, name in
      switch reason.evidence[key] {
      case .text(let text): return "\(name) \(text)"
      case .whole(0): return nil
      case .whole(let number): return "\(name) \(number)"
      case .number(let number): return "\(name) \(formatLimit(number))"
      case .moment(let moment): return "\(name) \(clock.moment(moment))"
      case .texts(let texts): return texts.count > 1 ? "\(name) \(NodeSet.fold(texts))" : nil
      case nil: return nil
      }
    }.joined(separator: separator)
  }

  /// The evidence that is worth a line, in its order, with its words; the rest stands in the sentence.
  private static let evidenceNames = [
    ("keep", "keep"), ("sound", "sound"), ("inHand", "in hand"), ("notRead", "not read"), ("left", "left"),
    ("total", "of"), ("limit", "limit"), ("lastReading", "last reading"), ("from", "from"), ("since", "since"),
    ("begun", "begun"), ("leaseExpires", "lease until"), ("hosts", "hosts"), ("roles", "roles"),
    ("acknowledged", "acknowledged"), ("measuredAt", "measured at"),
  ]

  // MARK: what if

  private func fill(_ sheet: inout Sheet, whatIf hosts: [HostID]) {
    let whatIf = snapshot.fleet.whatIf(without: Set(hosts), at: snapshot.now)
    let broken = whatIf.losses.count(where: \.breaksKeep)
    let heavy = whatIf.losses.count { !$0.breaksKeep && $0.overloads }
    var words: [TitleWord] = []
    if broken > 0 { words.append(TitleWord(text: "breaks keep of \(Words.count(broken, "role"))", role: .crit)) }
    if heavy > 0 {
      words.append(
        TitleWord(text: (broken > 0 ? ", " : "") + "too much load for \(Words.count(heavy, "role"))", role: .warn))
    }
    if words.isEmpty {
      words = [TitleWord(text: whatIf.isHarmless ? "no harm" : "not known", role: whatIf.isHarmless ? .ok : .unknown)]
    }
    sheet.title =
      [
        TitleWord(text: "What if ", role: .title), TitleWord(text: NodeSet.fold(hosts.map(\.name)), role: .strong),
        TitleWord(text: hosts.count == 1 ? " goes: " : " go: ", role: .title),
      ] + words
    for loss in whatIf.losses.sorted(by: isWorse) {
      let severity: VerdictSeverity =
        loss.breaksKeep ? .block : loss.overloads ? .warn : loss.isUnsure ? .unknown : .info
      sheet.lines += Sheet.wrapped(
        loss.sentence, sign: sign(severity), lead: .source(.role(loss.id)), columns: columns)
      for part in loss.before.parts where part.contains("parent") {
        sheet.lines.append(Sheet.Line(words: [TitleWord(text: part, role: .quiet)], isContinued: true))
      }
    }
    for host in whatIf.withoutRole {
      sheet.lines.append(
        Sheet.Line(
          sign: sign(.info), words: [TitleWord(text: "\(host) plays no role", role: .quiet)],
          lead: .source(.host(host))))
    }
    if !whatIf.unknown.isEmpty {
      let names = NodeSet.fold(whatIf.unknown.map(\.name))
      sheet.lines += Sheet.wrapped(
        "not in the inventory: \(names)", sign: sign(.unknown), lead: nil, columns: columns)
    }
  }

  /// The worst first; of equals in the inventory's order, as they come.
  private func isWorse(_ left: WhatIf.Loss, _ right: WhatIf.Loss) -> Bool {
    func rank(_ loss: WhatIf.Loss) -> Int { loss.breaksKeep ? 0 : loss.isUnsure ? 1 : loss.overloads ? 2 : 3 }
    return rank(left) < rank(right)
  }

  // MARK: who can go next

  private func fill(_ sheet: inout Sheet, next roles: [RoleID], _ action: VerdictAction) {
    let sets = snapshot.nextSets(of: roles, action: action, actor: actor)
    let count = sets.reduce(0) { $0 + $1.hosts.count }
    sheet.title = [
      TitleWord(text: "Who can go next ", role: .title),
      TitleWord(text: "of \(roles.map(\.description).joined(separator: ", ")): ", role: .title),
      TitleWord(
        text: count == 0 ? "nobody" : Words.count(count, "host"),
        role: count > 0 ? .ok : (sets.contains(where: \.isUnknown) ? VerdictWord.unknown : .no).role),
      TitleWord(text: " to \(action.rawValue)", role: .hint),
    ]
    for set in sets { sheet.lines += lines(of: set) }
  }

  private func lines(of set: NextSet) -> [Sheet.Line] {
    let severity: VerdictSeverity =
      set.isUnknown ? .unknown : set.hosts.isEmpty ? .block : set.verdict?.word == .caution ? .warn : .info
    let lead = set.hosts.isEmpty ? Sheet.Lead.source(.role(set.role)) : .mark(set.hosts)
    var lines = Sheet.wrapped(
      set.sentence, sign: sign(severity), role: .strong, note: set.hosts.isEmpty ? "" : "Enter marks them",
      lead: lead, columns: columns)
    for host in set.hosts { lines.append(line(of: host)) }
    for reason in set.verdict?.reasons ?? [] where reason.severity == .warn {
      lines += Sheet.wrapped(
        reason.message, sign: sign(.warn), lead: .source(reason.source), columns: columns)
    }
    for host in set.leftOut {
      lines += Sheet.wrapped(
        "\(host.host) left out: \(host.reason)", sign: TitleWord(text: " "), role: .quiet,
        lead: .source(.host(host.host)), columns: columns)
    }
    return lines
  }

  private func line(of id: HostID) -> Sheet.Line {
    let state = snapshot.fleet[id]
    var words = [TitleWord(text: fit(id.name, columns: 18), role: .text)]
    if let state {
      let standing = Standing(state)
      words.append(
        TitleWord(text: "  \(standing.sign(symbols)) \(fit(standing.word, columns: 8))", role: standing.role))
      words.append(TitleWord(text: "  \(Words.load(state.vitals?.loadPerCore))/core", role: .quiet))
      if let parent = state.host.parent { words.append(TitleWord(text: "  on \(parent)", role: .quiet)) }
    }
    return Sheet.Line(words: words, lead: .source(.host(id)))
  }
}

extension VerdictSubject {
  /// Its name as titles show it.
  fileprivate var shown: String { name }
}
