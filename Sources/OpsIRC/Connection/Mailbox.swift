import Synchronization

/// What came and was not taken yet, in its order; bounded.
final class Mailbox: Sendable {
  /// A message that came.
  struct Received: Sendable {
    var message: IRCMessage
    /// The length of its line, in bytes.
    var bytes: Int
    var isOfPeople: Bool
  }

  private enum Entry: Sendable {
    case received(Received)
    case event(ConnectionEvent)
    /// It was taken; its memory is free.
    case gone
  }

  private struct State: Sendable {
    var entries: [Entry] = []
    /// How many of `entries` were taken already.
    var taken = 0
    var people = 0
    var others = 0
    var bytes = 0
    var oddities = 0
    var dropped = 0
    var isPaused = false
    var isClosed = false
    /// Calls of `take` that gave something.
    var takes = 0

    var isEmpty: Bool { entries.isEmpty && dropped == 0 }
    var isOverfull: Bool {
      others >= ConnectionLimits.othersWaitingMax || bytes >= ConnectionLimits.waitingBytesMax
    }
    var hasRoomAgain: Bool {
      others <= ConnectionLimits.othersWaitingMax / 2 && bytes <= ConnectionLimits.waitingBytesMax / 2
    }
  }

  private let state = Mutex(State())
  private let wake: @Sendable () -> Void
  private let roomAgain = Mutex<(@Sendable () -> Void)?>(nil)

  /// An empty one.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// What a message costs in memory: its strings, and what holds them.
  static func cost(bytes: Int) -> Int { bytes + 400 }

  /// Is called when the socket may be read again after `mustPause` was true.
  func whenRoomAgain(_ call: (@Sendable () -> Void)?) { roomAgain.withLock { $0 = call } }

  /// How many messages of people there is room for.
  var roomForPeople: Int {
    state.withLock {
      $0.bytes >= ConnectionLimits.peopleBytesMax ? 0 : max(0, ConnectionLimits.peopleWaitingMax - $0.people)
    }
  }

  /// Whether the socket must not be read; whoever asks is told of room by `whenRoomAgain`.
  func mustPause() -> Bool {
    state.withLock {
      if $0.isOverfull { $0.isPaused = true }
      return $0.isPaused
    }
  }

  /// How often something was taken, to see whether anybody takes at all.
  var takes: Int { state.withLock { $0.takes } }

  /// Puts messages in.
  func post(_ messages: [Received]) {
    guard !messages.isEmpty else { return }
    change { state in
      for message in messages {
        state.entries.append(.received(message))
        if message.isOfPeople { state.people += 1 } else { state.others += 1 }
        state.bytes += Self.cost(bytes: message.bytes)
      }
    }
  }

  /// Puts an event in, except messages and dropped ones.
  func post(_ event: ConnectionEvent) { change { $0.entries.append(.event(event)) } }

  /// Puts words about a line in, unless too many wait.
  func post(oddity: String) {
    change { state in
      guard state.oddities < ConnectionLimits.odditiesMax else { return }
      state.oddities += 1
      state.entries.append(.event(.oddity(oddity)))
    }
  }

  /// Says that messages of people were dropped.
  func post(dropped: Int) { change { $0.dropped += dropped } }

  /// Puts the last event in; nothing comes after it.
  func close(_ failure: ConnectionFailure) {
    change { state in
      state.entries.append(.event(.closed(failure)))
      state.isClosed = true
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let mustWake = state.withLock { state in
      guard !state.isClosed else { return false }
      let wasEmpty = state.isEmpty
      body(&state)
      return wasEmpty && !state.isEmpty
    }
    if mustWake { wake() }
  }

  /// As `IRCConnection.take`.
  func take(_ messagesMax: Int) -> [ConnectionEvent] {
    let (events, isRoom) = state.withLock { state in
      let events = Self.take(messagesMax, from: &state)
      if !events.isEmpty { state.takes &+= 1 }
      guard state.isPaused, state.hasRoomAgain else { return (events, false) }
      state.isPaused = false
      return (events, true)
    }
    if isRoom { roomAgain.withLock { $0 }?() }
    return events
  }

  private static func take(_ messagesMax: Int, from state: inout State) -> [ConnectionEvent] {
    var events: [ConnectionEvent] = []
    var messages: [IRCMessage] = []
    var left = max(1, messagesMax)
    // Before the last event, nothing comes after that.
    let dropped = state.dropped
    state.dropped = 0
    while state.taken < state.entries.count, left > 0 {
      let entry = state.entries[state.taken]
      state.entries[state.taken] = .gone
      state.taken += 1
      left -= 1
      switch entry {
      case .received(let received):
        messages.append(received.message)
        if received.isOfPeople { state.people -= 1 } else { state.others -= 1 }
        state.bytes -= cost(bytes: received.bytes)
      case .event(let event):
        if case .oddity = event { state.oddities -= 1 }
        if !messages.isEmpty { events.append(.messages(messages)) }
        messages = []
        events.append(event)
      case .gone: break
      }
    }
    if !messages.isEmpty { events.append(.messages(messages)) }
    tidy(&state)
    guard dropped > 0 else { return events }
    if case .closed? = events.last { return events.dropLast() + [.dropped(dropped), events[events.count - 1]] }
    return events + [.dropped(dropped)]
  }

  /// Gives back the room of what was taken.
  private static func tidy(_ state: inout State) {
    if state.taken == state.entries.count {
      state.entries = []
      state.taken = 0
    } else if state.taken >= 4_096 {
      state.entries.removeFirst(state.taken)
      state.taken = 0
    }
  }
}
