import Testing

@testable import OpsIRC

/// A session on a real connection, without clock: nothing in these tests waits for one.
actor Talker {
  private let hearer: Hearer
  private(set) var session: IRCSession
  private var told: [SessionEvent] = []
  private var seen = 0

  init(_ connection: ConnectionSettings, _ session: SessionSettings) {
    hearer = Hearer(connection)
    self.session = IRCSession(session, random: Array(1...32))
  }

  /// Waits for what the session tells; nil: the connection ended before.
  @discardableResult
  func event<T: Sendable>(_ wanted: @Sendable (SessionEvent) -> T?) async -> T? {
    while true {
      while seen < told.count {
        seen += 1
        if let found = wanted(told[seen - 1]) { return found }
      }
      guard let event = await hearer.event({ $0 }) else { return nil }
      switch event {
      case .connected(let isSecure): perform(session.connected(isSecure: isSecure, at: 0))
      case .messages(let messages): for message in messages { perform(session.receive(message, at: 0)) }
      case .dropped, .oddity, .closed: break
      }
    }
  }

  /// Asks for something.
  func ask(_ request: SessionRequest) { perform(session.perform(request, at: 0)) }

  /// Waits for registration, with all channels joined.
  func registered() async -> Bool {
    guard await event({ $0 == .registered ? true : nil }) == true else { return false }
    for _ in session.settings.channels { await event { if case .membersComplete = $0 { true } else { nil } } }
    return true
  }

  /// Waits for something said.
  func said(_ text: String) async -> Said? {
    await event { if case .said(let said) = $0, said.text == text { said } else { nil } }
  }

  /// Leaves, and waits for the end.
  func leave() async -> ConnectionFailure? {
    ask(.quit("bye"))
    hearer.connection.close()
    return await hearer.closed()
  }

  /// All that the session told, for messages of tests.
  var history: [SessionEvent] { told }

  private func perform(_ reactions: [SessionReaction]) {
    for reaction in reactions {
      switch reaction {
      case .send(let message, let isUrgent):
        let refusal = hearer.connection.send(message, isUrgent: isUrgent)
        #expect(refusal == nil, "\(message)")
      case .tell(let event):
        if event == .registered { hearer.connection.registered(isFree: true) }
        told.append(event)
      case .close: hearer.connection.close()
      }
    }
  }
}
