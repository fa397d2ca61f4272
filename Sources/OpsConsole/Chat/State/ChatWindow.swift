import OpsDomain

/// A part of a conversation that is held in memory: neighbouring lines in their order, never more than the limit and a
/// little.
struct ChatWindow: Sendable {
  /// The lines, oldest first.
  private(set) var lines: [ChatLine] = []
  /// Whether there may be older ones than those held.
  var hasOlder = true
  /// How many newer ones came that are not held, since one looks at old ones.
  private(set) var newerCount = 0
  /// Whether lines have come from the store.
  var isLoaded = false
  /// Whether the lines were put away by hand; scrolling up brings them back.
  private(set) var isCleared = false
  /// Counts every change, so that what follows from the lines can be computed anew.
  private(set) var version = 0

  /// The most lines held.
  static let limit = 1_000
  /// How many more may gather before the oldest are dropped, so that they are not moved for every line.
  static let slack = 250

  /// Whether there are newer lines than those held.
  var hasNewer: Bool { newerCount > 0 }

  /// The place of a line among those held.
  func index(of id: Int64) -> Int? { lines.lastIndex { $0.id == id } }
}

extension ChatWindow {
  /// Takes lines that the store had up to now; what came since stays.
  mutating func replace(with stored: [ChatLine], hasOlder: Bool) {
    let stored = Self.inOrder(stored)
    let end = stored.last?.place
    let since = hasNewer ? [] : lines.filter { line in end.map { line.place > $0 } ?? true }
    lines = stored + since
    (self.hasOlder, isLoaded, newerCount) = (hasOlder, true, 0)
    dropOldest(to: Self.limit)
    version &+= 1
  }

  /// Takes lines around an old one, which are not the newest.
  mutating func jump(to stored: [ChatLine]) {
    lines = Array(Self.inOrder(stored).suffix(Self.limit))
    (hasOlder, isLoaded, newerCount) = (true, true, max(newerCount, 1))
    isCleared = false
    version &+= 1
  }

  /// Takes lines that were added: at the end, or where their time says.
  ///
  /// While old lines are looked at, the newest are only counted once there is no room for them.
  mutating func add(_ new: [ChatLine], keepsOldest: Bool) {
    guard let first = new.first else { return }
    version &+= 1
    if let last = lines.last?.place, first.place <= last || !Self.isInOrder(new) { return merge(new, keepsOldest) }
    guard Self.isInOrder(new) else { return merge(new, keepsOldest) }
    append(new, keepsOldest)
  }

  private mutating func append(_ new: [ChatLine], _ keepsOldest: Bool) {
    if hasNewer || (keepsOldest && lines.count + new.count > Self.limit + Self.slack) {
      newerCount &+= new.count
    } else if new.count >= Self.limit {
      hasOlder = hasOlder || !lines.isEmpty || new.count > Self.limit
      lines = Array(new.suffix(Self.limit))
    } else {
      lines += new
      if lines.count > Self.limit + Self.slack { dropOldest(to: Self.limit) }
    }
  }

  /// Takes lines some of which belong between those held.
  private mutating func merge(_ new: [ChatLine], _ keepsOldest: Bool) {
    let new = Self.inOrder(new)
    // What lies before the oldest held is in the store, and read from there when one scrolls to it.
    let start = hasOlder && isLoaded ? lines.first?.place : nil
    let end = lines.last?.place
    let within = new.filter { line in
      (start.map { line.place > $0 } ?? true) && (end.map { line.place <= $0 } ?? true)
    }
    let after = new.filter { line in end.map { line.place > $0 } ?? false }
    if !within.isEmpty {
      lines = Self.merged(lines, within)
      if lines.count > Self.limit + Self.slack {
        if keepsOldest { dropNewest(to: Self.limit) } else { dropOldest(to: Self.limit) }
      }
    }
    if !after.isEmpty { append(after, keepsOldest) }
  }

  /// Takes lines before the oldest held; the newest give way when there are too many, or the oldest of these where the
  /// newest are to be kept.
  mutating func prepend(_ older: [ChatLine], hasOlder: Bool, keepsNewest: Bool = false) {
    let start = lines.first?.place
    lines = Self.inOrder(older).filter { line in start.map { line.place < $0 } ?? true } + lines
    self.hasOlder = hasOlder
    if keepsNewest { dropOldest(to: Self.limit) } else { dropNewest(to: Self.limit) }
    version &+= 1
  }

  /// Takes lines after the newest held; the oldest give way when there are too many.
  mutating func append(newer: [ChatLine], hasNewer: Bool) {
    let end = lines.last?.place
    lines += Self.inOrder(newer).filter { line in end.map { line.place > $0 } ?? true }
    newerCount = hasNewer ? max(newerCount, 1) : 0
    dropOldest(to: Self.limit)
    version &+= 1
  }

  /// Takes what became of lines, by their numbers; a gap that was filled goes.
  mutating func update(_ changed: [ChatLine]) {
    let byNumber = Dictionary(changed.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    var hasMoved = false
    for place in lines.indices {
      guard let new = byNumber[lines[place].id] else { continue }
      if new.at != lines[place].at { hasMoved = true }
      lines[place] = new
    }
    if hasMoved { lines = Self.inOrder(lines) }
    if changed.contains(where: \.isFilledGap) { lines.removeAll(where: \.isFilledGap) }
    version &+= 1
  }

  /// Forgets a line.
  mutating func remove(_ id: Int64) {
    guard let place = index(of: id) else { return }
    lines.remove(at: place)
    version &+= 1
  }

  private mutating func dropOldest(to count: Int) {
    guard lines.count > count else { return }
    lines.removeFirst(lines.count - count)
    hasOlder = true
  }

  private mutating func dropNewest(to count: Int) {
    guard lines.count > count else { return }
    newerCount &+= lines.count - count
    lines.removeLast(lines.count - count)
  }

  private static func isInOrder(_ lines: [ChatLine]) -> Bool {
    zip(lines, lines.dropFirst()).allSatisfy { $0.place < $1.place }
  }

  private static func inOrder(_ lines: [ChatLine]) -> [ChatLine] {
    isInOrder(lines) ? lines : lines.sorted { $0.place < $1.place }
  }

  /// Two parts in order as one; what is in both is taken once.
  private static func merged(_ held: [ChatLine], _ new: [ChatLine]) -> [ChatLine] {
    var merged: [ChatLine] = []
    merged.reserveCapacity(held.count + new.count)
    var rest = new[...]
    for line in held {
      while let next = rest.first, next.place < line.place { merged.append(rest.removeFirst()) }
      if let next = rest.first, next.place == line.place { rest.removeFirst() }
      merged.append(line)
    }
    return merged + rest
  }
}

extension ChatWindow {
  /// Forgets what is held without reading it again until it is asked for.
  mutating func clear() {
    self = ChatWindow()
    (isLoaded, hasOlder, isCleared) = (true, false, true)
  }
}

extension ChatLine {
  /// Whether it said that something is missing which has come since.
  fileprivate var isFilledGap: Bool { kind == .gap && (until.map { $0 <= at } ?? false) }
}
