import Foundation
import Glibc
import OpsDomain
import OpsIRC
import Testing

@testable import OpsApp

@Suite struct SecretStoreTests {
  private let folder: TemporaryFolder
  private let secret = "hunter2-\(UInt32.random(in: 0...UInt32.max))"

  init() throws { folder = try TemporaryFolder() }

  private func file(_ text: String, mode: mode_t = 0o600) throws -> SecretPlace {
    try folder.write(text, to: "secret")
    #expect(unsafe chmod("\(folder.path)/secret", mode) == 0)
    return .file("\(folder.path)/secret")
  }

  private func program(_ script: String) throws -> SecretPlace {
    try folder.write("#!/bin/sh\n\(script)\n", to: "program")
    #expect(unsafe chmod("\(folder.path)/program", 0o700) == 0)
    return .command(["\(folder.path)/program", "exporter"])
  }

  private func failure(_ place: SecretPlace) async -> LinkFailure? {
    let answer = await SecretStore(environment: ["EMPTY": ""]).secret(at: place, anew: false)
    guard case .failure(let failure) = answer else { return nil }
    return failure
  }

  @Test func aSecretIsTheFirstLineOfItsPlace() async throws {
    let store = SecretStore(environment: ["TOKEN": secret, "PATH": "/usr/bin:/bin"])
    let places = [
      try file("\(secret)\nuser: ops\n"), .environment("TOKEN"), try program("echo \(secret); echo more: $1"),
      .command(["printf", "%s", secret]),
    ]
    for place in places { #expect(await store.secret(at: place, anew: false) == .success(secret), "\(place)") }
  }

  @Test(arguments: [0o640, 0o604, 0o602] as [mode_t])
  func aFileThatOthersCanReadOrWriteIsRefused(mode: mode_t) async throws {
    let failure = await failure(try file(secret, mode: mode))
    #expect(failure?.remedy == "chmod 600 \(folder.path)/secret")
    #expect(failure?.message.contains(secret) == false)
  }

  @Test func whatIsNoSecretIsSaidWithoutItsText() async throws {
    let places = [
      try file("\n\(secret)"), try file("\(secret)\u{1B}[2J\n"), .file("/nonexistent"), .environment("NONE"),
      .environment("EMPTY"), .command(["no-such-program"]), try program("echo \(secret) >&2; exit 3"),
      try program("printf '\\377\(secret)'"), .file("\(folder.path)"),
    ]
    for place in places {
      let failure = await failure(place)
      #expect(failure != nil, "\(place)")
      #expect(failure.map { "\($0)".contains(secret) } != true, "\(place)")
    }
  }

  @Test func manyWhoAskAtOnceAreOneRunOfTheProgram() async throws {
    let place = try program("echo run >>\(folder.path)/runs; sleep 0.2; echo \(secret)")
    let store = SecretStore(environment: ["PATH": "/usr/bin:/bin"])
    await withTaskGroup(of: SecretStore.Answer.self) { group in
      for _ in 0..<50 { group.addTask { await store.secret(at: place, anew: true) } }
      for await answer in group { #expect(answer == .success(secret)) }
    }
    #expect(try String(contentsOfFile: "\(folder.path)/runs", encoding: .utf8) == "run\n")
  }

  @Test func aChangedSecretIsFetchedWhenTheOldOneWasRefused() async throws {
    let store = SecretStore(environment: [:], freshness: .zero)
    #expect(await store.secret(at: try file("old"), anew: false) == .success("old"))
    let place = try file("new")
    #expect(await store.secret(at: place, anew: false) == .success("old"))
    #expect(await store.secret(at: place, anew: true) == .success("new"))
  }

  @Test func theHeadersAreThoseOfTheRules() async throws {
    let store = SecretStore(environment: ["P": "open sesame", "T": "abc.def"])
    // RFC 7617, section 2.
    let basic = ExporterAccess.basic(user: "Aladdin", password: .environment("P"))
    #expect(await basic.header(store, anew: false) == .success("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="))
    #expect(await ExporterAccess.bearer(.environment("T")).header(store, anew: false) == .success("Bearer abc.def"))
    guard case .failure = await ExporterAccess.bearer(.environment("P")).header(store, anew: false) else {
      Issue.record("a token with a blank was taken")
      return
    }
  }

  @Test func theSecretsOfANetworkAreFoundOrSaidToBeMissing() async throws {
    var network = NetworkKeys(name: "office", host: "irc.example.jp", port: 6697)
    network.password = .environment("PASS")
    let place = try file(secret)
    network.login = LoginKeys(mechanisms: [.plain], password: place)
    network.channels = [.init(name: "#ops"), .init(name: "#secret", key: .environment("KEY"))]
    let store = SecretStore(environment: ["PASS": "open sesame", "KEY": "k"])
    let found = await store.secrets(of: network, anew: false)
    #expect(found == .success([.environment("PASS"): "open sesame", .environment("KEY"): "k", place: secret]))
    let missing = await SecretStore(environment: ["PASS": "p"]).secrets(of: network, anew: false)
    let words = "no key for office/#secret: the variable KEY is not set"
    #expect(missing == .failure(LinkFailure(.here, words, remedy: "set it where opsconsole is started")))
    let odd = await SecretStore(environment: ["PASS": "p", "KEY": "x y"]).secrets(of: network, anew: false)
    guard case .failure(let failure) = odd else {
      Issue.record("a key with a blank was taken")
      return
    }
    #expect(failure.message.contains("holds a blank or a comma") && !failure.message.contains("x y"))
  }

  @Test func aFailureSaysWhatThereIsNot() async {
    let store = SecretStore(environment: [:])
    let place = SecretPlace.environment("NONE")
    let first = await store.secret(at: place, anew: false)
    let other = await store.secret(at: place, anew: false, lack: "no password for office")
    let remedy = "set it where opsconsole is started"
    let words = "the variable NONE is not set"
    #expect(first == .failure(LinkFailure(.here, "no login for node_exporter: \(words)", remedy: remedy)))
    #expect(other == .failure(LinkFailure(.here, "no password for office: \(words)", remedy: remedy)))
  }
}
