import Foundation
import NIOCore
import NIOPosix
import OpsDomain
import Synchronization
import Testing

@testable import OpsCollectors

/// What a source posts, and a way to wait for it.
final class SSHNews: Sendable {
  private let all = Mutex<[Observation]>([])
  var post: Post { { [self] news in all.withLock { $0.append(news) } } }
  var observations: [Observation] { all.withLock { $0 } }

  /// The first that fits, as soon as it is there.
  func first<Value>(within seconds: Double = 20, _ pick: (Observation) -> Value?) async throws -> Value {
    _ = await holds(within: seconds) { observations.contains { pick($0) != nil } }
    return try #require(observations.lazy.compactMap(pick).first, "\(observations.suffix(5))")
  }

  func failure(within seconds: Double = 20, of host: HostID? = nil) async throws -> LinkFailure {
    try await first(within: seconds) {
      if case .link(let id, .ssh, .failed(let failure, _, _)) = $0, host == nil || id == host { failure } else { nil }
    }
  }

  func isConnected(_ host: HostID? = nil) -> Bool {
    observations.contains { if case .link(let id, .ssh, .connected) = $0 { host == nil || id == host } else { false } }
  }
}

@Suite(.timeLimit(.minutes(10))) struct SSHSourceTests {
  /// An ssh that records how it was called and runs the command on this machine.
  private func environment(_ folder: borrowing ScratchFolder, script: String) throws -> SSHEnvironment {
    try folder.write("ssh", "#!/bin/sh\n" + script, isProgram: true)
    return SSHEnvironment(
      settings: SSHSettings(configFile: "none"), variables: ["PATH": "\(folder.path):/usr/bin:/bin", "SECRET": "x"],
      loop: MultiThreadedEventLoopGroup.singleton.next())
  }

  private let obeying = "for last; do :; done; exec sh -c \"$last\"\n"

  @Test func aHostIsReadFromDialToQuit() async throws {
    let folder = try ScratchFolder()
    let environment = try environment(folder, script: obeying)
    let news = SSHNews()
    let source = SSHSource(host: Host(id: "h"), environment: environment, post: news.post)
    let task = Task { await source.run() }
    #expect(await holds(within: 10) { news.isConnected() })
    for section in Section.allCases { source.ask(section) }
    let sample = try await news.first { if case .sampled("h", let sample) = $0 { sample } else { nil } }
    #expect(sample.load != nil && sample.roundTrip.map { $0 > .zero } == true)
    _ = try await news.first { if case .filesystems("h", let reading) = $0 { reading } else { nil } }
    _ = try await news.first { if case .facts("h", let reading) = $0 { reading } else { nil } }
    _ = try await news.first { if case .processes("h", let reading) = $0 { reading } else { nil } }
    #expect(source.bytesReceived > 1000)
    task.cancel()
    await task.value
  }

  @Test func noHostileValueReachesAnSshThatAcceptsEverything() async throws {
    let folder = try ScratchFolder()
    // It would run whatever option it is given, and records that it was called at all.
    let environment = try environment(folder, script: "echo \"$@\" >>\(folder.path)/called; exec sleep 60\n")
    var hosts = hostileValues.prefix(400).map { Host(id: HostID($0), address: $0) }
    hosts += hostileValues.prefix(200).map { Host(id: HostID("u\($0)"), address: "ok", user: $0 + " ") }
    let news = SSHNews()
    let tasks = hosts.map { host in
      let source = SSHSource(host: host, environment: environment, post: news.post)
      return Task { await source.run() }
    }
    #expect(await holds(within: 20) { news.observations.count >= hosts.count })
    #expect(
      news.observations.allSatisfy {
        if case .link(_, .ssh, .failed(let failure, _, nil)) = $0 { failure.kind == .here } else { false }
      })
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/called"))
  }

  @Test func sshIsCalledWithTheHostBehindTwoHyphensAndNoWayToAsk() async throws {
    let folder = try ScratchFolder()
    let environment = try environment(
      folder,
      script:
        "printf '%s\\n' \"$@\" >\(folder.path)/called; echo \"ask=$SSH_ASKPASS_REQUIRE\" >>\(folder.path)/called; exit 255\n"
    )
    let news = SSHNews()
    let source = SSHSource(
      host: Host(id: "h", address: "10.0.0.7", port: 22, user: "ops"), environment: environment, post: news.post)
    let task = Task { await source.run() }
    let failure = try await news.failure()
    #expect(failure.kind == .closed)
    task.cancel()
    await task.value
    let lines = try String(contentsOfFile: "\(folder.path)/called", encoding: .utf8).split(separator: "\n")
    #expect(lines.suffix(4).prefix(2) == ["--", "10.0.0.7"] && lines.last == "ask=never")
  }

  @Test func anSshThatIgnoresEverythingIsEndedAllTheSame() async throws {
    let folder = try ScratchFolder()
    let nap = "8\(UInt32.random(in: 10_000...99_999))"
    let environment = try environment(folder, script: "trap '' TERM HUP PIPE; while :; do sleep \(nap); done\n")
    let source = SSHSource(host: Host(id: "h"), environment: environment, post: SSHNews().post)
    let task = Task { await source.run() }
    #expect(await holds(within: 10) { !processes(with: "sleep \(nap)").isEmpty })
    task.cancel()
    await task.value
    #expect(processes(with: "\(folder.path)/ssh").isEmpty)
    #expect(await holds(within: 5) { processes(with: "sleep \(nap)").isEmpty }, "what it began ends with it")
  }

  @Test func withoutAnSshTheRemedyIsToInstallIt() async throws {
    let environment = SSHEnvironment(
      settings: SSHSettings(configFile: "none"), variables: ["PATH": "/nonexistent"],
      loop: MultiThreadedEventLoopGroup.singleton.next())
    let news = SSHNews()
    let source = SSHSource(host: Host(id: "h"), environment: environment, post: news.post)
    let task = Task { await source.run() }
    let failure = try await news.failure()
    #expect(failure.kind == .here && failure.remedy == "apt-get install openssh-client")
    task.cancel()
    await task.value
  }

  @Test func cancellingBeforeItRunsIsOverAtOnce() async throws {
    let folder = try ScratchFolder()
    let environment = try environment(folder, script: obeying)
    for _ in 0..<50 {
      let source = SSHSource(host: Host(id: "h"), environment: environment, post: { _ in })
      let task = Task { await source.run() }
      task.cancel()
      await task.value
    }
  }
}
