import CNcurses
public import OpsScreen

extension Terminal {
  /// All events that have arrived; empty when there are none.
  ///
  /// Never blocks. `.closed` comes once, and is the last.
  public func events() -> [TerminalEvent] {
    guard isOpen, !isGone else { return [] }
    var events: [TerminalEvent] = []
    hearSignals(&events)
    guard !isSuspended else { return events }
    read(&events)
    if !isGone { flush() }
    if output.isBroken { isGone = true }
    if isGone { events.append(.closed) }
    return events
  }

  /// Milliseconds until a lone Escape is taken for the key, or nil when none is pending.
  public var escapeTimeout: Int? {
    guard descriptor >= 0, let timeout = decoder.timeout else { return nil }
    return max(timeout - millisecondsSinceInput, 0)
  }

  private var millisecondsSinceInput: Int {
    Int(clamping: lastInput.duration(to: .now) / .milliseconds(1), upTo: 1_000_000)
  }

  private func read(_ events: inout [TerminalEvent]) {
    var total = 0
    while total < Self.readLimit {
      let room = inputBuffer.count
      let count = unsafe inputBuffer.withUnsafeMutableBufferPointer { buffer in
        unsafe cn_tty_read(device, buffer.baseAddress, room)
      }
      if count < 0 { isGone = true }
      guard count > 0 else { break }
      total += count
      lastInput = .now
      report(decoder.feed(inputBuffer[..<min(count, room)]), &events)
    }
    if total == 0, let timeout = decoder.timeout, millisecondsSinceInput >= timeout {
      report(decoder.timeOut(), &events)
    }
  }

  private func report(_ new: [TerminalEvent], _ events: inout [TerminalEvent]) {
    for event in new {
      if case .mouse(let mouse) = event {
        guard self.mouse else { continue }
        events.append(.mouse(clicks.count(mouse, at: lastInput)))
      } else {
        events.append(event)
      }
    }
  }

  private func hearSignals(_ events: inout [TerminalEvent]) {
    if options.guardsProcess { notes |= Int(cn_signals_take()) }
    let heard = notes
    guard heard != 0 else { return }
    func has(_ note: Int) -> Bool { heard & note != 0 }
    if has(CN_HUNG_UP) { isGone = isGone || !cn_tty_is_alive(device) }
    if has(CN_TERMINATE) || has(CN_HUNG_UP) { events.append(.terminate) }
    if isSuspended {
      // What concerns the screen waits until it is ours again.
      notes = heard & CN_RESIZED
      return
    }
    notes = 0
    let before = size
    if has(CN_STOP) {
      stopSelf()
    } else if has(CN_CONTINUED) {
      // Stopped and continued by force: somebody may have changed the terminal meanwhile.
      leave()
      enter()
    }
    learnSize()
    if size != before || has(CN_STOP) || has(CN_CONTINUED) { events.append(.resized(size)) }
  }

  private func learnSize() {
    let now = Self.askSize(device)
    guard now != size else { return }
    size = now
    cn_screen_resize(Int32(clamping: max(now.rows, 1)), Int32(clamping: max(now.columns, 1)))
    redraw()
  }
}

/// Tells double clicks from single ones.
struct ClickCounter {
  /// The longest time between the two presses of a double click.
  static let limit = Duration.milliseconds(400)
  private var last: (event: MouseEvent, at: ContinuousClock.Instant)?

  mutating func count(_ event: MouseEvent, at now: ContinuousClock.Instant) -> MouseEvent {
    guard event.kind == .press else { return event }
    if let before = last, before.event == event, before.at.duration(to: now) <= Self.limit {
      last = nil
      return MouseEvent(.doublePress, column: event.column, row: event.row)
    }
    last = (event, now)
    return event
  }
}

extension Int {
  /// A double as a whole number between 0 and a limit.
  fileprivate init(clamping value: Double, upTo limit: Int) {
    self = value > 0 ? (value < Double(limit) ? Int(value) : limit) : 0
  }
}
