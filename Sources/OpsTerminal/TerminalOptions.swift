/// How the terminal is driven.
public struct TerminalOptions: Sendable {
  /// Whether mouse reports are asked for.
  public var mouse = true
  /// Whether colours are used at all (NO_COLOR); without, every theme looks like `Theme.mono`.
  public var colours = true
  /// Whether glyphs beyond ASCII are replaced by ASCII ones on their way out.
  public var asciiOnly = false
  /// The device; the controlling terminal of the process unless a test says otherwise.
  public var device = "/dev/tty"
  /// The name in the terminfo database; nil takes TERM.
  public var terminalName: String?
  /// Whether signals are handled, deaths guarded and the standard error output kept off the screen.
  public var guardsProcess = true
  /// The usual options.
  public init() {}
}

/// Why the terminal cannot be used.
public struct TerminalProblem: Error, Hashable, Sendable {
  /// What is wrong and what to do about it.
  public var message: String
}
