@testable import OpsIRC
import Testing

/// Numbers from a seed, so that a failure can be repeated.
struct Dice: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

@Suite struct FuzzTests {
  private static let words = [
    "", "ken", "KEN", "yui", "#ops", "#OPS", "@#ops", "*", "+", "-", "+o", "-o+v", "+kl", "0", "1",
    "99999999999999999999", "-1",
    "a.example b.example", "\u{1}ACTION x", "\u{1}", "\u{1}DCC", "🦊", "日本", "=", "LS", "ACK", "NAK", "NEW", "DEL",
    "sasl=PLAIN",
    "batch echo-message", "+ref", "-ref", "+r2", "-r2", "chathistory", "netsplit", "labeled-response",
    "2026-11-27T13:05:11.042Z",
    "CASEMAPPING=ascii", "CASEMAPPING=rfc1459", "PREFIX=", "PREFIX=(", "CHANTYPES=", "CHANMODES=,,,", "NICKLEN=-5",
    "MONITOR=0",
    "opsconsole-f1", "opsconsole-l1", "opsconsole-f99999999999999999999", "yui!y@h", "!@", "@", ":", "%", "PRIVMSG",
    "CHATHISTORY",
    "TARGMAX=JOIN:0", "LINELEN=99999999999", "USERLEN=9223372036854775807", "HOSTLEN=9223372036854775807",
  ]
  private static let verbs = Dispatch.handlers.keys.sorted() + ["FOO", "000", "999", "", "日本"]

  /// A message of the grammar, with any parameters.
  private static func message(_ dice: inout Dice) -> IRCMessage {
    var message = IRCMessage(verbs.randomElement(using: &dice) ?? "PING", [])
    let count = Int.random(in: 0...6, using: &dice)
    message.parameters = (0..<count).map { _ in words.randomElement(using: &dice) ?? "" }
    if Bool.random(using: &dice) {
      message.source = IRCSource(
        words.randomElement(using: &dice) ?? "", user: Bool.random(using: &dice) ? "u" : nil,
        host: Bool.random(using: &dice) ? "h" : nil)
    }
    if Int.random(in: 0..<4, using: &dice) == 0 {
      for key in ["batch", "label", "time", "msgid", "account"] where Bool.random(using: &dice) {
        message.tags[key] = ["ref", "r2", "o1", "h1", "2026-11-27T13:05:11.042Z", "x"].randomElement(using: &dice)
      }
    }
    return message
  }

  private static func request(_ dice: inout Dice) -> SessionRequest {
    let word = { (dice: inout Dice) in words.randomElement(using: &dice) ?? "" }
    switch Int.random(in: 0..<14, using: &dice) {
    case 0: return .say(to: word(&dice), text: word(&dice), kind: .message, token: 1)
    case 1: return .say(to: "#ops", text: "hello", kind: .action, token: 2)
    case 2: return .join(word(&dice), key: Bool.random(using: &dice) ? word(&dice) : nil)
    case 3: return .part(word(&dice), reason: word(&dice))
    case 4: return .nick(word(&dice))
    case 5: return .topic(word(&dice), word(&dice))
    case 6: return .away(word(&dice))
    case 7: return .raw(word(&dice))
    case 8: return .catchUp(target: word(&dice), since: HistoryAnchor(milliseconds: .min, messageID: word(&dice)))
    case 9: return .historyBefore(target: word(&dice), milliseconds: .max, messageID: nil, limit: .min)
    case 10: return .historyTargets(since: .min, until: .max)
    case 11: return .watch([word(&dice), word(&dice)])
    case 12: return .mode([word(&dice), word(&dice)])
    default: return .whois(word(&dice))
    }
  }

