import OpsCollectors
import OpsDomain

/// The chat of the demonstration: who is there, what was said, and what is said as time goes by.
///
/// All of it follows from the world and the moment; nothing is sent anywhere.
struct ChatDemonstration: Sendable {
  /// The network.
  static let network = "office"
  /// How often people begin to talk once the script has ended, in seconds.
  private static let pause: Int64 = 100
  /// When the script has ended, in seconds from the beginning.
  private static let scriptEnd: Int64 = 480
  /// How often the restarting host is looked at, in seconds.
  private static let alarmPause: Int64 = 720

  /// The servers that are talked about.
  let world: SimulatedWorld
  /// The nick of the person who looks.
  let nick: String
  /// The entries of the demonstration's work log by their texts.
  let entries: [String: OperationID]

  /// A demonstration for this person; `log` is what the team of the demonstration has written.
  init(world: SimulatedWorld, person: Author, log: [OpsDomain.Operation] = []) {
    self.world = world
    nick = ChatNames.usualNick(of: person.account)
    let named = log.compactMap { operation -> (String, OperationID)? in
      guard case .entryAdd(let entry) = operation.body else { return nil }
      return (entry.text, operation.id)
    }
    entries = Dictionary(named) { first, _ in first }
  }

  /// The conversations that are open at the beginning.
  var buffers: [StoredBuffer] {
    [
      StoredBuffer(id: id(""), kind: .network, title: Self.network),
      StoredBuffer(id: id(DemonstrationScript.deploy), kind: .channel, title: DemonstrationScript.deploy),
      StoredBuffer(id: id(DemonstrationScript.ops), kind: .channel, title: DemonstrationScript.ops),
      StoredBuffer(id: id("kyoto1"), kind: .query, title: "kyoto1"),
    ]
  }

  /// What is known of a conversation.
  func facts(_ buffer: StoredBuffer) -> BufferFacts {
    var facts = BufferFacts(buffer.kind, title: buffer.title)
    facts.topic = DemonstrationScript.topics[buffer.title].flatMap(filled) ?? ""
    facts.modes = buffer.kind == .channel ? "+nt" : ""
    facts.isJoined = true
    facts.memberCount = buffer.kind == .channel ? members.count : nil
    facts.capturesLog = buffer.title == DemonstrationScript.ops
    facts.announces = buffer.title == DemonstrationScript.ops
    return facts
  }

  /// Who is in the channels.
  var members: [ChatMember] { DemonstrationPerson.all.map(\.member) + [ChatMember(nick: nick)] }

  /// The name of a conversation.
  func id(_ target: String) -> BufferID { BufferID(network: Self.network, target: target.lowercased()) }

  /// What was said before the beginning, oldest first.
  func past() -> [(BufferID, ChatLine)] { lines(DemonstrationScript.beats.filter { $0.seconds < 0 }) }

  /// What is said after a moment and until another, oldest first.
  func coming(after: Timestamp, until: Timestamp) -> [(BufferID, ChatLine)] {
    let (first, last) = (seconds(after), seconds(until))
    guard first < last else { return [] }
    let scripted = DemonstrationScript.beats.filter { $0.seconds >= 0 }
    let beats = (scripted + smallTalk(first, last) + alarms(first, last)).filter {
      $0.seconds > first && $0.seconds <= last
    }
    return lines(beats)
  }

  /// What the person it is said to answers: that this is a demonstration.
  func answer(from person: DemonstrationPerson) -> String {
    switch person.nick {
    case "tokyo2": return "이것은 데모라서 정해진 말만 할 수 있어요 (this is the demonstration: I only know my lines)"
    case "kyoto2", "watch", "deploy": return "this is the demonstration: I only know my lines"
    default: return "これはデモなので、台本のことしか話せません (this is the demonstration: I only know my lines)"
    }
  }

  // MARK: - Lines

