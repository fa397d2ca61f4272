import COpsSystem
import Foundation
import Glibc
import NIOCore
import NIOPosix
import OpsDomain
import Synchronization
import Testing

@testable import OpsCollectors

/// The lab of real services, from the environment that `scripts/lab env` gives.
struct SSHLab: Sendable {
  let folder: String
  /// Names and addresses of the 60 hosts.
  let hosts: [(name: String, address: String)]

  /// The lab, or nil with the reason printed; with CI=true that is a failure.
  static func current() -> SSHLab? {
    let variables = ProcessInfo.processInfo.environment
    guard let folder = variables["OPS_LAB_DIR"],
      let table = try? String(contentsOfFile: "\(folder)/hosts.tsv", encoding: .utf8)
    else {
      let reason = "skipped: no lab; begin one with: scripts/lab up; eval \"$(scripts/lab env)\""
      if variables["CI"] == "true" { Issue.record("\(reason)") } else { print(reason) }
      return nil
    }
    var hosts: [(name: String, address: String)] = []
    for line in table.split(separator: "\n") {
      let words = line.split(separator: "\t")
      if words.count >= 2 { hosts.append((String(words[0]), String(words[1]))) }
    }
    return SSHLab(folder: folder, hosts: hosts)
  }

  func environment(connectTimeout: Duration = .seconds(3)) -> SSHEnvironment {
    SSHEnvironment(
      settings: SSHSettings(configFile: "\(folder)/ssh/config", connectTimeout: connectTimeout),
      variables: ProcessInfo.processInfo.environment, loop: MultiThreadedEventLoopGroup.singleton.next())
  }

  /// Makes a host misbehave until the value is gone.
  func fault(_ name: String, _ kind: String) throws -> Fault {
    let address = try #require(hosts.first { $0.name == name }?.address)
    return try Fault(file: "\(folder)/hosts/\(address)/fault", kind: kind)
  }

  struct Fault: ~Copyable {
    let file: String
    init(file: String, kind: String) throws {
      self.file = file
      try (kind + "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
    deinit { try? FileManager.default.removeItem(atPath: file) }
  }

  /// Sessions of sshd for this lab that run the probe.
  var probes: [Int] { processes(with: "opsconsole-probe").filter { isBelowLab($0) } }
  /// Processes of ssh that use this lab's configuration.
  var clients: [Int] { processes(with: "-F \(folder)/ssh/config -T") }

  private func isBelowLab(_ pid: Int) -> Bool {
    let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
    return String(decoding: data, as: UTF8.self).contains("OPS_LAB_HOSTS=\(folder)/hosts")
  }
}

/// Sources that run until the test ends them.
final class RunningSources: Sendable {
  let sources: [SSHSource]
  private let tasks: [Task<Void, Never>]

  init(_ hosts: [OpsDomain.Host], _ environment: SSHEnvironment, _ post: @escaping Post) {
    let sources = hosts.map { SSHSource(host: $0, environment: environment, post: post) }
    self.sources = sources
    tasks = sources.map { source in Task { await source.run() } }
  }

