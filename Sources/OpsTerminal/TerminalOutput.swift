import CNcurses
public import OpsScreen

/// Bytes on their way to a terminal that may be slow: at most a frame and what was asked for besides.
struct OutputQueue {
  private var bytes: [UInt8] = []
  private var start = 0
  /// Whether writing has failed for good: the terminal is gone.
  private(set) var isBroken = false

  var isEmpty: Bool { start >= bytes.count }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func append(_ more: UnsafeBufferPointer<UInt8>) { unsafe bytes.append(contentsOf: more) }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    start = 0
  }

  /// Writes as much as the terminal takes now; whether all went out.
  mutating func write(to device: Int32) -> Bool {
    while start < bytes.count {
      let first = start
      let written = unsafe bytes.withUnsafeBufferPointer { buffer in
        let rest = buffer.extracting(first...)
        return unsafe cn_tty_write(device, rest.baseAddress, rest.count)
      }
      if written < 0 { isBroken = true }
      guard written > 0 else { return false }
      start += written
    }
    removeAll()
    return true
  }
}

extension Terminal {
  /// Shows the canvas; sends only what changed, and nothing when nothing did.
  ///
  /// While a slow terminal has not taken the frame before, the canvas waits, and a newer one takes its place.
  public func present(_ canvas: Canvas) {
    guard descriptor >= 0 else { return }
    guard flush() else {
      waiting = canvas
      return
    }
    encode(canvas)
    flush()
  }

  /// Writes what waits as far as the terminal takes it now; whether nothing is left.
  ///
  /// To be called when `descriptor` becomes writable while `wantsToWrite`; `events` does so too.
  @discardableResult
  public func flush() -> Bool {
    guard descriptor >= 0 else { return false }
    while output.write(to: device) {
      guard let canvas = waiting else { return true }
      waiting = nil
      encode(canvas)
    }
    return false
  }

  /// Puts what differs from the canvas shown into the queue.
  private func encode(_ canvas: Canvas) {
    let known = shown?.size == canvas.size ? shown : nil
    for row in 0..<size.rows where known.map({ !canvas.shows(row, as: $0) }) ?? true {
      painter.paint(row, of: canvas, columns: size.columns)
    }
    if let cursor = canvas.cursor {
      cn_screen_set_cursor(Int32(clamping: cursor.row), Int32(clamping: cursor.column))
    } else {
      cn_screen_set_cursor(-1, -1)
    }
    let isWhole = shown == nil
    shown = canvas
    cn_screen_update()
    takeEncoded(synchronised: true, compacted: !isWhole)
    if options.guardsProcess { cn_guard_trim_errors() }
  }

  /// Moves what ncurses has encoded into the queue, as one synchronised update if asked, where there is something.
  ///
  /// The first frame is sent as it is, since it sets the character set that later ones rely on.
  func takeEncoded(synchronised: Bool, compacted: Bool = false) {
    var count = 0
    guard let bytes = unsafe cn_screen_take(&count), count > 0 else { return }
    let synchronised = synchronised && cn_screen_is_ansi()
    if synchronised { output.append(Modes.syncBegin) }
    let frame = unsafe UnsafeBufferPointer(start: bytes, count: count)
    if compacted && cn_screen_is_ansi() {
      output.append(unsafe SGRCompaction.compact(frame))
    } else {
      unsafe output.append(frame)
    }
    if synchronised { output.append(Modes.syncEnd) }
  }
}

extension Canvas {
  /// Whether a row looks the same on another canvas of the same size; glyphs of several scalars by what they hold.
  func shows(_ row: Int, as other: Canvas) -> Bool {
    guard row < size.rows else { return true }
    let range = row * size.columns..<(row + 1) * size.columns
    for index in range {
      let mine = cells[index]
      let theirs = other.cells[index]
      if mine.glyph < 0x110000 {
        guard mine == theirs else { return false }
        continue
      }
      guard theirs.glyph >= 0x110000, mine.role == theirs.role, mine.overlay == theirs.overlay,
        mine.width == theirs.width, scalars(of: mine) == other.scalars(of: theirs)
      else { return false }
    }
    return true
  }
}
