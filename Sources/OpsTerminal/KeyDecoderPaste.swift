import OpsScreen

/// Text between the marks of a bracketed paste.
struct Paste: Sendable {
  /// The text, at most the limit of it.
  var bytes: [UInt8] = []
  /// How many bytes there were.
  var count = 0
  /// The last six bytes, to find the marks by.
  var last: UInt64 = 0
  /// What came after an end mark.
  var tail: [UInt8] = []

  static let startMark: UInt64 = 0x1B5B_3230_307E  // ESC [ 2 0 0 ~
  static let endMark: UInt64 = 0x1B5B_3230_317E  // ESC [ 2 0 1 ~
  static let markLength = 6

  /// Whether the last bytes, this one included, are the mark.
  mutating func ends(with mark: UInt64, _ byte: UInt8) -> Bool {
    byte == 0x7E && last == mark
  }

  mutating func note(_ byte: UInt8) { last = (last << 8 | UInt64(byte)) & 0xFFFF_FFFF_FFFF }

  mutating func append(_ more: some Collection<UInt8>) {
    count += more.count
    bytes.append(contentsOf: more.prefix(max(KeyDecoder.pasteLimit - bytes.count, 0)))
  }
}

extension KeyDecoder {
  mutating func beginPaste() {
    begin(.paste)
    paste = Paste()
  }

  mutating func takePaste(_ byte: UInt8) {
    paste.note(byte)
    paste.append(CollectionOfOne(byte))
    guard paste.ends(with: Paste.endMark, byte) else { return }
    paste.count -= Paste.markLength
    paste.bytes.removeLast(max(paste.bytes.count - paste.count, 0))
    paste.last = 0
    state = .pasteEnded
  }

  /// Takes what follows an end mark.
  ///
  /// A hostile text may hold such a mark, to have its rest taken for keys. A terminal sends the whole paste at once, so
  /// what follows without a pause and ends with another mark belongs to it.
  mutating func takeAfterPaste(_ byte: UInt8) {
    paste.note(byte)
    paste.tail.append(byte)
    if paste.ends(with: Paste.endMark, byte) {
      paste.append(paste.tail.dropLast(Paste.markLength))
      paste.tail = []
      paste.last = 0
    } else if paste.ends(with: Paste.startMark, byte) || paste.tail.count >= Self.pasteLimit {
      settlePaste()
    }
  }

  /// Reports the paste, then takes what came after it for keys.
  mutating func settlePaste() {
    let done = paste
    paste = Paste()
    begin(.ground)
    let text = String(decoding: done.bytes, as: UTF8.self)
    if !text.isEmpty { events.append(.paste(Self.withoutControls(text))) }
    for byte in done.tail { take(byte) }
  }

  /// Line ends as `\n`, tabs as they are, no other control.
  private static func withoutControls(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      defer { before = scalar }
      if scalar == "\r" || (scalar == "\n" && before != "\r") {
        kept.append("\n")
      } else if scalar == "\t" || (scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)) {
        kept.append(scalar)
      }
    }
    return String(kept)
  }
}
