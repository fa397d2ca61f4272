import OpsDomain
import OpsScreen

/// What a tab says in place of readings that are not there.
struct HostWaiting {
  /// The sentences; the first says what is, the rest what can be done.
  let lines: [Phrase]

  /// What is known of a host that never gave a sample; nil when it did.
  init?(_ id: HostID, _ state: HostState?, context: DrawContext) {
    guard let state else {
      lines = [
        Phrase("\(id.name) is not in the inventory any more.", .strong),
        Phrase("What was known of it is gone; go back to the fleet.", .quiet),
      ]
      return
    }
    guard state.sample == nil else { return nil }
    lines = Self.words(state, context)
  }

  private static func words(_ state: HostState, _ context: DrawContext) -> [Phrase] {
    let retry = Phrase(":\(Command.recheck.rawValue) asks now.", .quiet)
    if !state.host.status.isWatched {
      return [
        Phrase("Switched off on purpose, so nothing is read.", .strong),
        Phrase("Set its status to working in the inventory to watch it again.", .quiet),
      ]
    }
    for source in state.host.sources {
      switch state.links[source] {
      case .queued:
        let others = context.queuedHosts > 1 ? "behind \(context.queuedHosts - 1) others" : "for its turn"
        return [
          Phrase("Queued \(others) to be dialled by \(source.rawValue).", .strong),
          Phrase("Few hosts are dialled at a time, to spare bastions.", .quiet),
        ]
      case .connecting(let since):
        let time = formatSpan(context.now.since(since))
        return [Phrase("Dialling \(state.host.address) by \(source.rawValue) for \(time)\u{2026}", .strong)]
      case .connected(let since):
        let time = formatSpan(context.now.since(since))
        return [Phrase("Connected by \(source.rawValue) for \(time); waiting for the first answer.", .strong)]
      case .idle, .failed, nil: continue
      }
    }
    guard let (failure, since, _) = state.failure else {
      return [Phrase("Waiting for the first answer.", .strong), retry]
    }
    return [
      Phrase("Never answered: \(failure.kind.words), \(Figures.since(since, context)).", .strong), retry,
    ]
  }

  /// Draws the sentences below each other, a line free above where there is room.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    let top = rect.row + (rect.rows > lines.count + 1 ? 1 : 0)
    for (index, line) in lines.enumerated() where top + index < rect.row + rect.rows {
      canvas.write([line], column: rect.column + 3, row: top + index, limit: rect.columns - 4, gap: 0)
    }
  }
}
