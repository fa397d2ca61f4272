@testable import OpsIRC
import Testing

/// A session that talks to a server of paper.
struct Conversation {
  var session: IRCSession
  var now: Int64 = 1_000
  /// Lines of the client that no table has named yet.
  var unread: [String] = []
  /// What was told since it was last taken.
  var events: [SessionEvent] = []
  /// Why the session ended the connection; nil: it goes on.
  var closing: ClosingReason?

  /// Settings that most tests share.
  static func settings(_ change: (inout SessionSettings) -> Void = { _ in }) -> SessionSettings {
    var settings = SessionSettings(nicks: ["ken", "ken_away"], user: "ken", realName: "Ken")
    change(&settings)
    return settings
  }

  init(_ settings: SessionSettings = Conversation.settings()) {
    session = IRCSession(settings, random: Array(0..<32))
  }

  /// A session that is registered; its greeting is over and everything said so far is forgotten.
  static func registered(
    _ capabilities: String = "", support: String = "", secure: Bool = true,
    _ settings: SessionSettings = Conversation.settings()
  ) -> Conversation {
    var talk = Conversation(settings)
    talk.connect(secure: secure)
    talk.server(":s CAP * LS :\(capabilities)")
    for line in talk.unread where line.hasPrefix("CAP REQ ") {
      let names = line.dropFirst("CAP REQ ".count).drop { $0 == ":" }
      talk.server(":s CAP * ACK :\(names)")
    }
    talk.server(":s 001 ken :Welcome")
    if !support.isEmpty { talk.server(":s 005 ken \(support) :are supported") }
    talk.server(":s 376 ken :End")
    talk.forget()
    return talk
  }

  /// A registered session that is in a channel with some people; the lists are complete.
  static func inChannel(
    _ name: String = "#ops", names: String = "ken @yui", capabilities: String = "", support: String = "",
    _ settings: SessionSettings = Conversation.settings()
  ) -> Conversation {
    var talk = registered(capabilities, support: support, settings)
    talk.join(name, names: names)
    talk.forget()
    return talk
  }

  mutating func join(_ name: String, names: String = "ken") {
    server(
      ":ken!ken@desk.example JOIN \(name)", ":s 353 ken = \(name) :\(names)", ":s 366 ken \(name) :End",
      ":s 324 ken \(name) +nt", ":s 315 ken \(name) :End")
  }

  mutating func connect(secure: Bool = true) { take(session.connected(isSecure: secure, at: now)) }

  mutating func server(_ lines: String...) {
    for line in lines {
      guard let message = IRCMessage(line) else {
        Issue.record("no message: \(line)")
        continue
      }
      take(session.receive(message, at: now))
    }
  }

  mutating func ask(_ request: SessionRequest) { take(session.perform(request, at: now)) }

  mutating func pass(_ milliseconds: Int64) {
    now += milliseconds
    take(session.tick(at: now))
  }

  mutating func forget() {
    unread = []
    events = []
  }

  /// What was told since this was last asked.
  mutating func told() -> [SessionEvent] {
    defer { events = [] }
    return events
  }

  /// The lines of the client since this was last asked.
  mutating func said() -> [String] {
    defer { unread = [] }
    return unread
  }

  private mutating func take(_ reactions: [SessionReaction]) {
    for reaction in reactions {
      switch reaction {
      case .send(let message, _): unread.append(Self.text(message))
      case .tell(let event): events.append(event)
      case .close(let reason):
        if closing == nil { closing = reason }
      }
    }
  }

  static func text(_ message: IRCMessage) -> String {
    do throws(WireProblem) {
      let line = try message.line(by: .client)
      return String(decoding: line.dropLast(2), as: UTF8.self)
    } catch { return "CANNOT BE SENT: \(message)" }
  }

  /// Plays a table: `S:` a line of the server, `C:` the next line of the client, `T:` so many milliseconds pass.
  ///
  /// Every line of the client must stand in the table, where it is sent.
  mutating func play(_ table: String, _ location: SourceLocation = #_sourceLocation) {
    for (number, row) in table.split(separator: "\n").enumerated() {
      let text = String(row.dropFirst(3))
      switch row.prefix(2) {
      case "C:":
        let next = unread.isEmpty ? "nothing" : unread.removeFirst()
        #expect(next == text, "row \(number + 1)", sourceLocation: location)
      case "S:", "T:":
        #expect(unread.isEmpty, "before row \(number + 1): \(row)", sourceLocation: location)
        if row.hasPrefix("S:") { server(text) } else { pass(Int64(text) ?? 0) }
      default: Issue.record("row \(number + 1) is none", sourceLocation: location)
      }
    }
    #expect(unread.isEmpty, "after the last row", sourceLocation: location)
  }
}

extension [SessionEvent] {
  /// What people said.
  var said: [Said] { compactMap { if case .said(let said) = $0 { said } else { nil } } }
  /// What happened.
  var happenings: [Happening] { compactMap { if case .happened(let happening) = $0 { happening } else { nil } } }
  /// Texts of the server.
  var infos: [InfoLine] { compactMap { if case .info(let line, _) = $0 { line } else { nil } } }
  /// Deliveries by their tokens.
  var deliveries: [Int: Delivery] {
    reduce(into: [:]) { if case .delivery(let token, let delivery) = $1 { $0[token] = delivery } }
  }
  /// Where a text of the server went; nil: nowhere, or to no conversation.
  func target(of code: String) -> String? {
    for case .info(let line, let target) in self where line.code == code { return target }
    return nil
  }
}
