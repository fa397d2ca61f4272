public import OpsScreen

/// How the terminal is driven.
public struct TerminalOptions: Sendable {
  /// Whether mouse reports are asked for.
  public var mouse = true
  /// Whether colours are used at all (NO_COLOR).
  public var colours = true
  /// The usual options.
  public init() {}
}

/// Why the terminal cannot be used.
public struct TerminalProblem: Error, Hashable, Sendable {
  /// What is wrong and what to do about it.
  public var message: String
}

/// The terminal: shows canvases through ncurses, hears keys through its own decoder.
///
/// Used from the main thread only; not Sendable, so the compiler proves it.
public final class Terminal {
  /// Takes the controlling terminal over: alternate screen, raw mode, signal guard.
  public init(theme: Theme, options: TerminalOptions = TerminalOptions()) throws(TerminalProblem) {
    throw TerminalProblem(message: "not built")
  }
  /// The descriptor to poll for input.
  public var descriptor: Int32 { -1 }
  /// The size now.
  public var size: Size { Size(columns: 80, rows: 24) }
  /// Shows the canvas; sends only what changed.
  public func present(_ canvas: Canvas) {}
  /// All events that have arrived; empty when there are none. Never blocks.
  public func events() -> [TerminalEvent] { [] }
  /// Milliseconds until a lone Escape is taken for the key, or nil when none is pending.
  public var escapeTimeout: Int? { nil }
  /// Shows with this theme from now on.
  public func use(_ theme: Theme) {}
  /// Switches mouse reports.
  public func useMouse(_ on: Bool) {}
  /// Draws everything anew at the next `present`.
  public func redraw() {}
  /// Puts text on the person's clipboard by OSC 52.
  public func copy(_ text: String) {}
  /// Gives the terminal back, as before `init`, for another program; `resume` takes it again.
  public func suspend() {}
  /// Takes the terminal again after `suspend`.
  public func resume() {}
  /// Gives the terminal back for good.
  public func close() {}
}
