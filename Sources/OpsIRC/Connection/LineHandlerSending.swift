import NIOCore

extension LineHandler {
  /// Writes what may be written now, and comes again when more may.
  func pump() {
    guard let context, isOpened, context.channel.isActive, context.channel.isWritable else { return }
    for line in life.outbox.takeUrgent() {
      if line.starts(with: Array("QUIT".utf8)) { quits() }
      write(line, context)
    }
    while context.channel.isWritable, mayWriteOrdinary(context), let line = life.outbox.takeOrdinary() {
      write(line, context)
    }
    context.flush()
  }

  /// QUIT goes out: a server that closes now does what it was asked to.
  private func quits() {
    hasQuit = true
    life.endIsAsked()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    pump()
    context.fireChannelWritabilityChanged()
  }

  private func mayWriteOrdinary(_ context: ChannelHandlerContext) -> Bool {
    guard life.outbox.hasOrdinary else { return false }
    let now = Self.milliseconds(context)
    if life.outbox.isFree || flood.allows(at: now) { return true }
    guard !isPumpScheduled else { return false }
    isPumpScheduled = true
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(max(1, flood.wait(at: now)))) {
      self.isPumpScheduled = false
      self.pump()
    }
    return false
  }

  private func write(_ line: [UInt8], _ context: ChannelHandlerContext, isPong: Bool = false) {
    unwritten += 1
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in
      self.unwritten -= 1
      self.hasWritten = true
      if isPong { self.unansweredPongs -= 1 }
      self.finishIfDone()
    }
    context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: line)), promise: promise)
  }

  /// Answers PING with the same parameters, byte for byte.
  func answer(_ line: Span<UInt8>, from place: Int) {
    guard let context, unansweredPongs < ConnectionLimits.pongsMax else { return }
    var pong = Array("PONG ".utf8)
    for place in place..<line.count where line[place] != 0 && line[place] != 0x0D { pong.append(line[place]) }
    // A server that asks for nothing is answered with nothing, which is better than no answer.
    pong = Array(pong.prefix(IRCMessage.lineBytesMax - 2)) + [0x0D, 0x0A]
    unansweredPongs += 1
    write(pong, context, isPong: true)
    context.flush()
  }

  /// Sends what is urgent and ends the connection; after QUIT, the server has a moment to close it itself.
  func finish() {
    guard let context, !isFinishing else { return }
    pump()
    isFinishing = true
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(ConnectionLimits.closingMax)) {
      self.life.end(FailureWords.asked)
    }
    finishIfDone()
  }

  private func finishIfDone() {
    if isFinishing, unwritten == 0, !hasQuit { life.end(FailureWords.asked) }
  }
}
