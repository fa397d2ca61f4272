import OpsDomain

extension ChatRows {
  /// Where it is scrolled to after moving by so many rows: up, to older ones, or down with a negative number.
  ///
  /// Stops where the oldest line that is held stands at the top, and at the newest.
  func moved(_ scroll: ChatScroll, by rows: Int, window: Int) -> ChatScroll {
    guard !lines.isEmpty, window > 0 else { return .newest }
    guard rows > 0 else { return lowered(scroll, by: 0 &- max(rows, -100_000)) }
    let seen = view(scroll, rows: window &+ min(rows, 100_000))
    return self.scroll(to: seen.rows, window)
  }

  /// The scroll at which the first of these rows are in the window.
  private func scroll(to rows: [ChatRow], _ window: Int) -> ChatScroll {
    guard let bottom = rows.prefix(window).last else { return .newest }
    return isEnd(bottom.place, bottom.below) ? .newest : .at(bottom.place, hidden: bottom.below)
  }

  /// Moves down.
  private func lowered(_ scroll: ChatScroll, by rows: Int) -> ChatScroll {
    guard case .at(let place, let hidden) = scroll else { return .newest }
    var group = self.group(containing: index(at: place))
    var left = rows
    var below = min(max(hidden, 0), max(self.rows(of: group).count - 1, 0))
    while left > below {
      guard group.upperBound < lines.count else { return .newest }
      left -= below + 1
      group = self.group(containing: group.upperBound)
      below = max(self.rows(of: group).count - 1, 0)
    }
    let last = lines[group.upperBound - 1].place
    return isEnd(last, below - left) ? .newest : .at(last, hidden: below - left)
  }

  private func isEnd(_ place: ChatPlace, _ hidden: Int) -> Bool { hidden == 0 && place >= lines[lines.count - 1].place }

  /// Where it must be scrolled to, moving no more than needed, so that a line is whole in sight.
  func revealing(_ line: Int64, from scroll: ChatScroll, window: Int) -> ChatScroll {
    guard window > 0, let index = lines.lastIndex(where: { $0.id == line }) else { return scroll }
    let group = self.group(containing: index)
    let place = lines[group.upperBound - 1].place
    let count = rows(of: group).count
    let shown = view(scroll, rows: window).rows.filter { $0.place == place }
    if shown.count == count || shown.count >= window { return scroll }
    let bottom = ChatScroll.at(place, hidden: max(count - window, 0))
    // Above the window, or cut at its top: it comes to the top. Below: to the bottom.
    let isAbove = shown.isEmpty ? isAbove(place, scroll) : shown.last?.below == 0
    guard isAbove else { return isEnd(place, 0) ? .newest : .at(place, hidden: 0) }
    return lowered(bottom, by: max(window - count, 0))
  }

  private func isAbove(_ place: ChatPlace, _ scroll: ChatScroll) -> Bool {
    guard case .at(let bottom, _) = scroll else { return true }
    return place < bottom
  }
}
