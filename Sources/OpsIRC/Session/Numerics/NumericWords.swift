/// Numerics in words.
enum NumericWords {
  /// The first and the last line about a person.
  static let beginsWho: Set<String> = ["311", "314"]
  static let endsWho: Set<String> = ["318", "369", "401", "406"]

  /// What kind of text a numeric or verb is.
  static func kind(of code: String) -> InfoLine.Kind {
    guard code.utf8.count == 3, let number = Int(code) else { return .answer }
    switch number {
    case 0...99, 250...259, 265, 266, 372, 375, 376, 422: return .greeting
    case 400...599, 902, 904...906: return .error
    default: return .answer
    }
  }

  /// What a numeric says, readable.
  static func text(of message: IRCMessage) -> String {
    if let words = table[message.command], let text = words(message) { return text }
    let isNumeric = message.command.utf8.count == 3 && Int(message.command) != nil
    let parameters = isNumeric ? message.parameters.dropFirst() : message.parameters[...]
    let text = parameters.joined(separator: " ")
    return isNumeric
      ? text : ([message.source?.name ?? "", message.command, text].filter { !$0.isEmpty }).joined(separator: " ")
  }

  private typealias Words = @Sendable (IRCMessage) -> String?

  private static let table: [String: Words] = person.merging(places) { first, _ in first }

  private static let person: [String: Words] = [
    "301": { "\($0[1]) is away: \($0[2])" },
    "311": { "\($0[1]) is \($0[2])@\($0[3]): \($0[5])" },
    "312": { "\($0[1]) is on \($0[2]): \($0[3])" },
    "313": { "\($0[1]) \($0[2])" },
    "314": { "\($0[1]) was \($0[2])@\($0[3]): \($0[5])" },
    "317": { message in
      guard let idle = Int64(message[2]), idle >= 0 else { return nil }
      let since = Int64(message[3]).map {
        ", here since \(ServerTime.text($0.multipliedReportingOverflow(by: 1000).partialValue))"
      }
      return "\(message[1]) has said nothing for \(span(idle))\(since ?? "")"
    },
    "318": { "end of what is known of \($0[1])" },
    "319": { "\($0[1]) is in \($0[2])" },
    "330": { "\($0[1]) is logged in as \($0[2])" },
    "338": { "\($0[1]) \($0.parameters.dropFirst(2).joined(separator: " "))" },
    "341": { "\($0[1]) was invited to \($0[2])" },
    "369": { "end of what was known of \($0[1])" },
    "378": { "\($0[1]) \($0[2])" },
    "671": { "\($0[1]) \($0[2])" },
  ]

  private static let places: [String: Words] = [
    "322": { "\($0[1]) \($0[2]) \($0[3])" },
    "324": { "modes of \($0[1]): \($0.parameters.dropFirst(2).joined(separator: " "))" },
    "331": { "\($0[1]) has no topic" },
    "332": { "topic of \($0[1]): \($0[2])" },
    "353": { "in \($0[2]): \($0[3])" },
    "366": { "end of the members of \($0[1])" },
    "367": { "banned from \($0[1]): \($0.parameters.dropFirst(2).joined(separator: " "))" },
    "372": { $0[1] },
    "401": { "\($0[1]): \($0[2])" }, "403": { "\($0[1]): \($0[2])" }, "433": { "\($0[1]): \($0[2])" },
    "442": { "\($0[1]): \($0[2])" }, "482": { "\($0[1]): \($0[2])" },
  ]

  /// Seconds as `3 h 12 min`.
  private static func span(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3_600: return "\(seconds / 60) min"
    case ..<86_400: return "\(seconds / 3_600) h \(seconds / 60 % 60) min"
    default: return "\(seconds / 86_400) d \(seconds / 3_600 % 24) h"
    }
  }
}
