import NIOCore
import NIOTLS

/// Stands at the end of a channel: cuts what comes into messages, and writes what is to be sent.
///
/// All its methods are called on the channel's own thread.
final class LineHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let life: ConnectionLife
  var context: ChannelHandlerContext?
  var isOpened = false
  private var framer = LineFramer()
  private var intake = IntakeBudget()
  private var received: [Mailbox.Received] = []
  private var roomForPeople = 0
  private var dropped = 0
  private var reportedAt: Int64?
  private var untakenTicks = 0
  private var takesBefore = 0

  var flood = FloodControl()
  var isPumpScheduled = false
  /// Writes that the socket has not taken yet.
  var unwritten = 0
  var unansweredPongs = 0
  var hasWritten = false
  var unwrittenTicks = 0
  var isFinishing = false
  var hasQuit = false

  /// Messages handed over at once.
  private static let batchMax = 256

  /// For one connection.
  init(_ life: ConnectionLife) { self.life = life }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive, life.settings.tls == nil { opened(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    life.outbox.close()
    life.mailbox.whenRoomAgain(nil)
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    if life.settings.tls == nil { opened(context) }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // Only here is the server's certificate verified, its name too; nothing was sent before.
    if let event = event as? TLSUserEvent, case .handshakeCompleted = event { opened(context) }
    context.fireUserInboundEventTriggered(event)
  }

  /// Connected and verified: the session may begin.
  private func opened(_ context: ChannelHandlerContext) {
    guard !isOpened else { return }
    isOpened = true
    let loop = context.eventLoop
    let bound = NIOLoopBound(self, eventLoop: loop)
    life.outbox.open { loop.execute { bound.value.pump() } }
    life.mailbox.whenRoomAgain { loop.execute { bound.value.readAgain() } }
    life.opened()
    scheduleTick(context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    life.failed(error, in: context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    reportDropped(at: Self.milliseconds(context), isLast: true)
    life.closedByServer()
    context.fireChannelInactive()
  }

  static func milliseconds(_ context: ChannelHandlerContext) -> Int64 {
    Int64(clamping: context.eventLoop.now.uptimeNanoseconds / 1_000_000)
  }

  // MARK: - What comes

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard isOpened, !life.isOver else { return }
    let buffer = unwrapInboundIn(data)
    let now = Self.milliseconds(context)
    roomForPeople = life.mailbox.roomForPeople
    let tooLong = framer.feed(buffer.readableBytesSpan) { take($0, at: now) }
    handOver()
    if tooLong > 0 {
      life.mailbox.post(
        oddity: "\(life.place) sent a line of more than \(LineFramer.lineBytesMax) bytes; it is left out")
    }
    reportDropped(at: now, isLast: false)
    if life.mailbox.mustPause() { context.channel.setOption(.autoRead, value: false).whenFailure { _ in } }
  }

  private func take(_ line: Span<UInt8>, at now: Int64) {
    let head = LineHead(line)
    switch head.kind {
    case .ping:
      // In its order: a bouncer takes the answer as a receipt for all before it.
      handOver()
      answer(line, from: head.parameters)
      return
    case .people:
      guard roomForPeople > 0, intake.takes(at: now) else {
        dropped += 1
        return
      }
      roomForPeople -= 1
    case .other: break
    }
    guard let message = IRCMessage(line, fallback: life.settings.fallback) else {
      life.mailbox.post(oddity: "\(life.place) sent a line without a command; it is left out")
      return
    }
    received.append(Mailbox.Received(message: message, bytes: line.count, isOfPeople: head.kind == .people))
    if received.count >= Self.batchMax { handOver() }
  }

  private func handOver() {
    life.mailbox.post(received)
    received.removeAll(keepingCapacity: true)
  }

  private func reportDropped(at now: Int64, isLast: Bool) {
    guard dropped > 0 else { return }
    if !isLast, let reportedAt, now - reportedAt < ConnectionLimits.dropReportGap { return }
    reportedAt = now
    life.mailbox.post(dropped: dropped)
    dropped = 0
  }

  private func readAgain() {
    guard let context else { return }
    context.channel.setOption(.autoRead, value: true).whenFailure { _ in }
  }

  // MARK: - Each second

  private func scheduleTick(_ context: ChannelHandlerContext) {
    context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) { self.tick() }
  }

  private func tick() {
    guard let context, !life.isOver else { return }
    reportDropped(at: Self.milliseconds(context), isLast: true)
    // Seconds are counted, not read from a clock: a process that was stopped for long has not waited that long.
    unwrittenTicks = unwritten > 0 && !hasWritten ? unwrittenTicks + 1 : 0
    hasWritten = false
    let takes = life.mailbox.takes
    untakenTicks = life.mailbox.mustPause() && takes == takesBefore ? untakenTicks + 1 : 0
    takesBefore = takes
    if unwrittenTicks >= ConnectionLimits.unwrittenTicksMax {
      life.end(FailureWords.unwritten(life.place))
    } else if untakenTicks >= ConnectionLimits.untakenTicksMax {
      life.end(FailureWords.untaken(life.place))
    } else {
      scheduleTick(context)
    }
  }
}
