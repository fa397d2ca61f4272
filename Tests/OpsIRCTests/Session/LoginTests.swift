@testable import OpsIRC
import Testing

@Suite struct LoginTests {
  private func login(
    _ mechanisms: Set<SessionSettings.Login.Mechanism>, required: Bool = true, password: String? = "secret-word"
  ) -> SessionSettings {
    Conversation.settings {
      $0.login = .init(account: "ken", password: password, mechanisms: mechanisms, isRequired: required)
    }
  }

  private func offered(_ offer: String, _ settings: SessionSettings, secure: Bool = true) -> Conversation {
    var talk = Conversation(settings)
    talk.connect(secure: secure)
    talk.forget()
    talk.server(":s CAP * LS :\(offer)")
    if talk.unread == ["CAP REQ sasl"] {
      talk.forget()
      talk.server(":s CAP * ACK :sasl")
    }
    return talk
  }

  @Test("PLAIN over TLS; PING is answered in the middle; a colon before the plus is no matter") func plain() {
    var talk = offered("sasl=PLAIN,AUTHCOOKIE", login([.plain]))
    talk.play(
      """
      C: AUTHENTICATE PLAIN
      S: PING :middle
      C: PONG middle
      S: AUTHENTICATE :+
      C: AUTHENTICATE a2VuAGtlbgBzZWNyZXQtd29yZA==
      S: :s 900 ken ken!ken@h Ken-Account :You are now logged in
      S: :s 903 ken :SASL authentication successful
      C: CAP END
      """)
    #expect(talk.session.account == "Ken-Account")
  }

  @Test("EXTERNAL comes first, SCRAM after it, PLAIN last") func order() {
    var talk = offered("sasl", login([.external, .scramSHA256, .plain]))
    talk.play(
      """
      C: AUTHENTICATE EXTERNAL
      S: AUTHENTICATE +
      C: AUTHENTICATE +
      S: :s 904 ken :SASL authentication failed
      C: AUTHENTICATE SCRAM-SHA-256
      S: :s 908 ken PLAIN,EXTERNAL :are available SASL mechanisms
      S: :s 904 ken :SASL authentication failed
      C: AUTHENTICATE PLAIN
      S: AUTHENTICATE +
      C: AUTHENTICATE a2VuAGtlbgBzZWNyZXQtd29yZA==
      S: :s 907 ken :You have already authenticated
      C: CAP END
      """)
  }

  @Test("a required login that fails ends the connection, and says why") func failures() {
    var wrong = offered("sasl=PLAIN", login([.plain]))
    wrong.server("AUTHENTICATE +", ":s 904 ken :SASL authentication failed")
    #expect(wrong.closing?.mayRetry == false)
    #expect(wrong.closing?.words.contains("does not accept the password of the account ken") == true)

    let mechanism = offered("sasl=AUTHCOOKIE", login([.plain]))
    #expect(mechanism.closing?.mayRetry == false)
    #expect(mechanism.closing?.words.contains("the server offers AUTHCOOKIE") == true)

    let bare = offered("sasl=PLAIN", login([.plain]), secure: false)
    #expect(bare.closing?.mayRetry == false)
    #expect(bare.closing?.words.contains("without TLS") == true)
    #expect(bare.unread.isEmpty)

    // Services may be away after a restart: that mends itself.
    let none = offered("batch", login([.plain]))
    #expect(none.unread == ["CAP REQ batch"])
    var later = none
    later.server(":s CAP * ACK :batch")
    #expect(later.closing?.mayRetry == true)
    #expect(later.closing?.words.contains("offers no login (SASL)") == true)

    var locked = offered("sasl=PLAIN", login([.plain]))
    locked.server("AUTHENTICATE +", ":s 902 ken :You must use a nick assigned to you")
    #expect(locked.closing?.mayRetry == false)
    #expect(locked.closing?.words.contains("cannot be used") == true)
  }

  @Test("servers without CAP cannot log us in", arguments: [":s 001 ken :Welcome", ":s 421 * CAP :Unknown command"])
  func withoutCapabilities(line: String) {
    var talk = Conversation(login([.plain]))
    talk.connect()
    talk.server(line)
    #expect(talk.closing?.words.contains("offers no login") == true)
    #expect(!talk.session.isRegistered)
  }

