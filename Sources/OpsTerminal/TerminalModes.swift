import CNcurses
import OpsScreen

/// Private modes that ncurses does not know; a terminal that does not know one ignores it.
enum Modes {
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
  static let syncBegin = "\u{1B}[?2026h"
  static let syncEnd = "\u{1B}[?2026l"
}

extension Terminal {
  /// Opens the encoder, and says in words what is wrong; nil when nothing is.
  static func openScreen(_ name: String?, _ size: Size) -> String? {
    let rows = Int32(max(size.rows, 1))
    let columns = Int32(max(size.columns, 1))
    let problem = unsafe name.map { unsafe cn_screen_open($0, rows, columns) } ?? cn_screen_open(nil, rows, columns)
    guard let problem = unsafe problem else { return nil }
    return unsafe "\(String(cString: problem)): set it to your terminal's name, such as xterm-256color"
  }

  /// The size the device tells; 80×24 where it tells none, as serial lines do.
  static func askSize(_ device: Int32) -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    let isKnown = unsafe cn_tty_size(device, &rows, &columns)
    guard isKnown, rows > 0 || columns > 0 else { return Size(columns: 80, rows: 24) }
    return Size(columns: min(Int(columns), 2_000), rows: min(Int(rows), 1_000))
  }

  /// Takes the terminal: modes, guard, and all drawn anew at the next `present`.
  func enter() {
    if options.guardsProcess {
      cn_guard_set(true)
      cn_guard_capture_errors(true)
      cn_signals_ignore_keyboard(false)
    }
    _ = cn_tty_raw(device)
    shown = nil
    decoder = KeyDecoder()
    // The alternate screen comes first, so that modes bound to it are set on it.
    cn_screen_forget()
    cn_screen_update()
    takeEncoded(synchronised: false)
    if cn_screen_is_ansi() { output.append(Modes.pasteOn + (mouse ? Modes.mouseOn : "")) }
    flush()
  }

  /// Gives the terminal back; waits a moment for a slow one, never for a stopped one.
  func leave() {
    waiting = nil
    if !drain() {
      cn_tty_discard_output(device)
      output.removeAll()
    }
    if cn_screen_is_ansi() {
      output.append(Modes.syncEnd + Modes.mouseOff + Modes.pasteOff + (hasTitle ? Calling.giveTitleBack : ""))
      hasTitle = false
    }
    cn_screen_leave()
    takeEncoded(synchronised: false)
    _ = drain()
    output.removeAll()
    _ = cn_tty_restore(device)
    if options.guardsProcess {
      cn_guard_set(false)
      cn_guard_capture_errors(false)
      cn_signals_ignore_keyboard(true)
    }
  }

  /// Writes what waits, for a limited time; whether all went out.
  private func drain() -> Bool {
    let end = ContinuousClock.now + .milliseconds(Self.leaveLimit)
    while !isGone, !output.isEmpty {
      if output.write(to: device) { return true }
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero, !output.isBroken, cn_tty_is_writable(device, 50) || left > .zero else { break }
    }
    return output.isEmpty
  }
}
