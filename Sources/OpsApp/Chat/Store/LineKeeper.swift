import OpsDomain

/// The store of conversations as the chat uses it: when it fails or hangs, lines are kept in memory, the trouble is told,
/// and what was kept is stored when it works again.
actor LineKeeper {
  /// How long one call may take before it counts as hanging.
  static let patience = Duration.seconds(3)
  /// How long a store that failed is left alone, in milliseconds.
  static let pause: Int64 = 2_000
  /// How long a call that does not answer keeps others from trying, in milliseconds.
  static let hangMax: Int64 = 30_000
  /// The most lines kept in memory; the oldest give way.
  static let unsavedMax = 5_000
  /// Where the numbers of lines in memory begin: above all that a store gives.
  static let firstNumber: Int64 = 1 << 52

  /// How the keeper reaches the outside.
  struct Means: Sendable {
    /// Opens the store.
    var open: @Sendable () async throws(StoreFailure) -> any ChatStore
    /// Tells why lines cannot be stored; nil: all is well again.
    var tell: @Sendable (String?) -> Void
    /// Milliseconds of a clock that never goes back.
    var now: @Sendable () -> Int64 = { BootClock.milliseconds }
    /// How long one call may take.
    var patience = LineKeeper.patience
  }
  private struct Unsaved {
    var buffer: BufferID
    var line: ChatLine
  }

  private let means: Means
  private var store: (any ChatStore)?
  private var trouble: String?
  private var retryAt: Int64 = .min
  /// Until when a call that takes too long is waited for by no other; nil: none does.
  private var hangsUntil: Int64?
  private var unsaved: [Unsaved] = []
  private var nextNumber = firstNumber
  /// The numbers in the store of lines that were in memory first.
  private var numbers: [Int64: Int64] = [:]

  init(_ means: Means) { self.means = means }

  /// Keeps lines and returns those that are new, with their numbers.
  func append(_ lines: [ChatLine], to buffer: BufferID) async -> [ChatLine] {
    await saveUnsaved()
    if let stored = await attempt({ store throws(StoreFailure) in try await store.append(lines, to: buffer) }) {
      return stored
    }
    return lines.map { remember($0, in: buffer) }
  }

  /// Changes lines by their numbers.
  func update(_ lines: [ChatLine], in buffer: BufferID) async {
    let known = Set(unsaved.map(\.line.id))
    for line in lines where known.contains(line.id) {
      if let place = unsaved.firstIndex(where: { $0.line.id == line.id }) { unsaved[place].line = line }
    }
    let stored = lines.filter { !known.contains($0.id) }.map { line in
      var line = line
      line.id = numbers[line.id] ?? line.id
      return line
    }
    guard !stored.isEmpty else { return }
    _ = await attempt { store throws(StoreFailure) in try await store.update(stored, in: buffer) }
  }

  /// The newest lines before a place, or of all, and whether they are whole: when the store cannot be read, they are
  /// those in memory.
  func lines(of buffer: BufferID, before place: ChatPlace?, limit: Int) async -> (lines: [ChatLine], isWhole: Bool) {
    let stored = await attempt { store throws(StoreFailure) in
      try await store.lines(of: buffer, before: place, limit: limit)
    }
    let mine = unsaved.filter { $0.buffer == buffer && (place == nil || $0.line.place < place ?? $0.line.place) }
    guard !mine.isEmpty else { return (stored ?? [], stored != nil) }
    let all = ((stored ?? []) + mine.map(\.line)).sorted { $0.place < $1.place }
    return (all.suffix(limit), stored != nil)
  }

  /// A line by its number; nil where there is none, or the store cannot be read.
  func line(_ number: Int64, of buffer: BufferID) async -> ChatLine? {
    if let mine = unsaved.first(where: { $0.line.id == number && $0.buffer == buffer }) { return mine.line }
    let known = numbers[number] ?? number
    var line = await attempt { store throws(StoreFailure) in try await store.line(known, of: buffer) }.flatMap { $0 }
    // Outside it is known by the number that it was told with.
    line?.id = number
    return line
  }

  /// Does something else with the store; nil when it cannot be used.
  func attempt<Value: Sendable>(
    _ work: @escaping @Sendable (any ChatStore) async throws(StoreFailure) -> Value
  ) async -> Value? {
    guard means.now() >= max(retryAt, hangsUntil ?? .min) else { return nil }
    let (known, open) = (store, means.open)
    let outcome = await answer(within: means.patience) { [weak self] in
      let outcome: Result<(any ChatStore, Value), StoreFailure>
      do throws(StoreFailure) {
        var opened = known
        if opened == nil { opened = try await open() }
        guard let opened else { throw StoreFailure(.unreachable, "the store of conversations is not open") }
        outcome = .success((opened, try await work(opened)))
      } catch {
        outcome = .failure(error)
      }
      await self?.answered()
      return outcome
    }
    return take(outcome)
  }

  /// Does something that may take as long as it wants, beside all else; what becomes of it is of no interest.
  func upkeep(_ work: @escaping @Sendable (any ChatStore) async throws(StoreFailure) -> Void) {
    guard let store, means.now() >= max(retryAt, hangsUntil ?? .min) else { return }
    Task { try? await work(store) }
  }

  private func take<Value>(_ outcome: Result<(any ChatStore, Value), StoreFailure>?) -> Value? {
    switch outcome {
    case nil:
      hangsUntil = means.now() &+ Self.hangMax
      fail("the store of conversations does not answer")
    case .failure(let failure)?: fail(failure.message)
    case .success(let (opened, value))?:
      store = opened
      if trouble != nil {
        trouble = nil
        means.tell(nil)
      }
      return value
    }
    return nil
  }

  private func answered() { hangsUntil = nil }

  private func fail(_ words: String) {
    retryAt = means.now() &+ Self.pause
    guard trouble != words else { return }
    trouble = words
    means.tell(words)
  }

  private func remember(_ line: ChatLine, in buffer: BufferID) -> ChatLine {
    var line = line
    line.id = nextNumber
    nextNumber &+= 1
    if unsaved.count >= Self.unsavedMax { unsaved.removeFirst(Self.unsavedMax / 10) }
    unsaved.append(Unsaved(buffer: buffer, line: line))
    return line
  }

  /// Stores what was kept in memory, in its order, one conversation after the other.
  private func saveUnsaved() async {
    while let buffer = unsaved.first?.buffer {
      let run = unsaved.prefix { $0.buffer == buffer }.map(\.line)
      let stored = await attempt { store throws(StoreFailure) in try await store.append(run, to: buffer) }
      guard let stored else { return }
      if stored.count == run.count {
        for (old, new) in zip(run, stored) where numbers.count < Self.unsavedMax { numbers[old.id] = new.id }
      }
      unsaved.removeFirst(min(run.count, unsaved.count))
    }
  }
}
