@testable import OpsIRC
import Testing

/// The conversation of RFC 7677, section 3.
private enum Example {
  static let nonce = "rOprNGfwEbeRWgbNEkqO"
  static let serverFirst =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
  static let clientFinal =
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
  static let serverFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
  static var client: ScramClient { ScramClient(account: "user", password: "pencil", nonce: nonce) }
}

@Suite struct ScramTests {
  @Test("the example of RFC 7677") func example() throws {
    var client = Example.client
    #expect(String(decoding: client.first, as: UTF8.self) == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
    let final = try client.answer(Array(Example.serverFirst.utf8))
    #expect(String(decoding: final, as: UTF8.self) == Example.clientFinal)
    try client.verify(Array(Example.serverFinal.utf8))
    #expect(client.isVerified)
  }

  @Test(
    "a server that lies is found out",
    arguments: [
      "r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
      "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
      "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1",
      "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000000000",
      "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=x", "r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096",
      "r=rOprNGfwEbeRWgbNEkqOx,s=?,i=4096", "m=ext,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", "",
      ",,,=",
    ])
  func lies(first: String) {
    var client = Example.client
    #expect(throws: ScramClient.Problem.self) { try client.answer(Array(first.utf8)) }
  }

  @Test(
    "a wrong signature is found out",
    arguments: ["v=AAAA", "v=", "", "x", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G8="])
  func signature(final: String) throws {
    var client = Example.client
    _ = try client.answer(Array(Example.serverFirst.utf8))
    #expect(throws: ScramClient.Problem.self) { try client.verify(Array(final.utf8)) }
    #expect(!client.isVerified)
  }

  @Test("names are escaped") func names() {
    let client = ScramClient(account: "a=b,c", password: "", nonce: "n")
    #expect(String(decoding: client.first, as: UTF8.self) == "n,,n=a=3Db=2Cc,r=n")
  }

  /// A session in the middle of SCRAM, and the nonce that it made.
  private func session() throws -> (Conversation, nonce: String) {
    var talk = Conversation(
      Conversation.settings {
        $0.login = .init(account: "user", password: "pencil", mechanisms: [.scramSHA256, .plain])
        $0.channels = [.init("#secret", key: "sesame")]
      })
    talk.connect()
    talk.server(":s CAP * LS :sasl", ":s CAP * ACK :sasl")
    talk.forget()
    talk.server("AUTHENTICATE +")
    let line = try #require(talk.said().first)
    let first = try #require(Base64.decode(String(line.dropFirst("AUTHENTICATE ".count))))
    let text = String(decoding: first, as: UTF8.self)
    #expect(text.hasPrefix("n,,n=user,r="))
    return (talk, String(text.dropFirst("n,,n=user,r=".count)))
  }

  private func serverFirst(_ nonce: String) -> String {
    "AUTHENTICATE " + Base64.encode(Array("r=\(nonce)server,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096".utf8))
  }

  @Test("a server that accepts without proof is refused, and gets no second chance") func accepted() throws {
    var (talk, nonce) = try session()
    talk.server(serverFirst(nonce))
    talk.server(":s 900 ken m user :You are logged in", ":s 903 ken :Done")
    #expect(talk.closing?.mayRetry == false)
    #expect(talk.closing?.words.contains("could not prove") == true)
    #expect(!talk.said().contains("CAP END"))
  }

  @Test("so is one that names an account and lets us in without ever ending the login") func letIn() throws {
    var (talk, nonce) = try session()
    talk.server(serverFirst(nonce))
    talk.forget()
    talk.server(":s 900 ken m user :You are logged in", ":s 001 ken :Welcome", ":s 376 ken :End")
    #expect(talk.closing?.words.contains("before the login was done") == true)
    #expect(!talk.session.isRegistered)
    #expect(talk.said() == [])
  }

  @Test("so is one that accepts before anything was said", arguments: ["903", "907"])
  func acceptedAtOnce(code: String) {
    var talk = Conversation(
      Conversation.settings { $0.login = .init(account: "user", password: "pencil", mechanisms: [.scramSHA256]) })
    talk.connect()
    talk.server(":s CAP * LS :sasl", ":s CAP * ACK :sasl", ":s \(code) ken :Done")
    #expect(talk.closing?.mayRetry == false)
  }

  @Test("a wrong signature ends the connection") func wrongSignature() throws {
    var (talk, nonce) = try session()
    talk.server(serverFirst(nonce))
    talk.forget()
    talk.server("AUTHENTICATE \(Base64.encode(Array("v=AAAA".utf8)))")
    #expect(talk.said() == ["AUTHENTICATE *"])
    #expect(talk.closing?.mayRetry == false)
  }

  @Test("a password that SCRAM refuses is not shown to the server by PLAIN") func noDowngrade() throws {
    var (talk, nonce) = try session()
    talk.server(serverFirst(nonce))
    talk.forget()
    talk.server(":s 904 ken :SASL authentication failed")
    #expect(!talk.said().contains("AUTHENTICATE PLAIN"))
    #expect(talk.closing?.words.contains("does not accept the password") == true)
  }

  @Test("a server that keeps to the rules logs us in") func success() throws {
    var (talk, nonce) = try session()
    talk.server(serverFirst(nonce))
    talk.forget()
    // The server's side, from the same password.
    var twin = ScramClient(account: "user", password: "pencil", nonce: nonce)
    _ = try twin.answer(Array("r=\(nonce)server,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096".utf8))
    let signature = try #require(twin.serverSignature)
    talk.server("AUTHENTICATE \(Base64.encode(Array("v=\(Base64.encode(signature))".utf8)))")
    #expect(talk.said() == ["AUTHENTICATE +"])
    talk.server(":s 900 ken m user :You are logged in", ":s 903 ken :Done")
    #expect(talk.said() == ["CAP END"])
    #expect(talk.session.account == "user")
  }

  @Test("base64 there and back, and what is none") func base64() {
    for length in 0..<70 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
    #expect(Base64.encode(Array("foob".utf8)) == "Zm9vYg==")
    for text in ["A", "AA", "AAA", "A===", "====", "AA=A", "????", "AAAA="] { #expect(Base64.decode(text) == nil) }
  }
}
