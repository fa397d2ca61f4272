/// A generator of the same numbers for the same seed (SplitMix64), so that a failure can be replayed.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64
  /// A generator from a seed.
  public init(seed: UInt64) { state = seed }
  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Text as an enemy would write it into a host name, a process name or a chat line.
public enum HostileText {
  /// Pieces with which terminals, columns and readers have been fooled.
  public static let pieces: [String] = [
    "\u{1B}[2J", "\u{1B}[31m", "\u{1B}]0;title\u{07}", "\u{1B}]52;c;aGk=\u{1B}\\", "\u{1B}P$q\u{1B}\\",
    "\u{1B}_x\u{1B}\\",
    "\u{9B}31m", "\u{9D}0;x\u{9C}", "\u{90}q", "\r", "\n", "\t", "\u{8}", "\u{0B}", "\u{0C}", "\u{0}", "\u{7F}",
    "\u{07}",
    "\u{202E}", "\u{202A}", "\u{2066}", "\u{2069}", "\u{200E}", "\u{200F}", "\u{061C}", "\u{2028}", "\u{2029}",
    "\u{FEFF}",
    "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{2064}", "\u{FE0F}", "\u{FE0E}", "\u{E0100}", "\u{E0041}",
    "\u{E007F}",
    "\u{3164}", "\u{115F}", "\u{1160}", "\u{2800}", "\u{FFA0}", "\u{034F}", "\u{00AD}", "\u{180E}", "\u{E000}",
    "\u{F8FF}",
    "\u{10FFFF}", "\u{0378}", "\u{FFFE}", "\u{1F3FB}", "\u{0301}", "\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}",
    "\u{20E3}",
    "障害", "서버", "ｱｲｳ", "👨‍👩‍👧", "👍🏽", "🇯🇵", "☁️", "1️⃣", "नमस्ते", "مرحبا", "a", "bm-db07", " ", "…", "\u{1100}\u{1161}\u{11A8}",
  ]

  /// A hostile text of up to `pieces` pieces.
  public static func random(_ random: inout SeededRandom, pieces count: Int = 12) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...count, using: &random) {
      if Bool.random(using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The first scalar in a text that no terminal may be sent, or nil when there is none.
  public static func firstForbidden(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: return true
      case 0x2800, 0x3164, 0x115F, 0x1160, 0xFFA0, 0xFEFF, 0xFE00...0xFE0F, 0xE000...0xF8FF, 0xE0000...0x10FFFF:
        return true
      default: return false
      }
    }
  }
}
