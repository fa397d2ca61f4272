import CNcurses
public import OpsScreen

/// The terminal: shows canvases through ncurses, hears keys through its own decoder.
///
/// Used from the main thread only; not Sendable, so the compiler proves it. ncurses encodes frames into memory; writing
/// them is ours and never blocks, so a stopped or slow terminal holds up nothing. The loop polls `descriptor` (for
/// writing too while `wantsToWrite`) and `wakeDescriptor`, waits `escapeTimeout` at most, then calls `events`.
public final class Terminal {
  /// How long leaving waits for a terminal that takes no bytes, in milliseconds.
  static let leaveLimit = 300
  /// The most bytes read at once, so that a flood of input cannot starve the loop.
  static let readLimit = 64 << 10

  let options: TerminalOptions
  let device: Int32
  var painter: Painter
  var output = OutputQueue()
  var decoder = KeyDecoder()
  var clicks = ClickCounter()
  /// What the terminal shows, or nil when that is not known.
  var shown: Canvas?
  /// The newest canvas that had to wait for a slow terminal.
  var waiting: Canvas?
  var mouse: Bool
  /// Signals heard and not yet acted on.
  var notes = 0
  var lastInput = ContinuousClock.now
  var inputBuffer = [UInt8](repeating: 0, count: 4_096)
  /// Whether the window has a title of ours.
  var hasTitle = false
  var isOpen = true
  var isGone = false
  /// Whether another program has the terminal.
  public internal(set) var isSuspended = false
  /// The size now.
  public internal(set) var size = Size(columns: 80, rows: 24)
  /// Whether the person's locale is UTF-8; where not, ASCII symbols are the safe choice.
  public let localeIsUTF8: Bool
  /// A descriptor that becomes readable when a signal wants `events` to be called; -1 without guard.
  public let wakeDescriptor: Int32

  /// Takes the controlling terminal over: alternate screen, raw mode, signal guard.
  public init(theme: Theme, options: TerminalOptions = TerminalOptions()) throws(TerminalProblem) {
    self.options = options
    mouse = options.mouse
    device = unsafe cn_tty_open(options.device)
    guard device >= 0 else {
      throw TerminalProblem(message: "no terminal to draw on: run this in one, or use a command such as “status”")
    }
    guard cn_tty_save(device) else {
      cn_tty_close(device)
      throw TerminalProblem(message: "the terminal does not tell its modes")
    }
    localeIsUTF8 = cn_screen_use_locale()
    size = Self.askSize(device)
    if let problem = Self.openScreen(options.terminalName, size) {
      cn_tty_close(device)
      throw TerminalProblem(message: problem)
    }
    painter = Painter(theme: theme, colours: options.colours, asciiOnly: options.asciiOnly || !cn_screen_is_utf8())
    if options.guardsProcess {
      _ = unsafe cn_guard_open(device, cn_screen_restore_text())
      wakeDescriptor = cn_signals_open()
    } else {
      wakeDescriptor = -1
    }
    enter()
  }

  deinit { close() }

  /// The descriptor to poll for input; -1, which poll(2) passes over, while there is none.
  public var descriptor: Int32 { isOpen && !isGone && !isSuspended ? device : -1 }

  /// Whether bytes wait for a slow terminal, so that the loop should poll for writing too.
  public var wantsToWrite: Bool { descriptor >= 0 && !output.isEmpty }

  /// Shows with this theme from now on.
  public func use(_ theme: Theme) {
    painter.use(theme)
    shown = nil
  }

  /// Switches mouse reports.
  public func useMouse(_ on: Bool) {
    mouse = on
    guard descriptor >= 0, cn_screen_is_ansi() else { return }
    output.append(on ? Modes.mouseOn : Modes.mouseOff)
    flush()
  }

  /// Draws everything anew at the next `present`.
  public func redraw() {
    guard isOpen else { return }
    cn_screen_forget()
    shown = nil
  }

  /// Puts text on the person's clipboard by OSC 52, as far as terminals take it; whether it was sent whole.
  @discardableResult
  public func copy(_ text: String) -> Bool {
    guard descriptor >= 0, cn_screen_is_ansi() else { return false }
    let (sequence, isWhole) = Clipboard.sequence(for: text)
    output.append(sequence)
    flush()
    return isWhole
  }

  /// Gives the terminal back, as before `init`, for another program; `resume` takes it again.
  public func suspend() {
    guard isOpen, !isSuspended else { return }
    leave()
    isSuspended = true
  }

  /// Takes the terminal again after `suspend`; the next `events` tells a changed size.
  public func resume() {
    guard isOpen, isSuspended, !isGone else { return }
    isSuspended = false
    enter()
    notes |= CN_RESIZED
  }

  /// Gives the terminal back and stops this process group, as Ctrl-Z does; returns when it is continued.
  public func stopSelf() {
    guard isOpen, !isSuspended, !isGone else { return }
    suspend()
    cn_signals_stop()
    notes |= Int(cn_signals_take())
    notes &= ~(CN_CONTINUED | CN_STOP)
    resume()
  }

  /// Gives the terminal back for good.
  public func close() {
    guard isOpen else { return }
    if !isSuspended { leave() }
    isOpen = false
    if options.guardsProcess {
      cn_guard_close()
      cn_signals_close()
    }
    cn_tty_close(device)
  }
}
