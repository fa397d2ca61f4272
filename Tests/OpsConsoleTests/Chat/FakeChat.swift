import OpsDomain
import OpsScreen

@testable import OpsConsole

/// A chat in memory that answers what the console asks for: what the network and the store would say.
struct FakeChat {
  /// The lines of every conversation, oldest first.
  var lines: [BufferID: [ChatLine]] = [:]
  /// Everything that was asked.
  var effects: [ChatEffect] = []
  /// Whether older lines, newer lines and searches are answered.
  var answers = true
  private var lastID: Int64 = 10_000

  /// What was said, by conversation and text.
  var said: [String] {
    effects.flatMap { effect -> [String] in
      guard case .say(let id, let texts, let saying) = effect else { return [] }
      return texts.map { saying == .message ? "\(id.target): \($0)" : "\(id.target) \(saying): \($0)" }
    }
  }

  /// The commands that were sent.
  var commands: [ChatCommand] {
    effects.compactMap { effect in
      if case .command(_, let command) = effect { return command }
      return nil
    }
  }

  /// Up to where each conversation was told to be read.
  var seen: [(BufferID, ChatPlace)] {
    effects.compactMap { effect in
      if case .seen(let id, let place) = effect { return (id, place) }
      return nil
    }
  }

  /// The words of all rings.
  var rings: [String] {
    effects.compactMap { effect in
      if case .ring(let title, _) = effect { return title }
      return nil
    }
  }

  /// The news that answers an effect; nil when it has no answer.
  mutating func answer(_ effect: ChatEffect, now: Timestamp) -> ChatNews? {
    effects.append(effect)
    switch effect {
    case .show(let id): return .history(id, Array((lines[id] ?? []).suffix(200)))
    case .older(let id, let place, let limit, let ticket) where answers:
      let before = (lines[id] ?? []).filter { $0.place < place }
      return .older(id, Array(before.suffix(limit)), ticket: ticket)
    case .newer(let id, let place, let limit, let ticket) where answers:
      let after = (lines[id] ?? []).filter { $0.place > place }
      return .newer(id, Array(after.prefix(limit)), ticket: ticket)
    case .search(let text, let id, let place, let limit, let ticket) where answers:
      let wanted = text.lowercased()
      func isMeant(_ line: ChatLine) -> Bool {
        if let place, line.place >= place { return false }
        return line.text.lowercased().contains(wanted)
      }
      let hits = lines.filter { id == nil || $0.key == id }.flatMap { buffer, lines in
        lines.filter { isMeant($0) }.map {
          ChatHit(buffer: buffer, title: buffer.target, line: $0)
        }
      }
      let ordered = hits.sorted { $0.line.place > $1.line.place }
      return .found(Array(ordered.prefix(limit)), ticket: ticket)
    case .open(let network, let target):
      return .buffer(BufferID(network: network, target: target), BufferFacts(.query, title: target))
    case .close(let id): return .closed(id)
    default: return nil
    }
  }

  /// Stores lines and returns them with their numbers.
  mutating func store(_ new: [ChatLine], in id: BufferID) -> [ChatLine] {
    let numbered = new.map { line -> ChatLine in
      lastID += 1
      var line = line
      line.id = lastID
      return line
    }
    lines[id, default: []] += numbered
    lines[id]?.sort { $0.place < $1.place }
    return numbered
  }
}

extension ConsoleState {
  /// Answers effects until nothing more is asked; returns those that are not of the chat.
  @discardableResult
  mutating func settle(_ effects: [Effect], _ fake: inout FakeChat) -> [Effect] {
    var waiting = effects
    var others: [Effect] = []
    var steps = 0
    while !waiting.isEmpty, steps < 1_000 {
      steps += 1
      let effect = waiting.removeFirst()
      guard case .chat(let asked) = effect else {
        others.append(effect)
        continue
      }
      if let news = fake.answer(asked, now: now) { waiting += handle(.chat(news)) }
    }
    return others
  }

  /// Hears news, the chat answering at once.
  @discardableResult
  mutating func hear(_ news: ChatNews, _ fake: inout FakeChat) -> [Effect] { settle(handle(.chat(news)), &fake) }

  /// Lines are said in a conversation.
  mutating func hear(_ new: [ChatLine], in id: BufferID, _ fake: inout FakeChat) {
    let lines = fake.store(new, in: id)
    hear(.lines(id, lines), &fake)
  }

  /// Presses keys, the chat answering at once; returns what is not of the chat.
  @discardableResult
  mutating func press(_ fake: inout FakeChat, _ names: String...) -> [Effect] {
    names.flatMap { name in Key(named: name).map { settle(handle(.terminal(.key($0))), &fake) } ?? [] }
  }

  /// Types a text, a key a character, the chat answering at once.
  mutating func type(_ fake: inout FakeChat, _ text: String) {
    for character in text { settle(handle(.terminal(.key(Key(.character(character))))), &fake) }
  }

  /// Pastes a text.
  mutating func paste(_ fake: inout FakeChat, _ text: String) { settle(handle(.terminal(.paste(text))), &fake) }

  /// A second passes.
  mutating func tick(_ fake: inout FakeChat, _ seconds: Int64 = 1) {
    settle(handle(.tick(now + .seconds(seconds), FleetFixture.zone)), &fake)
  }

  /// The text in the input line.
  var typed: String { chat.shown?.input.text ?? "" }
}
