import Foundation
import Glibc
import OpsDomain
import OpsSQLite
import Testing

@testable import OpsApp

/// `opsconsole doctor` in a home with a network.
private struct Surgery {
  let home: TemporaryFolder

  init(_ network: String = "address: irc.example.jp") throws {
    home = try TemporaryFolder()
    try home.write("chat: { networks: { office: { \(network) } } }\n", to: "config.yaml")
  }

  /// What the doctor says of the chat, with the remedies.
  func lines(_ variables: [String: String] = [:]) throws -> [String] {
    let environment = variables.merging(["OPSCONSOLE_AUTHOR": "naoya"]) { $1 }
    let arguments = ["doctor", "--config", "\(home.path)/config.yaml"]
    let output = try Program.run(arguments, home: home.path, environment: environment).output
    let all = output.split(separator: "\n").map(String.init)
    return all.indices.filter { all[$0].contains("  chat") }.map { index in
      let next = all.indices.contains(index + 1) && all[index + 1].contains("→") ? all[index + 1] : ""
      return all[index] + next
    }
  }

  func place(_ name: String, mode: mode_t) throws -> String {
    try home.write("secret\n", to: name)
    #expect(unsafe chmod("\(home.path)/\(name)", mode) == 0)
    return "\(home.path)/\(name)"
  }
}

@Test func withoutANetworkTheDoctorSaysHowToAddOne() throws {
  let home = try TemporaryFolder()
  let output = try Program.run(["doctor"], home: home.path).output
  #expect(output.contains("ok    chat: no network"))
}

@Test func aGoodNetworkIsDescribed() throws {
  let lines = try Surgery("address: irc.example.jp, channels: [\"#ops\"]").lines()
  #expect(lines.contains { $0.hasPrefix("ok    chat office: irc.example.jp port 6697, TLS, as naoya, 1 channel") })
  #expect(
    lines.contains { $0.hasPrefix("ok    chat history: ~/.local/share") && $0.contains("which the first line makes") })
}

@Test func secretsThatAreNotThereAreTold() throws {
  let network = """
    address: x, password: { environment: NO_SUCH }, sasl: { account: a, password: { command: [no-such-program] } }, \
    channels: [{ name: "#a", key: { file: /nonexistent } }]
    """
  let surgery = try Surgery(network)
  let lines = try surgery.lines()
  #expect(lines.contains { $0.contains("fail  chat office: the variable NO_SUCH is not set") })
  #expect(lines.contains { $0.contains("there is no program no-such-program") })
  #expect(lines.contains { $0.contains("the file /nonexistent") })
  #expect(try !surgery.lines(["NO_SUCH": "hunter2"]).joined().contains("hunter2"))
}

@Test func filesThatOthersCanReadAreTold() throws {
  let open = try Surgery()
  let secret = try open.place("secret", mode: 0o644)
  let key = try open.place("key.pem", mode: 0o644)
  try open.home.write(
    "chat: { networks: { o: { address: x, password: { file: \(secret) }, tls: { certificate: \(key), ca: none.pem } } } }\n",
    to: "config.yaml")
  let lines = try open.lines()
  #expect(lines.contains { $0.contains("fail  chat o: the file ~/secret") && $0.contains("→ chmod 600 ~/secret") })
  #expect(lines.contains { $0.contains("warn  chat o: the key ~/key.pem can be read by others") })
  #expect(lines.contains { $0.contains("fail  chat o: ~/none.pem: ") && $0.contains("tls.ca") })
}

@Test func aPasswordInClearTextIsToldOf() throws {
  let surgery = try Surgery("address: x, tls: false, password: { environment: P }")
  #expect(try surgery.lines(["P": "p"]).contains { $0.hasPrefix("warn") && $0.contains("in clear text") })
}

@Test func theHistoryIsLookedAt() async throws {
  let surgery = try Surgery()
  let path = "\(surgery.home.path)/.local/share/opsconsole/chat.sqlite"
  let store = try await SQLiteChatStore.open(path: path)
  let line = ChatLine(.message, at: Timestamp(milliseconds: 1), sender: "a", text: "b")
  _ = try await store.append([line], to: BufferID(network: "office", target: "#ops"))
  await store.close()
  #expect(try surgery.lines().contains { $0.contains("ok    chat history: ~/.local") && $0.contains("1 line, ") })
  #expect(unsafe chmod(path, 0o644) == 0)
  #expect(try surgery.lines().contains { $0.contains("can be read by others") && $0.contains("chmod 600") })
}
