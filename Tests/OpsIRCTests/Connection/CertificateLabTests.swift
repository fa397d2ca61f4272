import Testing

@testable import OpsIRC

/// TLS with real servers, good and bad; the bad ones get nothing but TLS itself.
@Suite(.timeLimit(.minutes(10))) struct CertificateLabTests {
  @Test(
    "a bad certificate is refused, says which and why, and nothing is sent",
    arguments: [
      ("EXPIRED_PORT", ConnectionFailure.Kind.certificateExpired, "expired on"),
      ("WRONG_NAME_PORT", .certificateName, "elsewhere.lab.test"),
      ("UNKNOWN_CA_PORT", .certificateUnknownAuthority, "authority"),
    ])
  func badCertificates(variable: String, kind: ConnectionFailure.Kind, words: String) async throws {
    guard let lab = IRCLab.current() else { return }
    let relay = try await Relay(to: try lab.port(variable))
    let hearer = Hearer(lab.secure(relay.port))
    let failure = try #require(await hearer.closed())
    #expect(failure.kind == kind && !failure.mayRetry, "\(failure)")
    #expect(failure.words.contains(words) && failure.words.contains("127.0.0.1:\(relay.port)"), "\(failure.words)")
    #expect(await !hearer.hasConnected)
    // ClientHello, then at most an end of the handshake and an alert, which TLS 1.3 encrypts.
    #expect(relay.records.filter { $0.kind == 23 }.reduce(0) { $0 + $1.length } < 120, "\(relay.records)")
    await relay.stop()
  }

  @Test(
    "a server that can read what it gets gets not one byte with a bad certificate",
    arguments: [
      "expired", "wrong", "untrusted",
    ])
  func notOneByte(certificate: String) async throws {
    guard let lab = IRCLab.current() else { return }
    let server = try await TestServer(
      greeting: ":irc.test NOTICE * :hello\r\n", certificate: lab.file("\(certificate).crt"),
      key: lab.file("\(certificate).key"))
    let hearer = Hearer(lab.secure(server.port))
    #expect(hearer.connection.send(IRCMessage("PASS", ["secret"]), isUrgent: true) == .closed)
    #expect(await hearer.closed()?.mayRetry == false)
    await server.until { $0.hasClosed }
    #expect(server.bytes.isEmpty)
    await server.stop()
  }

  @Test("a good certificate is taken, for its name and for the address in it", arguments: [true, false])
  func goodCertificate(byName: Bool) async throws {
    guard let lab = IRCLab.current() else { return }
    for variable in ["INSPIRCD_TLS_PORT", "NGIRCD_TLS_PORT"] {
      var settings = lab.secure(try lab.port(variable))
      if !byName { settings.tls?.name = nil }
      let hearer = Hearer(settings)
      #expect(await hearer.connected())
      hearer.connection.close()
      #expect(await hearer.closed()?.kind == .asked)
    }
  }

  @Test("without its authority, the system's do not vouch for it")
  func systemAuthorities() async throws {
    guard let lab = IRCLab.current() else { return }
    var settings = lab.secure(try lab.port("INSPIRCD_TLS_PORT"))
    settings.tls?.authorities = nil
    #expect(await Hearer(settings).closed()?.kind == .certificateUnknownAuthority)
  }

  @Test("a certificate that is not pinned is refused and its fingerprint said; pinned, it is taken though expired")
  func pins() async throws {
    guard let lab = IRCLab.current() else { return }
    var settings = ConnectionSettings(host: "127.0.0.1", port: try lab.port("EXPIRED_PORT"))
    settings.tls?.pins = [String(repeating: "0", count: 64)]
    let failure = try #require(await Hearer(settings).closed())
    #expect(failure.kind == .certificatePin && !failure.mayRetry)
    let said = failure.words.split { !$0.isHexDigit }.filter { $0.count == 64 }.map(String.init)
    settings.tls?.pins += said
    let hearer = Hearer(settings)
    #expect(await hearer.connected(), "\(failure.words)")
    hearer.connection.close()
  }

  @Test("plain text on a port for TLS, and the other way round, with real servers")
  func wrongPorts() async throws {
    guard let lab = IRCLab.current() else { return }
    var settings = lab.secure(try lab.port("INSPIRCD_PORT"))
    settings.deadline = 5_000
    let failure = try #require(await Hearer(settings).closed())
    #expect([.notTLS, .timedOut, .closed].contains(failure.kind) && failure.words.contains("TLS"), "\(failure)")
    let hearer = Hearer(ConnectionSettings(host: "127.0.0.1", port: try lab.port("NGIRCD_TLS_PORT"), tls: nil))
    await hearer.connected()
    hearer.send("NICK", "x")
    let other = try #require(await hearer.closed())
    #expect([.tls, .closed, .reset].contains(other.kind), "\(other)")
  }
}
