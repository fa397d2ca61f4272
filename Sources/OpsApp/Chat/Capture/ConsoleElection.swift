/// Which of the consoles in a channel confirms a line, without a server that says so: each computes the same order.
///
/// The order differs from line to line, so that no console does all of it.
enum ConsoleElection {
  /// The time between one console and the next, in milliseconds: long enough for a notice to come.
  static let step: Int64 = 3_000
  /// The time before the first one, so that a console that is slower to record is not overtaken by its own.
  static let first: Int64 = 300
  /// The most consoles that count; a channel has a handful.
  static let consolesMax = 64

  /// The place of one's own nick among the consoles present, from 0; all nicks folded.
  static func rank(of own: String, among consoles: [String], line: String) -> Int {
    let mine = mark(own, line)
    var rank = 0
    for nick in Set(consoles) where nick != own {
      let other = mark(nick, line)
      if other < mine || (other == mine && nick < own) { rank += 1 }
    }
    return min(rank, consolesMax)
  }

  /// How long the console of a rank waits, in milliseconds.
  static func delay(ofRank rank: Int) -> Int64 { first &+ step &* Int64(rank) }

  /// A number that looks random and is the same everywhere (FNV-1a, 64 bits, then mixed).
  static func mark(_ nick: String, _ line: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in Array(nick.utf8) + [0] + Array(line.utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    return hash ^ (hash >> 33)
  }
}