  private func lines(_ beats: [DemonstrationBeat]) -> [(BufferID, ChatLine)] {
    beats.enumerated().sorted { ($0.element.seconds, $0.offset) < ($1.element.seconds, $1.offset) }
      .compactMap { line($0.element) }
  }

  private func line(_ beat: DemonstrationBeat) -> (BufferID, ChatLine)? {
    let entry = beat.entry.flatMap(filled).flatMap { entries[$0] }
    let words = entry.map { beat.text.replacing("{entry}", with: $0.description.suffix(4)) } ?? beat.text
    guard let text = filled(words) else { return nil }
    let sender = beat.isOwn ? nick : beat.person?.nick ?? ""
    var line = ChatLine(
      beat.kind, at: moment(beat.seconds), sender: sender, account: beat.person?.account,
      colourKey: beat.person?.user, text: text)
    line.isOwn = beat.isOwn
    line.delivery = beat.isOwn ? .delivered : nil
    line.isBot = beat.person?.isBot ?? false
    line.isHighlight = !beat.isOwn && line.isSaid && beat.text.contains("{me}")
    line.until = beat.until.map(moment)
    line.entry = beat.kind == .message ? entry : nil
    return (id(beat.target), line)
  }

  /// The text with its hosts; nil when the world has not all of them.
  private func filled(_ text: String) -> String? {
    var (filled, rest) = ("", text[...])
    while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
      guard let word = word(String(rest[rest.index(after: start)..<end])) else { return nil }
      filled += rest[..<start] + word
      rest = rest[rest.index(after: end)...]
    }
    return filled + rest
  }

  private func word(_ key: String) -> String? {
    if key == "me" { return nick }
    let parts = key.split(separator: " ")
    guard parts.count == 2, let number = Int(parts[1]) else { return nil }
    let hosts = world.inventory.roles.first { $0.id.role == parts[0] }?.hosts ?? []
    return hosts.indices.contains(number - 1) ? hosts[number - 1].name : nil
  }

  private func moment(_ seconds: Int64) -> Timestamp { world.start + .seconds(seconds) }

  private func seconds(_ moment: Timestamp) -> Int64 { (moment.milliseconds &- world.start.milliseconds) / 1000 }

  // MARK: - Later on

  /// An exchange in most pauses; which one and when follows from the world.
  private func smallTalk(_ first: Int64, _ last: Int64) -> [DemonstrationBeat] {
    guard last > Self.scriptEnd else { return [] }
    let from = max(first, Self.scriptEnd)
    // After a long sleep of the machine the newest hour is enough.
    let slots = max(from / Self.pause - 1, last / Self.pause - 36)...(last / Self.pause)
    return slots.flatMap { slot -> [DemonstrationBeat] in
      let chance = world.chance(UInt64(clamping: slot))
      let begin = slot * Self.pause + Int64(chance >> 32 % 60)
      guard chance % 4 > 0, begin >= Self.scriptEnd else { return [] }
      let exchange = DemonstrationScript.exchanges[Int(chance % UInt64(DemonstrationScript.exchanges.count))]
      return exchange.enumerated().map { index, part in
        .said(begin + Int64(index) * 17, DemonstrationScript.ops, part.0, part.1)
      }
    }
  }

  /// A host that restarts again and again is told of when it is looked at and away.
  private func alarms(_ first: Int64, _ last: Int64) -> [DemonstrationBeat] {
    guard last >= 0, let id = world.inventory.roles.first(where: { $0.id.role == "batch" })?.hosts.last else {
      return []
    }
    let slots = max(first / Self.alarmPause - 1, last / Self.alarmPause - 6, 0)...(last / Self.alarmPause)
    return slots.compactMap { slot in
      let look = slot * Self.alarmPause + 60
      guard case .failed(let failure, _, _)? = world.link(to: id, at: moment(look)) else { return nil }
      let reason = failure.message.split(separator: ":").last.map(String.init) ?? ""
      return .said(look, DemonstrationScript.ops, .watcher, "\u{02}\u{03}07WARN\u{0F} \(id.name) ssh:\(reason)")
    }
  }
}
