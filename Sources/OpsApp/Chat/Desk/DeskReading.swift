import OpsConsole
import OpsDomain
import OpsIRC

extension ChatDesk {
  /// How long the server may take to give older lines.
  static let fetchPatience = Duration.seconds(8)
  /// How long after a failure a conversation that is shown is read again.
  static let rereadPause = Duration.seconds(5)

  /// Tells the newest lines of a conversation.
  func show(_ buffer: BufferID) async {
    let (lines, isWhole) = await means.keeper.lines(of: buffer, before: nil, limit: Self.historyLines)
    if !isWhole {
      showLater(buffer)
      // What is in memory is shown meanwhile; with nothing there, it would look as if nothing was ever said.
      guard !lines.isEmpty, partlyShown.insert(buffer).inserted else { return }
    }
    if isWhole { partlyShown.remove(buffer) }
    let orphans = lines.filter { $0.delivery == .pending && own[$0.id] == nil }.map { line in
      var line = line
      line.delivery = .failed("the console ended before the server took it")
      return line
    }
    if !orphans.isEmpty { await means.keeper.update(orphans, in: buffer) }
    let mended = Dictionary(orphans.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    // What failed in an earlier run may still turn out to have arrived.
    for line in lines.map({ mended[$0.id] ?? $0 }) where line.isFailed && own[line.id] == nil {
      keepOwn(line, in: buffer)
    }
    if isWhole { gaps[buffer] = lines.filter { $0.kind == .gap && !$0.isClosedGap }.suffix(Self.gapsMax) }
    tell(.history(buffer, lines.map { mended[$0.id] ?? $0 }.filter { !$0.isClosedGap }))
    flush()
  }

  /// What cannot be read now is there all the same: nothing is told until it can be.
  private func showLater(_ buffer: BufferID) {
    guard toShow.insert(buffer).inserted, toShow.count == 1 else { return }
    Task {
      try? await Task.sleep(for: Self.rereadPause)
      let waiting = toShow
      toShow = []
      for buffer in waiting where stored[buffer]?.isOpen == true { perform(.show(buffer)) }
    }
  }

  /// Looks for lines before a place: in the store, then on the server.
  func older(_ buffer: BufferID, _ question: OlderQuestion) {
    let keeper = means.keeper
    Task {
      let (lines, isWhole) = await keeper.lines(of: buffer, before: question.before, limit: question.limit)
      guard isWhole else { return answer(nil, question.ticket) }
      if lines.count >= question.limit { return tellOlder(lines, buffer, question) }
      fetch(buffer, question, oldest: lines.first)
    }
  }

  private func tellOlder(_ lines: [ChatLine], _ buffer: BufferID, _ question: OlderQuestion) {
    tell(.older(buffer, lines.filter { !$0.isClosedGap }, ticket: question.ticket))
    flush()
  }

  private func fetch(_ buffer: BufferID, _ question: OlderQuestion, oldest: ChatLine?) {
    fetches[buffer, default: []].append(question)
    let title = facts[buffer]?.title ?? stored[buffer]?.title ?? buffer.target
    let moment = (oldest?.at ?? question.before.at).milliseconds
    let isOnline = statuses[buffer.network]?.isOnline ?? false
    guard isOnline, !buffer.target.isEmpty, let link = links[buffer.network] else {
      Task { await fetched(buffer, nil) }
      return
    }
    link.perform(
      .older(title, before: moment, messageID: oldest?.messageID, limit: max(question.limit, 50)))
    Task {
      try? await Task.sleep(for: Self.fetchPatience)
      await fetched(buffer, nil)
    }
  }

  /// The server has given what it has, or does not answer.
  func fetched(_ buffer: BufferID, _ problem: String?) async {
    let questions = fetches.removeValue(forKey: buffer) ?? []
    for question in questions {
      let (lines, isWhole) = await means.keeper.lines(of: buffer, before: question.before, limit: question.limit)
      if isWhole { tellOlder(lines, buffer, question) } else { answer(nil, question.ticket) }
    }
    if let problem, !questions.isEmpty {
      await note("older lines could not be fetched: \(problem)", .error, in: buffer)
    }
  }

  /// Looks for lines after a place in the store.
  func newer(_ buffer: BufferID, _ place: ChatPlace, _ limit: Int, _ ticket: Int) {
    let keeper = means.keeper
    Task {
      let lines = await keeper.attempt { store throws(StoreFailure) in
        try await store.lines(of: buffer, after: place, limit: limit)
      }
      answer(lines.map { .newer(buffer, $0.filter { !$0.isClosedGap }, ticket: ticket) }, ticket)
    }
  }

  /// Looks for a text in all that is stored; before a place where it is given.
  func search(_ text: String, _ buffer: BufferID?, before place: ChatPlace?, _ limit: Int, _ ticket: Int) {
    let keeper = means.keeper
    Task {
      let hits = await keeper.attempt { store throws(StoreFailure) in
        try await store.search(text, in: buffer, before: place, limit: limit)
      }
      answer(hits.map { .found($0, ticket: ticket) }, ticket)
    }
  }

  private func answer(_ news: ChatNews?, _ ticket: Int) {
    tell(news ?? .failed("the store of conversations cannot be read", ticket: ticket))
    flush()
  }
}

// MARK: Gaps

extension ChatDesk {
  /// What was said between two moments is missing: a line says so, one for holes that follow each other.
  func gap(in buffer: BufferID, from: Timestamp, until: Timestamp?) async {
    if var known = gaps[buffer]?.last, known.at == from {
      known.until = until
      return await changeGap(known, in: buffer)
    }
    var line = ChatLine(.gap, at: from, text: "")
    line.until = until
    let kept = await means.keeper.append([line], to: buffer)
    gaps[buffer] = ((gaps[buffer] ?? []) + kept).suffix(Self.gapsMax)
    if !kept.isEmpty { tell(.lines(buffer, kept)) }
  }

  /// What was said between two moments is here now: the lines that said otherwise shrink or go.
  func filled(_ buffer: BufferID, from: Timestamp, until: Timestamp) async {
    for var known in gaps[buffer] ?? [] {
      guard let end = known.until, until >= end, from < end else { continue }
      known.until = max(known.at, from)
      await changeGap(known, in: buffer)
    }
  }

  /// The most gaps of a conversation that may still shrink.
  private static let gapsMax = 8

  private func changeGap(_ gap: ChatLine, in buffer: BufferID) async {
    gaps[buffer] = (gaps[buffer] ?? []).compactMap { $0.id != gap.id ? $0 : gap.isClosedGap ? nil : gap }
    await means.keeper.update([gap], in: buffer)
    tell(.updated(buffer, [gap]))
  }
}

extension ChatLine {
  /// Whether it is an own line that the network has not taken, as far as is known.
  fileprivate var isFailed: Bool {
    if case .failed? = delivery { true } else { false }
  }

  /// Whether it tells of a hole that was filled meanwhile: it is shown no more.
  var isClosedGap: Bool { kind == .gap && (until.map { $0 <= at } ?? false) }
}
