import OpsDomain

extension WorkLogPane {
  /// The page that is wanted now; nil when none is, or one is being read.
  mutating func nextWish(rows: Int, at now: Timestamp) -> Wish? {
    if let failure, now.since(failure.at) < Self.retryAfter, now >= failure.at { return nil }
    guard reading == nil else { return nil }
    let wish: Wish?
    if !window.isLoaded {
      wish = .newest
    } else if let jump {
      wish = jump
    } else if isStale {
      wish = refreshing
    } else if window.hasOlder, top < max(rows, 1) {
      wish = .older
    } else if window.hasNewer, top + 2 * rows >= totalLines {
      wish = .newer
    } else {
      wish = nil
    }
    jump = nil
    reading = wish
    return wish
  }

  /// Reads what is held again, without moving what is on the screen.
  mutating func readAgain() {
    // Where somebody is going is read all the same; a page beside what is held is not.
    if let reading, jump == nil, reading != .older, reading != .newer { jump = reading }
    reading = nil
    isStale = true
    generation &+= 1
  }

  /// The page that takes the place of all that is held.
  private var refreshing: Wish {
    guard !follows, case .top(let id, _)? = placeOfTop, let place = window.index(of: id) else { return .newest }
    return .again(window.records[place].place)
  }

  /// How long after a failure the page is asked for again.
  private static let retryAfter = Duration.seconds(5)

  /// Asks for the nearest entry that holds the text looked for, among those that are not held.
  mutating func search(_ step: Int) {
    guard detail == nil, window.isLoaded, !soughtText.isEmpty else { return }
    jump = .match(step)
    reading = nil
  }

  /// Asks for the entries around a place, which is then selected.
  mutating func goTo(_ place: EntryPlace) {
    (selected, follows) = (place.id, false)
    if window.index(of: place.id) == nil {
      jump = .around(place)
      reading = nil
      generation &+= 1
    } else {
      landing = .selection
      built = nil
    }
  }

  /// Takes a page that was asked for.
  mutating func take(_ page: EntryPage, for wish: Wish) {
    landing = follows ? nil : placeOfTop
    (reading, failure) = (nil, nil)
    switch wish {
    case .newest, .oldest, .around, .again: isStale = false
    case .match, .older, .newer: break
    }
    switch wish {
    case .newest: window.replace(with: page)
    case .oldest:
      window.replace(with: page)
      landing = nil
      (selected, top, follows) = (page.records.first?.id, 0, false)
    case .around(let place):
      window.replace(with: page)
      landing = .selection
      (selected, follows) = (place.id, false)
    case .again(let place):
      window.replace(with: page)
      if let selected, window.index(of: selected) == nil { self.selected = place.id }
    case .match: landing = nil
    case .older: window.prepend(page)
    case .newer: window.append(page)
    }
  }

  /// Notes that a page could not be read.
  mutating func failed(_ message: String, at now: Timestamp) {
    reading = nil
    failure = (message, now)
  }

  /// Takes entries that were added or changed.
  mutating func merge(_ records: [EntryRecord], roleOf: (HostID) -> RoleID?) {
    landing = follows ? nil : placeOfTop
    window.merge(records, roleOf: roleOf)
    // The entry that is open may be far from those held.
    if let open = detail, let record = records.last(where: { $0.id == open.record.id }) { detail?.record = record }
  }

  /// Puts the marker of what is new after an entry.
  mutating func mark(seen place: EntryPlace?) { marker = place }

  /// The newest entry, when it is in sight at the end of the log.
  func newestSeen(rows: Int) -> EntryPlace? {
    guard detail == nil, window.isLoaded, !window.hasNewer, !filter.isActive, thread == nil else { return nil }
    return top + rows >= totalLines ? window.records.last?.place : nil
  }
}