  /// What must hold after every message.
  private static func check(_ session: IRCSession, _ seed: UInt64) {
    #expect(session.channels.count == session.channelKeys.count, "seed \(seed)")
    #expect(session.memberTotal == session.channels.values.reduce(0) { $0 + $1.members.count }, "seed \(seed)")
    #expect(session.ownKey == session.support.fold(session.nick), "seed \(seed)")
    #expect(session.batches.open.count <= SessionLimits.batches, "seed \(seed)")
    #expect(session.deliveries.pending.count <= SessionLimits.pending, "seed \(seed)")
    #expect(session.batches.bytes == session.batches.open.values.reduce(0) { $0 + $1.bytes }, "seed \(seed)")
    for (key, channel) in session.channels { #expect(key == session.support.fold(channel.name), "seed \(seed)") }
  }

  @Test("messages of any kind in any order harm nothing", arguments: 0..<24)
  func anyMessages(seed: UInt64) {
    var dice = Dice(seed: seed + 1)
    var settings = Conversation.settings()
    if seed % 2 == 0 { settings.login = .init(account: "ken", password: "x", isRequired: false) }
    settings.channels = [.init("#ops"), .init("#db", key: "k")]
    var session = IRCSession(settings, random: Array(0..<(seed % 3 == 0 ? 0 : 16)))
    var now: Int64 = 0
    _ = session.connected(isSecure: seed % 2 == 0, at: now)
    for round in 0..<2_000 {
      // A connection that was closed begins anew, so that all is reached.
      if session.isClosed {
        session = IRCSession(settings, random: Array(0..<16))
        _ = session.connected(isSecure: true, at: now)
      }
      let reactions: [SessionReaction]
      switch Int.random(in: 0..<20, using: &dice) {
      case 0: reactions = session.tick(at: now)
      case 1, 2: reactions = session.perform(Self.request(&dice), at: now)
      case 3 where !session.isRegistered: reactions = session.receive(IRCMessage("001", ["ken"]), at: now)
      case 4: reactions = session.receive(IRCMessage("JOIN", ["#ops"], source: IRCSource(session.nick)), at: now)
      case 5: reactions = session.receive(IRCMessage("JOIN", ["#ops"], source: IRCSource("yui")), at: now)
      default: reactions = session.receive(Self.message(&dice), at: now)
      }
      for case .send(let message, _) in reactions {
        #expect(throws: Never.self, "seed \(seed): \(message)") { try message.line(by: .client, limit: 9_000) }
      }
      now += Int64.random(in: 0..<3_000, using: &dice)
      _ = session.nextDeadline
      _ = session.roomForText(to: "#ops", kind: .message)
      if round % 50 == 0 { Self.check(session, seed) }
    }
    Self.check(session, seed)
  }

  @Test("every numeric with up to fifteen parameters, in every state, harms nothing") func everyNumeric() {
    var fresh = IRCSession(Conversation.settings(), random: Array(0..<16))
    _ = fresh.connected(isSecure: true, at: 0)
    let settled = Conversation.inChannel(capabilities: "batch echo-message labeled-response").session
    for number in 1...999 {
      let code = String(repeating: "0", count: 3 - String(number).count) + String(number)
      for count in 0...15 {
        for filler in ["ken", "#ops", ""] {
          let message = IRCMessage(code, Array(repeating: filler, count: count), source: IRCSource("s"))
          var one = fresh
          var other = settled
          _ = one.receive(message, at: 1)
          _ = other.receive(message, at: 1)
        }
      }
    }
  }

  @Test("registrations that are cut short or shuffled harm nothing", arguments: 0..<50)
  func shuffled(seed: UInt64) {
    var dice = Dice(seed: seed + 100)
    var lines = Transcript.inspircd.split(separator: "\n").filter { $0.hasPrefix("S: ") }.map {
      String($0.dropFirst(3))
    }
    if seed % 2 == 0 { lines.shuffle(using: &dice) }
    if seed % 3 == 0 { lines.removeLast(Int.random(in: 0..<lines.count, using: &dice)) }
    var talk = Conversation(Transcript.settings)
    talk.connect()
    for line in lines {
      let cut = seed % 5 == 0 ? String(line.prefix(Int.random(in: 1...line.count, using: &dice))) : line
      guard let message = IRCMessage(cut) else { continue }
      _ = talk.session.receive(message, at: 0)
    }
    Self.check(talk.session, seed)
  }

  @Test("a hundred thousand people and channels are bounded, and what is cut is told") func bounded() {
    var talk = Conversation.inChannel()
    var session = talk.session
    var warnings = 0
    for number in 0..<100_000 {
      let join = IRCMessage("JOIN", ["#ops"], source: IRCSource("nick\(number)", user: "u", host: "h"))
      for case .tell(.info) in session.receive(join, at: 0) { warnings += 1 }
    }
    #expect(session.channels["#ops"]?.members.count == SessionLimits.members)
    #expect(warnings == 1)
    for number in 0..<100_000 {
      _ = session.receive(IRCMessage("JOIN", ["#c\(number)"], source: IRCSource("ken", user: "u", host: "h")), at: 0)
    }
    #expect(session.channels.count == SessionLimits.channels)
    #expect(session.wishes.count <= SessionLimits.wishes)
    #expect(session.memberTotal <= SessionLimits.membersOfAll)
    talk.forget()
  }
}
