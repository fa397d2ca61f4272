import Foundation
import Testing

@testable import OpsIRC

private func plain(_ port: Int) -> ConnectionSettings { ConnectionSettings(host: "127.0.0.1", port: port, tls: nil) }

@Suite(.timeLimit(.minutes(10))) struct ConnectionTests {
  @Test("messages come and go, and the end is told")
  func talks() async throws {
    let server = try await TestServer(greeting: ":irc.test NOTICE * :hello\r\n")
    let hearer = Hearer(plain(server.port))
    #expect(await hearer.connected())
    #expect(await hearer.message { $0.command == "NOTICE" }?[1] == "hello")
    hearer.send("NICK", "taro")
    hearer.send("USER", "taro", "0", "*", "山田 太郎")
    await server.line("USER taro 0 * :山田 太郎")
    #expect(server.lines == ["NICK taro", "USER taro 0 * :山田 太郎"])
    await server.hangUp()
    #expect(await hearer.closed()?.kind == .closed)
    #expect(hearer.connection.send(IRCMessage("NICK", ["x"]), isUrgent: true) == .closed)
    await server.stop()
  }

  @Test("nothing that ends a line can be sent", arguments: ["a\r\nQUIT", "a\nQUIT", "a\0b"])
  func noInjection(text: String) async throws {
    let server = try await TestServer()
    let hearer = Hearer(plain(server.port))
    await hearer.connected()
    let refusal = hearer.connection.send(IRCMessage("PRIVMSG", ["#ops", text]), isUrgent: false)
    guard case .unsendable? = refusal else {
      Issue.record("taken: \(String(describing: refusal))")
      return
    }
    hearer.send("PRIVMSG", "#ops", "well")
    await server.line("PRIVMSG #ops well")
    #expect(server.lines.count == 1)
    await server.stop()
  }

  @Test("a line may be as long as the server takes, and no longer")
  func longLines() async throws {
    let server = try await TestServer()
    let hearer = Hearer(plain(server.port))
    await hearer.connected()
    let text = String(repeating: "x", count: 1_024 - "PRIVMSG #ops \r\n".utf8.count)
    let message = IRCMessage("PRIVMSG", ["#ops", text])
    guard case .unsendable? = hearer.connection.send(message, isUrgent: false) else {
      Issue.record("longer than 512 bytes and taken")
      return
    }
    guard case .unsendable? = hearer.connection.send(message, isUrgent: false, lineBytes: 1_023) else {
      Issue.record("too long and taken")
      return
    }
    #expect(hearer.connection.send(message, isUrgent: false, lineBytes: 1_024) == nil)
    await server.line("PRIVMSG #ops \(text)")
    #expect(server.lines.count == 1)
    await server.stop()
  }

  @Test("PING is answered at once with its own parameter, when nobody takes anything, and is not handed on")
  func answersPing() async throws {
    let server = try await TestServer()
    let hearer = Hearer(plain(server.port))
    await hearer.connected()
    await server.say(
      ":a!b@c PRIVMSG #x :1\r\nPING :soju-msgid-1 two\r\nping é\r\n:irc.test PING a b\r\nPING\r\nVERSION\r\n")
    await server.until { $0.lines.count == 4 }
    #expect(server.lines == ["PONG :soju-msgid-1 two", "PONG é", "PONG a b", "PONG "])
    await hearer.message { $0.command == "VERSION" }
    #expect(await hearer.messages.map(\.command) == ["PRIVMSG", "VERSION"])
    await server.stop()
  }

  @Test("own close sends what is urgent, and says that it was asked for")
  func closesOnRequest() async throws {
    let server = try await TestServer()
    let hearer = Hearer(plain(server.port))
    await hearer.connected()
    hearer.send("QUIT", "bye")
    hearer.connection.close()
    await server.line("QUIT bye")
    await server.hangUp()
    #expect(await hearer.closed()?.kind == .asked)
    #expect(await hearer.failure?.mayRetry == false)
    await server.stop()
  }

  @Test("a server that hangs up after QUIT did what it was asked to, though close was not called yet")
  func hangsUpAfterQuit() async throws {
    let server = try await TestServer()
    let hearer = Hearer(plain(server.port))
    await hearer.connected()
    hearer.send("QUIT", "bye")
    await server.line("QUIT bye")
    await server.hangUp()
    #expect(await hearer.closed()?.kind == .asked)
    await server.stop()
  }

  @Test("own close without a farewell waits for nobody")
  func closesAtOnce() async throws {
    let server = try await TestServer()
    let hearer = Hearer(plain(server.port))
    await hearer.connected()
    hearer.connection.close()
    #expect(await hearer.closed()?.kind == .asked)
    await server.until { $0.hasClosed }
    await server.stop()
  }

  @Test("after registration, few messages go at once, urgent ones pass them by, and SAFERATE frees all")
  func controlsFlood() async throws {
    let server = try await TestServer()
    let hearer = Hearer(plain(server.port))
    await hearer.connected()
    for number in 1...20 { hearer.send("PRIVMSG", "#x", "before \(number)", isUrgent: false) }
    await server.line("PRIVMSG #x :before 20")
    hearer.connection.registered(isFree: false)
    for number in 1...200 { hearer.send("PRIVMSG", "#x", "\(number)", isUrgent: false) }
    hearer.send("PONG", "urgent")
    await server.line("PONG urgent")
    await server.line("PRIVMSG #x 5")
    #expect(hearer.connection.waiting > 100)
    hearer.connection.registered(isFree: true)
    await server.line("PRIVMSG #x 200")
    #expect(hearer.connection.waiting == 0)
    let ordinary = server.lines.filter { $0.hasPrefix("PRIVMSG") }
    #expect(ordinary == (1...20).map { "PRIVMSG #x :before \($0)" } + (1...200).map { "PRIVMSG #x \($0)" })
    await server.stop()
  }
}

