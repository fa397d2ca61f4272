public import OpsScreen

/// Turns the bytes a terminal sends into events: a pure state machine, without descriptor or clock.
///
/// Understands UTF-8, ECMA-48 control sequences with xterm's modifiers, SS3, `CSI u`, the Linux console's and rxvt's own
/// keys, SGR and X10 mouse reports and bracketed paste. Terminal replies and what is unknown are swallowed; no input
/// wedges it. Sources: XTerm Control Sequences (ctlseqs), console_codes(4), the fixterms proposal.
public struct KeyDecoder: Sendable {
  /// The most bytes of one control sequence; longer ones are swallowed.
  static let sequenceLimit = 256
  /// The most bytes of a terminal's reply that are swallowed.
  static let stringLimit = 64 << 10
  /// The most bytes of one paste; what follows is dropped.
  public static let pasteLimit = 1 << 20

  /// What has begun and is not complete.
  enum State: Hashable {
    case ground
    /// A UTF-8 sequence of this length.
    case utf8(length: Int)
    case escape
    case ss3
    case csi
    /// `CSI M`: three bytes of an old mouse report follow.
    case oldMouse
    /// A string (OSC, DCS, APC, PM, SOS) up to its end, and how much of it has been swallowed.
    case string(count: Int)
    case stringEscape
    case paste
    /// After the end mark of a paste: another end mark would mean that the first was part of the text.
    case pasteEnded
  }

  var state = State.ground
  /// The bytes of what is not complete, its introducer included.
  var buffer: [UInt8] = []
  /// Whether an Escape stood before the key: Alt.
  var alt = false
  var paste = Paste()
  var events: [TerminalEvent] = []

  /// A decoder in its first state.
  public init() {}

  /// The events these bytes complete.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
    for byte in bytes { take(byte) }
    defer { events = [] }
    return events
  }

  /// How long to wait for more before `timeOut`, in milliseconds; nil when nothing is open.
  public var timeout: Int? {
    switch state {
    case .ground: return nil
    case .escape, .ss3, .pasteEnded, .string(count: 0): return 30
    case .csi: return buffer.count <= 1 ? 30 : 500
    case .string, .stringEscape, .utf8, .oldMouse: return 500
    case .paste: return 10_000
    }
  }

  /// The events of what is open when nothing more came within `timeout`.
  public mutating func timeOut() -> [TerminalEvent] {
    let open = state
    let introducer = buffer.count == 1 ? buffer.first : nil
    begin(.ground)
    switch open {
    case .escape: emit(Key(.escape))
    case .ss3, .csi, .string(count: 0):
      // What begins a sequence and has no rest was Alt and that key.
      if let introducer { emit(Key(.character(Character(Unicode.Scalar(introducer))), .alt)) }
    case .paste, .pasteEnded: settlePaste()
    case .ground, .utf8, .oldMouse, .string, .stringEscape: break
    }
    defer { events = [] }
    return events
  }

  mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeKey(byte)
    case .utf8(let length): takeUTF8(byte, length)
    case .escape: takeAfterEscape(byte)
    case .ss3: takeSS3(byte)
    case .csi: takeCSI(byte)
    case .oldMouse: takeOldMouse(byte)
    case .string(let count): takeString(byte, count)
    case .stringEscape: byte == 0x5C ? begin(.ground) : takeAfterEscape(byte)
    case .paste: takePaste(byte)
    case .pasteEnded: takeAfterPaste(byte)
    }
  }

  /// Goes to a state, with the byte that introduced it.
  mutating func begin(_ next: State, _ introducer: UInt8? = nil) {
    state = next
    alt = false
    buffer.removeAll(keepingCapacity: true)
    if let introducer { buffer.append(introducer) }
  }

  /// Reports a key and goes back to the ground state.
  mutating func emit(_ key: Key) {
    var key = key
    if alt { key.modifiers.insert(.alt) }
    events.append(.key(key.normalised))
    begin(.ground)
  }

  /// Drops what is open and takes the byte as the beginning of something new.
  mutating func restart(_ byte: UInt8) {
    begin(.ground)
    takeKey(byte)
  }

  /// A byte that begins something.
  private mutating func takeKey(_ byte: UInt8) {
    switch byte {
    case 0x1B: begin(.escape)
    case 0x0D: emit(Key(.enter))
    case 0x09: emit(Key(.tab))
    case 0x7F: emit(Key(.backspace))
    case 0x00: emit(Key(.character(" "), .control))
    case 0x01..<0x20:
      // Ctrl-A is 1, Ctrl-_ is 31: the column of capitals and signs, 64 above.
      emit(Key(.character(Character(Unicode.Scalar(byte + 0x40))), .control))
    case 0x20..<0x7F: emit(Key(.character(Character(Unicode.Scalar(byte)))))
    case 0xC2..<0xE0: beginUTF8(2, byte)
    case 0xE0..<0xF0: beginUTF8(3, byte)
    case 0xF0..<0xF5: beginUTF8(4, byte)
    default: begin(.ground)
    }
  }

  private mutating func beginUTF8(_ length: Int, _ byte: UInt8) {
    let withAlt = alt
    begin(.utf8(length: length), byte)
    alt = withAlt
  }

  private mutating func takeUTF8(_ byte: UInt8, _ length: Int) {
    guard byte & 0xC0 == 0x80 else { return restart(byte) }
    buffer.append(byte)
    guard buffer.count == length else { return }
    let text = String(decoding: buffer, as: UTF8.self).unicodeScalars
    guard text.count == 1, let scalar = text.first, scalar != "\u{FFFD}", scalar.value >= 0xA0 else {
      return begin(.ground)
    }
    emit(Key(.character(Character(scalar))))
  }

  private mutating func takeAfterEscape(_ byte: UInt8) {
    switch byte {
    case 0x5B: begin(.csi, byte)
    case 0x4F: begin(.ss3, byte)
    case 0x5D, 0x50, 0x5F, 0x5E, 0x58: begin(.string(count: 0), byte)
    case 0x1B:
      emit(Key(.escape))
      begin(.escape)
    default:
      begin(.ground)
      alt = true
      takeKey(byte)
    }
  }

  /// Replies hold no controls but their end; anything else is a key pressed after Alt and the introducer.
  private mutating func takeString(_ byte: UInt8, _ count: Int) {
    switch byte {
    case 0x1B: begin(.stringEscape)
    case 0x07, 0x18, 0x1A: begin(.ground)
    case 0x00..<0x20: restart(byte)
    default: count < Self.stringLimit ? state = .string(count: count + 1) : begin(.ground)
    }
  }
}
