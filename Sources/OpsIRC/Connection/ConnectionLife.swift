import NIOCore
import Synchronization

/// The life of one connection: how far it has come, its deadline, and its one end.
final class ConnectionLife: Sendable {
  /// How far it has come.
  enum Stage: Sendable {
    case connecting, securing, registering, registered, over
  }

  private struct State: Sendable {
    var stage = Stage.connecting
    var channel: (any Channel)?
    var handler: NIOLoopBound<LineHandler>?
    var deadline: Scheduled<Void>?
    var isAsked = false
  }

  let settings: ConnectionSettings
  let loop: any EventLoop
  let mailbox: Mailbox
  let outbox = Outbox()
  /// Fingerprint of the certificate that matched no pin.
  let seenFingerprint = Mutex<String?>(nil)
  private let state = Mutex(State())

  /// A life that has not begun.
  init(_ settings: ConnectionSettings, loop: any EventLoop, wake: @escaping @Sendable () -> Void) {
    self.settings = settings
    self.loop = loop
    mailbox = Mailbox(wake: wake)
  }

  /// Where it leads, for messages.
  var place: String {
    settings.host.contains(":") ? "[\(settings.host)]:\(settings.port)" : "\(settings.host):\(settings.port)"
  }

  var stage: Stage { state.withLock { $0.stage } }
  var isOver: Bool { stage == .over }

  /// Begins the deadline.
  func startDeadline() {
    let task = loop.scheduleTask(in: .milliseconds(settings.deadline)) { self.deadlinePassed() }
    state.withLock { $0.deadline = task }
  }

  /// Takes the channel over; false: it is over already, and the channel is not wanted.
  func adopt(_ channel: any Channel, _ handler: LineHandler) -> Bool {
    let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    return state.withLock { state in
      guard state.stage != .over else { return false }
      state.stage = settings.tls == nil ? .registering : .securing
      state.channel = channel
      state.handler = bound
      return true
    }
  }

  /// Connected and verified.
  func opened() {
    let isNew = state.withLock { state in
      guard state.stage != .over else { return false }
      state.stage = .registering
      return true
    }
    if isNew { mailbox.post(.connected(isSecure: settings.tls != nil)) }
  }

  /// As `IRCConnection.registered`.
  func registered(isFree: Bool) {
    let deadline: Scheduled<Void>? = state.withLock { state in
      if state.stage == .registering { state.stage = .registered }
      defer { state.deadline = nil }
      return state.deadline
    }
    deadline?.cancel()
    outbox.setFree(isFree)
  }

  /// However it ends from now on, it was asked to.
  func endIsAsked() { state.withLock { $0.isAsked = true } }

  /// As `IRCConnection.close`.
  func close() {
    endIsAsked()
    let (handler, stage) = state.withLock { ($0.handler, $0.stage) }
    guard let handler, stage == .registering || stage == .registered else {
      end(FailureWords.asked)
      return
    }
    loop.execute { handler.value.finish() }
  }

  /// Ends it; whatever ends it later is of no interest.
  func end(_ failure: ConnectionFailure) {
    let ended: State? = state.withLock { state in
      guard state.stage != .over else { return nil }
      let before = state
      state = State(stage: .over, isAsked: before.isAsked)
      return before
    }
    guard let ended else { return }
    ended.deadline?.cancel()
    outbox.close()
    mailbox.close(ended.isAsked ? FailureWords.asked : failure)
    ended.channel?.close(promise: nil)
  }

  /// The server has closed it.
  func closedByServer() { end(FailureWords.closed(place, stage, hasTLS: settings.tls != nil)) }

  private func deadlinePassed() {
    let stage = stage
    guard stage != .registered else { return }
    end(FailureWords.late(place, stage, settings))
  }
}