@Suite(.timeLimit(.minutes(10))) struct ConnectionFailureTests {
  @Test("a port where nothing listens refuses")
  func refused() async throws {
    let server = try await TestServer()
    let port = server.port
    await server.stop()
    let failure = try #require(await Hearer(plain(port)).closed())
    #expect(failure.kind == .refused && failure.mayRetry)
    #expect(failure.words.contains("127.0.0.1:\(port)"))
  }

  @Test("a name that cannot exist has no address")
  func unresolved() async throws {
    // Longer than a label may be, so that nobody is asked for it.
    let name = String(repeating: "a", count: 70) + ".invalid"
    let failure = try #require(await Hearer(ConnectionSettings(host: name, port: 6697, tls: nil)).closed())
    #expect(failure.kind == .unresolved && failure.mayRetry)
    #expect(failure.words.contains(name))
  }

  @Test("a server that answers in plain text on a port for TLS gets the beginning of TLS and nothing else")
  func plainTextOnTLSPort() async throws {
    let server = try await TestServer(greeting: ":irc.test NOTICE * :*** Looking up your hostname...\r\n")
    let hearer = Hearer(ConnectionSettings(host: "127.0.0.1", port: server.port))
    #expect(hearer.connection.send(IRCMessage("PASS", ["secret"]), isUrgent: true) == .closed)
    let failure = try #require(await hearer.closed())
    #expect(failure.kind == .notTLS && !failure.mayRetry)
    #expect(failure.words.contains("Looking up your hostname"))
    await server.until { $0.hasClosed }
    #expect(await !hearer.hasConnected)
    #expect(server.bytes.isEmpty || server.bytes.first == 22)
    #expect(!String(decoding: server.bytes, as: UTF8.self).contains("PASS"))
    await server.stop()
  }

  @Test("a server that says nothing to the beginning of TLS is given up at the deadline")
  func silentOnTLSPort() async throws {
    let server = try await TestServer()
    var settings = ConnectionSettings(host: "127.0.0.1", port: server.port)
    // Long enough that the machine has connected, however busy it is.
    settings.deadline = 3_000
    let failure = try #require(await Hearer(settings).closed())
    #expect(failure.kind == .timedOut && failure.mayRetry)
    #expect(failure.words.contains("TLS"))
    await server.stop()
  }

  @Test("registration is under the deadline too, and ends it")
  func deadlineOfRegistration() async throws {
    let server = try await TestServer()
    var settings = plain(server.port)
    settings.deadline = 2_000
    let late = Hearer(settings)
    let inTime = Hearer(settings)
    await inTime.connected()
    inTime.connection.registered(isFree: false)
    let failure = try #require(await late.closed())
    #expect(failure.kind == .timedOut)
    #expect(failure.words.contains("registration"))
    inTime.send("NICK", "x")
    await server.line("NICK x")
    await server.stop()
  }

  @Test("a server that speaks TLS on a plain port is said to")
  func tlsOnPlainPort() async throws {
    let server = try await TestServer()
    let hearer = Hearer(plain(server.port))
    await hearer.connected()
    await server.say([21, 3, 1, 0, 2, 2, 40])
    #expect(await hearer.closed()?.kind == .tls)
    await server.stop()
  }

  @Test(
    "files that cannot be used are named",
    arguments: [
      ("authorities", ConnectionFailure.Kind.certificateOther), ("certificate", .ownCertificate),
      ("key", .ownCertificate),
    ])
  func badFiles(which: String, kind: ConnectionFailure.Kind) async throws {
    let bad = FileManager.default.temporaryDirectory.appendingPathComponent("ops-\(UUID().uuidString).pem").path
    defer { try? FileManager.default.removeItem(atPath: bad) }
    for exists in [false, true] {
      if exists { try "no certificate\n".write(toFile: bad, atomically: true, encoding: .utf8) }
      var settings = ConnectionSettings(host: "127.0.0.1", port: 1)
      if which == "authorities" { settings.tls?.authorities = bad }
      if which != "authorities" { settings.tls?.certificate = bad }
      if which == "key" { settings.tls?.key = bad }
      let failure = try #require(await Hearer(settings).closed())
      #expect(failure.kind == kind && !failure.mayRetry)
      #expect(failure.words.contains(bad))
    }
  }

  @Test("a pin that is no fingerprint is said to be none")
  func badPin() async throws {
    var settings = ConnectionSettings(host: "127.0.0.1", port: 1)
    settings.tls?.pins = ["abc"]
    let failure = try #require(await Hearer(settings).closed())
    #expect(failure.kind == .certificatePin && !failure.mayRetry)
  }
}
