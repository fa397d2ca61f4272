import NIOCore
import NIOPosix
import Testing

@testable import OpsIRC

/// Takes what a connection tells, and waits for what it is to tell.
actor Hearer {
  nonisolated let connection: IRCConnection
  private let wakes: AsyncStream<Void>
  /// All that was told.
  private(set) var events: [ConnectionEvent] = []
  private var seen = 0

  init(_ settings: ConnectionSettings) {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    wakes = stream
    connection = IRCConnection(settings, group: MultiThreadedEventLoopGroup.singleton) { continuation.yield() }
  }

  /// The messages that were told.
  var messages: [IRCMessage] {
    events.flatMap { event -> [IRCMessage] in
      if case .messages(let messages) = event { messages } else { [] }
    }
  }

  /// How many messages were told to be dropped.
  var dropped: Int {
    events.reduce(0) { sum, event in
      if case .dropped(let count) = event { sum + count } else { sum }
    }
  }

  /// How it ended; nil: it has not.
  var failure: ConnectionFailure? {
    if case .closed(let failure)? = events.last { failure } else { nil }
  }

  /// Whether a session could have begun.
  var hasConnected: Bool {
    events.contains { event in
      if case .connected = event { true } else { false }
    }
  }

  /// Waits for the first event that was not waited for yet and is as wanted; nil: the connection ended before.
  @discardableResult
  func event<T>(_ wanted: (ConnectionEvent) -> T?) async -> T? {
    while true {
      while seen < events.count {
        seen += 1
        if let found = wanted(events[seen - 1]) { return found }
      }
      let new = connection.take()
      guard new.isEmpty else {
        events += new
        continue
      }
      // A test that took too long is cancelled, and must then end.
      guard failure == nil, !Task.isCancelled else { return nil }
      for await _ in wakes { break }
    }
  }

  /// Waits for the connection.
  @discardableResult
  func connected() async -> Bool {
    await event { event in
      if case .connected = event { true } else { nil }
    } ?? false
  }

  /// Waits for a message; those that come with it are passed over.
  @discardableResult
  func message(_ wanted: (IRCMessage) -> Bool) async -> IRCMessage? {
    await event { event in
      if case .messages(let messages) = event { messages.first(where: wanted) } else { nil }
    }
  }

  /// Waits for the end.
  func closed() async -> ConnectionFailure? {
    await event { event in
      if case .closed(let failure) = event { failure } else { nil }
    }
  }

  nonisolated func send(_ command: String, _ parameters: String..., isUrgent: Bool = true) {
    #expect(connection.send(IRCMessage(command, parameters), isUrgent: isUrgent) == nil)
  }
}
