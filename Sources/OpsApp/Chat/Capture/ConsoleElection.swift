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

  /// The most places that are given to those of whom it is not known yet what they are.
  static let unknownMax = 2

  /// The place of one's own nick among the consoles present, from 0; all nicks folded.
  ///
  /// Of those who have just come it is not known at once whether they are consoles. Where two consoles come at the same
  /// time, neither knows the other: so that both do not think themselves alone, a few of the unknown count.
  static func rank(of own: String, among consoles: [String], andPerhaps unknown: [String] = [], line: String) -> Int {
    let ahead = ahead(of: own, consoles, line) + min(ahead(of: own, unknown, line), unknownMax)
    return min(ahead, consolesMax)
  }

  /// How many of some nicks come before one's own.
  private static func ahead(of own: String, _ nicks: [String], _ line: String) -> Int {
    let mine = mark(own, line)
    return Set(nicks).count { nick in
      let other = mark(nick, line)
      return nick != own && (other < mine || (other == mine && nick < own))
    }
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