  @Test("a login that is not required may fail, and is warned of") func optional() {
    var talk = offered("sasl=PLAIN", login([.plain], required: false))
    talk.play(
      """
      C: AUTHENTICATE PLAIN
      S: AUTHENTICATE +
      C: AUTHENTICATE a2VuAGtlbgBzZWNyZXQtd29yZA==
      S: :s 904 ken :SASL authentication failed
      C: CAP END
      S: :s 001 ken :Welcome
      """)
    #expect(talk.events.infos.contains { $0.kind == .warning && $0.text.contains("not logged in") })
  }

  @Test("a login that stands still is ended") func silence() {
    var talk = offered("sasl=PLAIN", login([.plain]))
    talk.play(
      """
      C: AUTHENTICATE PLAIN
      T: 19999
      T: 1
      C: AUTHENTICATE *
      """)
    #expect(talk.closing?.words.contains("not answered within 20 s") == true)
    #expect(talk.closing?.mayRetry == true)
  }

  @Test("a login that comes late is used; one that goes away is withdrawn") func late() {
    var talk = Conversation.registered("batch", login([.plain], required: false))
    talk.play(
      """
      S: :s CAP ken NEW :sasl=PLAIN
      C: CAP REQ sasl
      S: :s CAP ken ACK :sasl
      C: AUTHENTICATE PLAIN
      S: :s CAP ken DEL :sasl
      """)
    #expect(talk.told().infos.contains { $0.text.contains("withdrew") })
    talk.play(
      """
      S: :s CAP ken NEW :sasl=PLAIN
      C: CAP REQ sasl
      S: :s CAP ken ACK :sasl
      C: AUTHENTICATE PLAIN
      S: AUTHENTICATE +
      C: AUTHENTICATE a2VuAGtlbgBzZWNyZXQtd29yZA==
      S: :s 900 ken ken!ken@h ken :You are now logged in
      S: :s 903 ken :Done
      """)
    #expect(talk.session.account == "ken")
  }

  @Test(
    "lines of SASL are 400 bytes; a full last one is followed by a plus",
    arguments: [
      (0, [1]), (399, [399]), (400, [400, 1]), (401, [400, 1]), (800, [400, 400, 1]), (801, [400, 400, 1]),
    ])
  func chunks(bytes: Int, sizes: [Int]) {
    let text = String(repeating: "A", count: bytes)
    let chunks = SASLChunks.split(text)
    #expect(chunks.map(\.utf8.count) == sizes)
    #expect(chunks.joined().filter { $0 != "+" } == text)
    #expect((chunks.last == "+") == (bytes % 400 == 0))
  }

  @Test("PLAIN of these sizes reaches the server whole", arguments: [396, 400, 404, 800, 1_200])
  func longPasswords(bytes: Int) {
    // "ken", NUL, "ken", NUL and the password, in groups of three.
    let password = String(repeating: "p", count: bytes / 4 * 3 - 8)
    var talk = offered("sasl=PLAIN", login([.plain], password: password))
    talk.forget()
    talk.server("AUTHENTICATE +")
    let lines = talk.said().map { $0.dropFirst("AUTHENTICATE ".count) }
    #expect(lines.allSatisfy { $0.utf8.count <= 400 })
    #expect((lines.last == "+") == (bytes % 400 == 0))
    let whole = lines.filter { $0 != "+" }.joined()
    #expect(whole.utf8.count == bytes)
    #expect(Base64.decode(whole) == Array("ken\0ken\0\(password)".utf8))
  }

  @Test("a challenge without end is ended") func longChallenge() {
    var talk = offered("sasl=PLAIN", login([.plain]))
    talk.forget()
    for _ in 0..<30 { talk.server("AUTHENTICATE \(String(repeating: "A", count: 400))") }
    #expect(talk.unread.first == "AUTHENTICATE *")
    #expect(talk.closing?.words.contains("too long") == true)
  }

  @Test("no secret is in anything that is told") func secrets() {
    var talk = offered("sasl=PLAIN", login([.plain], required: false))
    talk.server("AUTHENTICATE +", ":s 904 ken :no")
    for event in talk.events { #expect(!"\(event)".contains("secret-word")) }
  }
}
