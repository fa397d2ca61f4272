/// The tags and tickets in a text; what stands in code or in an address is none.
struct EntryWords {
  /// The most tags or tickets of a text that are taken.
  static let wordsMax = 64

  /// The tags, without `#`, each once.
  private(set) var tags: [String] = []
  /// The tickets, as `OPS-12`, each once.
  private(set) var tickets: [String] = []

  init(_ text: String) {
    var isFenced = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.drop(while: { $0 == " " }).hasPrefix("```") {
        isFenced.toggle()
      } else if !isFenced {
        for (place, part) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        where place.isMultiple(of: 2) {
          for word in part.split(whereSeparator: \.isWhitespace) { take(word) }
        }
      }
    }
  }

  private mutating func take(_ word: Substring) {
    guard !word.contains("://") else { return }
    if let tag = Self.tag(word), tags.count < Self.wordsMax, !tags.contains(tag) { tags.append(tag) }
    for ticket in Self.tickets(word) where tickets.count < Self.wordsMax && !tickets.contains(ticket) {
      tickets.append(ticket)
    }
  }

  /// The tag that a word is: `#failover`, `(#障害)`; a number alone is none.
  private static func tag(_ word: Substring) -> String? {
    let word = word.drop { "([「『（".contains($0) }
    guard word.first == "#" || word.first == "＃" else { return nil }
    let name = word.dropFirst().prefix { $0.isLetter || $0.isNumber || "_-/".contains($0) }
    let trimmed = name.reversed().drop { "-/".contains($0) }.reversed()
    guard trimmed.contains(where: \.isLetter), trimmed.count <= 64 else { return nil }
    // `#include<x>` and `#a=b` are no tags.
    let after = word.dropFirst(1 + name.count).first
    guard after.map({ ".,;:!?)]」』）、。！？".contains($0) }) ?? true else { return nil }
    return String(trimmed)
  }

  /// What looks like a ticket and is none: names of standards, and of what has versions.
  private static let notTickets: Set<String> = [
    "AES", "ASCII", "CP", "CRC", "CVE", "CWE", "DDR", "DES", "EC", "ED", "GPL", "HTTP", "IEC", "IEEE", "IP", "IPV",
    "ISO",
    "JIS", "LTO", "MD", "PEP", "PSR", "RAID", "RFC", "RSA", "SATA", "SHA", "SSL", "TCP", "TLS", "UCS", "UDP", "USB",
    "UTC",
    "UTF", "GMT", "JST", "KST", "WINDOWS", "X",
  ]

  /// The tickets in a word: two to ten capitals and digits, a hyphen, a number.
  private static func tickets(_ word: Substring) -> [String] {
    guard word.utf8.contains(UInt8(ascii: "-")) else { return [] }
    var found: [String] = []
    // Pieces of letters, digits and what joins them into other things.
    for piece in word.split(whereSeparator: { !isJoined($0) }) {
      let parts = piece.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, (2...10).contains(parts[0].utf8.count), (1...7).contains(parts[1].utf8.count),
        parts[0].utf8.first.map({ isCapital($0) }) == true,
        parts[0].utf8.allSatisfy({ isCapital($0) || isDigit($0) }), parts[1].utf8.allSatisfy({ isDigit($0) }),
        parts[1].first != "0", !notTickets.contains(String(parts[0]))
      else { continue }
      found.append(String(piece))
    }
    return found
  }

  private static func isJoined(_ letter: Character) -> Bool {
    letter.isASCII ? letter.isLetter || letter.isNumber || "-_./@=".contains(letter) && letter != "." : false
  }
  private static func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
