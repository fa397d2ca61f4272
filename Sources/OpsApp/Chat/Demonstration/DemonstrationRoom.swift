import OpsCollectors
import OpsConsole
import OpsDomain

/// The network of the demonstration as one console sees it.
actor DemonstrationRoom {
  /// How many lines a conversation begins with.
  private static let shownLines = 300
  /// After what time an own line is delivered, in milliseconds.
  private static let delivery: Int64 = 400
  /// After what time somebody answers, in milliseconds.
  private static let answering: Int64 = 3000
  /// The most lines that wait for their delivery or to be said.
  private static let waitingLimit = 200

  let demonstration: ChatDemonstration
  private let store: any ChatStore
  private let clock: @Sendable () -> Timestamp
  let tell: @Sendable (ChatNews) -> Void

  var status: NetworkStatus
  /// Where the last command was typed.
  var typedIn: BufferID?
  var facts: [BufferID: BufferFacts] = [:]
  private var shownMembers: BufferID?
  /// Until when what people say has been told.
  private var heardUntil: Timestamp
  /// Own lines that are on their way.
  private var pending: [(buffer: BufferID, line: ChatLine)] = []
  /// Own lines that the person has forgotten.
  private var forgotten: Set<Int64> = []
  /// Lines that are said at a later moment.
  private var answers: [(buffer: BufferID, line: ChatLine)] = []

  init(
    _ demonstration: ChatDemonstration, store: any ChatStore, clock: @escaping @Sendable () -> Timestamp,
    tell: @escaping @Sendable (ChatNews) -> Void
  ) {
    self.demonstration = demonstration
    self.store = store
    self.clock = clock
    self.tell = tell
    status = NetworkStatus(.offline, nick: demonstration.nick)
    heardUntil = demonstration.world.start
  }

  /// Now.
  var now: Timestamp { clock() }

  /// Tells what is there at the beginning.
  func open() async {
    for (buffer, line) in demonstration.past() { _ = try? await store.append([line], to: buffer) }
    var stored = demonstration.buffers
    for index in stored.indices {
      stored[index].seen = await seen(stored[index])
      try? await store.remember(stored[index])
    }
    tell(.opened([ChatDemonstration.network], stored))
    status.account = demonstration.nick
    status.isSecure = true
    status.lag = .milliseconds(24)
    changeStatus(.online(since: now))
    for buffer in stored {
      facts[buffer.id] = demonstration.facts(buffer)
      tellFacts(buffer.id)
      await show(buffer.id)
    }
  }

  /// What was said in the last quarter of an hour was not read yet.
  private func seen(_ buffer: StoredBuffer) async -> ChatPlace? {
    let lines = (try? await store.lines(of: buffer.id, before: nil, limit: Self.shownLines)) ?? []
    return lines.last { $0.at < demonstration.world.start - .seconds(780) }?.place
  }

  /// Does what the console asks.
  func perform(_ effect: ChatEffect) async {
    switch effect {
    case .say(let buffer, let texts, let saying): await say(texts, in: buffer, saying)
    case .resend(let buffer, let id): await resend(id, in: buffer)
    case .discard(_, let id): forget(id)
    case .command(let buffer, let command): await perform(command, typedIn: buffer)
    case .open(_, let target): await open(target)
    case .close(let buffer): await close(buffer)
    case .show(let buffer): await show(buffer)
    case .members(let buffer):
      shownMembers = buffer
      tellMembers()
    case .older(let buffer, let place, let limit, let ticket):
      await answer(ticket) { store throws(StoreFailure) in
        .older(buffer, known(try await store.lines(of: buffer, before: place, limit: limit)), ticket: ticket)
      }
    case .newer(let buffer, let place, let limit, let ticket):
      await answer(ticket) { store throws(StoreFailure) in
        .newer(buffer, known(try await store.lines(of: buffer, after: place, limit: limit)), ticket: ticket)
      }
    case .search(let text, let buffer, let place, let limit, let ticket):
      await answer(ticket) { store throws(StoreFailure) in
        .found(try await store.search(text, in: buffer, before: place, limit: limit), ticket: ticket)
      }
    case .seen(let buffer, let place): await remember(buffer) { $0.seen = place }
    case .connect(_, let isWanted): await connect(isWanted)
    case .linked(let buffer, let id, let entry): await change(id, in: buffer) { $0.entry = entry }
    case .ring: break
    }
  }

  /// Tells what is due: deliveries, answers, and what people say.
  func tick() async {
    let now = now
    guard status.isOnline else { return }
    let delivered = pending.filter { $0.line.at.milliseconds &+ Self.delivery <= now.milliseconds }
    pending.removeAll { $0.line.at.milliseconds &+ Self.delivery <= now.milliseconds }
    for (buffer, line) in delivered { await change(line.id, in: buffer) { $0.delivery = .delivered } }
    let due = answers.filter { $0.line.at <= now }
    answers.removeAll { $0.line.at <= now }
    let coming = demonstration.coming(after: heardUntil, until: now)
    heardUntil = max(heardUntil, now)
    for (buffer, line) in due + coming { await add(line, to: buffer) }
  }

  // MARK: - Lines

  /// Stores a line and tells it.
  func add(_ line: ChatLine, to buffer: BufferID) async {
    if facts[buffer] == nil { await open(buffer.target) }
    guard facts[buffer]?.isJoined != false || line.isOwn else { return }
    guard let stored = try? await store.append([line], to: buffer), !stored.isEmpty else { return }
    tell(.lines(buffer, stored))
  }

  private func change(_ id: Int64, in buffer: BufferID, _ change: (inout ChatLine) -> Void) async {
    guard var line = await line(id, in: buffer) else { return }
    change(&line)
    try? await store.update([line], in: buffer)
    tell(.updated(buffer, [line]))
  }

  private func line(_ id: Int64, in buffer: BufferID) async -> ChatLine? {
    let lines = try? await store.lines(of: buffer, before: nil, limit: 10_000)
    return lines?.last { $0.id == id }
  }

  private func show(_ buffer: BufferID) async {
    guard let lines = try? await store.lines(of: buffer, before: nil, limit: Self.shownLines) else { return }
    tell(.history(buffer, known(lines)))
  }

  private func answer(_ ticket: Int, _ body: (any ChatStore) async throws(StoreFailure) -> ChatNews) async {
    do throws(StoreFailure) {
      tell(try await body(store))
    } catch {
      tell(.failed(error.message, ticket: ticket))
    }
  }

  // MARK: - Saying

  private func say(_ texts: [String], in buffer: BufferID, _ saying: ChatSaying) async {
    guard let facts = facts[buffer], facts.kind != .network else { return }
    for text in texts.prefix(Self.waitingLimit) {
      var line = ChatLine(saying.kind, at: now, sender: status.nick, account: status.account, text: text)
      line.isOwn = true
      line.delivery = status.isOnline && facts.isJoined ? .pending : .unsent
      guard let stored = try? await store.append([line], to: buffer) else { continue }
      tell(.lines(buffer, stored))
      guard line.delivery == .pending, pending.count < Self.waitingLimit else { continue }
      pending += stored.map { (buffer, $0) }
      if let person = listener(buffer, text) { answer(person, in: buffer) }
    }
  }

  /// Who is spoken to.
  private func listener(_ buffer: BufferID, _ text: String) -> DemonstrationPerson? {
    DemonstrationPerson.all.first { person in
      facts[buffer]?.kind == .query
        ? buffer.target == person.nick.lowercased()
        : text.hasPrefix("\(person.nick):") || text.hasPrefix("\(person.nick),")
    }
  }

  private func answer(_ person: DemonstrationPerson, in buffer: BufferID) {
    let isQuery = facts[buffer]?.kind == .query
    let at = now + .milliseconds(Self.answering)
    let text = (isQuery ? "" : "\(status.nick): ") + demonstration.answer(from: person)
    guard !answers.contains(where: { $0.buffer == buffer && $0.line.sender == person.nick }) else { return }
    var line = ChatLine(
      .message, at: at, sender: person.nick, account: person.account, colourKey: person.user, text: text)
    line.isHighlight = !isQuery
    line.isBot = person.isBot
    answers.append((buffer, line))
  }

  private func resend(_ id: Int64, in buffer: BufferID) async {
    guard status.isOnline, let line = await line(id, in: buffer), line.isOwn, line.delivery != .delivered else {
      return
    }
    await change(id, in: buffer) {
      $0.delivery = .pending
      $0.at = now
    }
    var sent = line
    sent.at = now
    pending.append((buffer, sent))
  }

  /// Stores forget nothing line by line: it is left out from now on.
  private func forget(_ id: Int64) {
    if forgotten.count < Self.waitingLimit { forgotten.insert(id) }
  }

  private func known(_ lines: [ChatLine]) -> [ChatLine] { lines.filter { !forgotten.contains($0.id) } }

  // MARK: - Conversations

  private func open(_ target: String) async {
    let id = demonstration.id(target)
    let isChannel = target.hasPrefix("#")
    let person = DemonstrationPerson.all.first { $0.nick.lowercased() == id.target }
    var new = facts[id] ?? BufferFacts(isChannel ? .channel : .query, title: person?.nick ?? target)
    if !isChannel { new.isJoined = person != nil }
    facts[id] = new
    await remember(id) { $0.isOpen = true }
    tellFacts(id)
    await show(id)
  }

  private func close(_ buffer: BufferID) async {
    await remember(buffer) { $0.isOpen = false }
    facts[buffer] = nil
    tell(.closed(buffer))
  }

  private func remember(_ buffer: BufferID, _ change: (inout StoredBuffer) -> Void) async {
    guard let facts = facts[buffer] else { return }
    let known = (try? await store.buffers())?.first { $0.id == buffer }
    var stored = known ?? StoredBuffer(id: buffer, kind: facts.kind, title: facts.title)
    change(&stored)
    try? await store.remember(stored)
  }

  func tellFacts(_ buffer: BufferID) {
    if let facts = facts[buffer] { tell(.buffer(buffer, facts)) }
  }

  private func tellMembers() {
    guard let buffer = shownMembers, let facts = facts[buffer] else { return }
    let own = ChatMember(nick: status.nick, account: status.account, isAway: status.awayMessage != nil)
    let others = demonstration.members.dropLast()
    let isKnown = demonstration.buffers.contains { $0.id == buffer }
    tell(.members(buffer, facts.isJoined && facts.kind == .channel ? (isKnown ? others + [own] : [own]) : []))
  }

  // MARK: - The connection

  func changeStatus(_ phase: NetworkStatus.Phase) {
    status.phase = phase
    tell(.network(ChatDemonstration.network, status))
    tellMembers()
  }

  private func connect(_ isWanted: Bool) async {
    guard isWanted != status.isOnline else { return }
    changeStatus(isWanted ? .online(since: now) : .offline)
    guard isWanted else { return }
    // What was said meanwhile is played back, as a network with a history does.
    let missed = demonstration.coming(after: heardUntil, until: now)
    heardUntil = max(heardUntil, now)
    for (buffer, line) in missed {
      var line = line
      line.isPlayback = true
      await add(line, to: buffer)
    }
  }
}

extension ChatSaying {
  fileprivate var kind: ChatLine.Kind {
    switch self {
    case .message: return .message
    case .action: return .action
    case .notice: return .notice
    }
  }
}