  func end() async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}

@Suite(.serialized, .timeLimit(.minutes(10))) struct LabTests {
  @Test func sixtyRealHostsAnswerWithTheirOwnLoadAndLeaveNothingBehind() async throws {
    guard let lab = SSHLab.current() else { return }
    #expect(lab.hosts.count == 60)
    let news = SSHNews()
    let running = RunningSources(lab.hosts.map { Host(id: HostID($0.name)) }, lab.environment(), news.post)
    #expect(await holds(within: 40) { lab.hosts.allSatisfy { news.isConnected(HostID($0.name)) } })
    for source in running.sources { source.ask(.tick) }
    func sampled() -> [HostID: Sample] {
      var samples: [HostID: Sample] = [:]
      for case .sampled(let host, let sample) in news.observations { samples[host] = sample }
      return samples
    }
    #expect(await holds(within: 20) { sampled().count == 60 })
    if getuid() == 0 {
      for (name, address) in lab.hosts {
        let text = try String(contentsOfFile: "\(lab.folder)/hosts/\(address)/loadavg", encoding: .utf8)
        #expect(sampled()[HostID(name)]?.load?.one == text.split(separator: " ").first.flatMap { Double($0) })
      }
    }
    for source in running.sources.prefix(3) {
      for section in [Section.disk, .facts, .processes] { source.ask(section) }
    }
    let reading = try await news.first {
      if case .filesystems(HostID(lab.hosts[0].name), let reading) = $0 { reading } else { nil }
    }
    let wanted = try String(contentsOfFile: "\(lab.folder)/hosts/\(lab.hosts[0].address)/disk", encoding: .utf8)
    let share = reading.filesystems.first { $0.mount == "/" }?.usedShare
    #expect(share.map { Int(($0 * 100).rounded()) } == Int(wanted.prefix { $0.isNumber }))
    let facts = try await news.first {
      if case .facts(HostID(lab.hosts[2].name), let facts) = $0 { facts } else { nil }
    }
    #expect(getuid() != 0 || facts.hostName == lab.hosts[2].name)
    #expect(lab.clients.count == 60)
    await running.end()
    #expect(lab.clients.isEmpty)
    #expect(await holds(within: 5) { lab.probes.isEmpty })
  }

  @Test(arguments: [
    ("unknownkey01", LinkFailure.Kind.unknownHostKey), ("changedkey01", .changedHostKey),
    ("nologin01", .authentication),
    ("refused01", .refused), ("silent01", .timedOut), ("garbage01", .garbage), ("reset01", .closed),
    ("blackhole01", .timedOut),
    ("close01", .closed), ("drip01", .timedOut),
  ])
  func whatCannotBeReachedSaysWhy(name: String, kind: LinkFailure.Kind) async throws {
    guard let lab = SSHLab.current() else { return }
    let news = SSHNews()
    let running = RunningSources([Host(id: HostID(name))], lab.environment(), news.post)
    let failure = try await news.failure()
    #expect(failure.kind == kind, "\(failure)")
    if kind == .unknownHostKey || kind == .changedHostKey {
      #expect(failure.message.contains("SHA256:") && failure.remedy?.contains("ssh -F") == true)
    }
    await running.end()
    #expect(lab.clients.isEmpty)
  }

  @Test(arguments: [
    ("hang", LinkFailure.Kind.silent), ("exit 3", .closed), ("drop", .closed), ("garbage", .garbage),
  ])
  func aLoginThatGoesWrongSaysHow(fault kind: String, failure wanted: LinkFailure.Kind) async throws {
    guard let lab = SSHLab.current() else { return }
    let fault = try lab.fault("blog-web01", kind)
    let news = SSHNews()
    let running = RunningSources([Host(id: "blog-web01")], lab.environment(), news.post)
    let failure = try await news.failure(within: 30)
    #expect(failure.kind == wanted, "\(failure)")
    await running.end()
    #expect(lab.clients.isEmpty)
    _ = consume fault
  }

  @Test func noiseAndSlownessAtLoginDoNoHarm() async throws {
    guard let lab = SSHLab.current() else { return }
    let noisy = try lab.fault("blog-web02", "noise")
    let slow = try lab.fault("blog-web03", "slow 2")
    let news = SSHNews()
    let running = RunningSources([Host(id: "blog-web02"), Host(id: "blog-web03")], lab.environment(), news.post)
    #expect(await holds(within: 20) { news.isConnected("blog-web02") && news.isConnected("blog-web03") })
    for source in running.sources { source.ask(.tick) }
    _ = try await news.first { if case .sampled("blog-web02", let sample) = $0 { sample } else { nil } }
    _ = try await news.first { if case .sampled("blog-web03", let sample) = $0 { sample } else { nil } }
    await running.end()
    _ = consume noisy
    _ = consume slow
  }

  @Test func aDfThatHangsCostsThatSectionOnly() async throws {
    guard let lab = SSHLab.current() else { return }
    let fault = try lab.fault("blog-web04", "df")
    let news = SSHNews()
    let running = RunningSources([Host(id: "blog-web04")], lab.environment(), news.post)
    #expect(await holds(within: 20) { news.isConnected() })
    running.sources[0].ask(.disk)
    running.sources[0].ask(.tick)
    _ = try await news.first { if case .sampled(_, let sample) = $0 { sample } else { nil } }
    let reason = try await news.first(within: 30) {
      if case .sectionFailed(_, .disk, let reason, _) = $0 { reason } else { nil }
    }
    #expect(reason == "df did not answer within 10 s")
    running.sources[0].ask(.facts)
    _ = try await news.first { if case .facts(_, let facts) = $0 { facts } else { nil } }
    await running.end()
    #expect(await holds(within: 5) { lab.probes.isEmpty })
    _ = consume fault
  }

  @Test func deathInMidSectionIsSaidAndTheHostReturns() async throws {
    guard let lab = SSHLab.current() else { return }
    let news = SSHNews()
    var fault: SSHLab.Fault? = try lab.fault("blog-web05", "die")
    let running = RunningSources([Host(id: "blog-web05")], lab.environment(), news.post)
    #expect(await holds(within: 20) { news.isConnected() })
    running.sources[0].ask(.disk)
    let failure = try await news.failure()
    #expect(failure.kind == .closed && failure.message.contains("closed by remote host"), "\(failure)")
    fault = nil
    running.sources[0].retryNow()
    func connections() -> Int {
      news.observations.count { if case .link(_, _, .connected) = $0 { true } else { false } }
    }
    #expect(await holds(within: 20) { connections() == 2 })
    await running.end()
    _ = fault
  }

  @Test func whenTheConsoleIsKilledNoSshAndNoProbeIsLeft() async throws {
    guard let lab = SSHLab.current() else { return }
    // The console here is a process that holds ssh's pipes and has asked the kernel for the same as ops_spawn.
    let script = RemoteProgram.script(mark: "0123456789abcdef")
    let words = try SSHArguments.session(
      SSHTarget(address: "blog-batch01"), settings: SSHSettings(configFile: "\(lab.folder)/ssh/config"),
      command: RemoteProgram.command(length: script.count))
    let arguments = ["sh", "-c", "exec 3<&0; setpriv --pdeathsig TERM \"$@\" <&3 & wait", "sh"] + words
    let (input, none) = (ops_pipe(), unsafe open("/dev/null", O_RDWR))
    defer { for descriptor in [input.reading, input.writing, none] { close(descriptor) } }
    let console = try await ProbeRun.loop.submit {
      let (words, variables) = (CStrings(arguments), CStrings(["PATH=/usr/bin:/bin", "HOME=/"]))
      return unsafe ops_spawn(
        "/bin/sh", words.bytes, words.bytes.count, variables.bytes, variables.bytes.count, input.reading, none, none)
    }.get()
    #expect(unsafe write(input.writing, script, script.count) == script.count)
    #expect(await holds(within: 10) { lab.clients.count > 1 && !lab.probes.isEmpty })
    kill(console, SIGKILL)
    // The pipe is still open here: only the kernel tells ssh.
    #expect(await holds(within: 5) { lab.clients.isEmpty })
    #expect(await holds(within: 5) { lab.probes.isEmpty })
    #expect(await holds(within: 5) { ops_reap(console).state != OPS_CHILD_RUNS })
  }

  @Test func theSshConfigurationIsAskedThroughSshItself() async throws {
    guard let lab = SSHLab.current() else { return }
    let host = try await lab.environment().query(SSHTarget(address: "bm-db01"))
    #expect(
      host.hostName == "127.1.0.15" && host.port == Int(ProcessInfo.processInfo.environment["OPS_LAB_SSH_PORT"] ?? ""))
    let files = SSHConfigFiles(settings: SSHSettings(configFile: "\(lab.folder)/ssh/config"), home: "/nonexistent")
    #expect(files.hosts.count == 70 && files.hosts.contains("bm-db24") && files.failures == [])
  }
}
