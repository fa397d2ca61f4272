import Foundation
import Testing

@testable import OpsIRC

private let text = "日本語 한국어 👩‍🚒 \u{3}04rot\u{3}"

/// Sessions with real servers.
@Suite(.timeLimit(.minutes(10))) struct SessionLabTests {
  private func settings(_ login: SessionSettings.Login? = nil, channel: String) -> SessionSettings {
    SessionSettings(
      nicks: [IRCLab.nick()], user: "tester", realName: "山田", login: login, channels: [.init(channel)])
  }

  @Test("on InspIRCd: login with PLAIN over TLS, join, say, and the echo delivers it")
  func plainLogin() async throws {
    guard let lab = IRCLab.current() else { return }
    let channel = "#" + IRCLab.nick()
    let login = SessionSettings.Login(account: "bob", password: try lab.password(of: "bob"))
    let bob = Talker(lab.secure(try lab.port("INSPIRCD_TLS_PORT")), settings(login, channel: channel))
    let other = Talker(lab.secure(try lab.port("LEAF_TLS_PORT")), settings(channel: channel))
    #expect(await bob.registered())
    #expect(await bob.session.account == "bob")
    #expect(await other.registered())
    // Two servers of a network: bob must have seen the other before his server passes anything on.
    let nick = await other.session.nick
    await bob.event { event in
      guard case .happened(let happening) = event, case .join = happening.kind else { return nil as Bool? }
      return happening.source.name == nick ? true : nil
    }
    await bob.ask(.say(to: channel, text: text, kind: .message, token: 7))
    let delivered = await bob.event { event -> Delivery? in
      if case .delivery(token: 7, .delivered(let id, let time)) = event {
        .delivered(messageID: id, serverTime: time)
      } else {
        nil
      }
    }
    guard case .delivered(let id?, .some)? = delivered else {
      Issue.record("\(String(describing: delivered))")
      return
    }
    let said = try #require(await other.said(text))
    #expect(said.messageID == id)
    #expect(said.account == "bob")
    #expect(await bob.leave()?.kind == .asked)
    #expect(await other.leave()?.kind == .asked)
  }

  @Test("on InspIRCd: login with the own certificate (EXTERNAL)")
  func externalLogin() async throws {
    guard let lab = IRCLab.current() else { return }
    var connection = lab.secure(try lab.port("INSPIRCD_TLS_PORT"))
    connection.tls?.certificate = try lab.value("CERTIFICATE")
    connection.tls?.key = try lab.value("KEY")
    let login = SessionSettings.Login(account: "alice", mechanisms: [.external])
    let alice = Talker(connection, settings(login, channel: "#" + IRCLab.nick()))
    #expect(await alice.registered())
    #expect(await alice.session.account == "alice")
    #expect(await alice.leave()?.kind == .asked)
  }

  @Test("on ngircd, which has no capabilities: plain and with TLS", arguments: [true, false])
  func oldServer(isSecure: Bool) async throws {
    guard let lab = IRCLab.current() else { return }
    let channel = "#" + IRCLab.nick()
    let connection =
      isSecure
      ? lab.secure(try lab.port("NGIRCD_TLS_PORT"))
      : ConnectionSettings(host: "127.0.0.1", port: try lab.port("NGIRCD_PORT"), tls: nil)
    let one = Talker(connection, settings(channel: channel))
    let other = Talker(connection, settings(channel: channel))
    #expect(await one.registered())
    #expect(await other.registered())
    await other.ask(.say(to: channel, text: text, kind: .action, token: 1))
    #expect(await one.said(text)?.kind == .action)
    #expect(await one.leave()?.kind == .asked)
    #expect(await other.leave()?.kind == .asked)
  }
}
