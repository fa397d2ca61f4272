import Foundation
import Glibc
import NIOCore
import NIOPosix
import OpsDomain
import Testing

@testable import OpsCollectors

/// Asking ssh for the way to a host, where its configuration may hang.
@Suite(.timeLimit(.minutes(10))) struct SSHBastionTests {
  private let nap = "7\(UInt32.random(in: 10_000...99_999))"

  /// An ssh that never says the way to hosts called slow, and runs the command of a session on this machine.
  private func environment(
    _ folder: borrowing ScratchFolder, _ limits: SSHConfigQuery.Limits, config: String = "Host *\n  ProxyJump gate\n"
  ) throws -> SSHEnvironment {
    try folder.write(
      "ssh",
      """
      #!/bin/sh
      for last; do :; done
      if [ "$1" = -G ]; then
        case $last in slow*) sleep \(nap); exit 1;; esac
        echo "hostname $last"
        echo "proxyjump gate"
        exit 0
      fi
      exec sh -c "$last"

      """, isProgram: true)
    try folder.write("config", config)
    return SSHEnvironment(
      settings: SSHSettings(configFile: "\(folder.path)/config"),
      variables: ["PATH": "\(folder.path):/usr/bin:/bin", "HOME": folder.path],
      loop: MultiThreadedEventLoopGroup.singleton.next(), limits: limits)
  }

  private func isQueued(_ host: HostID, _ news: SSHNews) -> Bool {
    news.observations.contains(.link(host, .ssh, .queued))
  }

  @Test func aHostWhoseWayIsNotSaidHoldsUpNoOtherAndSaysThatItWaits() async throws {
    let folder = try ScratchFolder()
    let environment = try environment(folder, .init(runs: 2, turn: .seconds(50), run: .seconds(50)))
    let news = SSHNews()
    let hosts = [HostID("slow")] + (1...12).map { HostID("h\($0)") }
    let tasks = hosts.map { host in
      let source = SSHSource(host: Host(id: host), environment: environment, post: news.post)
      return Task { await source.run() }
    }
    #expect(await holds(within: 20) { hosts.dropFirst().allSatisfy { news.isConnected($0) } })
    #expect(isQueued("slow", news) && !news.isConnected("slow"))
    #expect(!processes(with: "sleep \(nap)").isEmpty)
    for task in tasks { task.cancel() }
    // Within the limit of the test, not after the fifty seconds that the question may take.
    for task in tasks { await task.value }
    #expect(await holds(within: 5) { processes(with: "sleep \(nap)").isEmpty }, "what was asked ends with the question")
  }

  @Test func aHostWhoseWayIsNotSaidInTimeIsDialledAllTheSame() async throws {
    let folder = try ScratchFolder()
    let environment = try environment(folder, .init(runs: 1, turn: .milliseconds(300), run: .milliseconds(200)))
    let news = SSHNews()
    let hosts = (1...4).map { HostID("slow\($0)") }
    let tasks = hosts.map { host in
      let source = SSHSource(host: Host(id: host), environment: environment, post: news.post)
      return Task { await source.run() }
    }
    #expect(await holds(within: 20) { hosts.allSatisfy { news.isConnected($0) } })
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    #expect(await holds(within: 5) { processes(with: "sleep \(nap)").isEmpty })
  }

  @Test func withoutJumpsInTheConfigurationNothingIsAsked() async throws {
    let folder = try ScratchFolder()
    let environment = try environment(folder, .init(), config: "Host *\n  User ops\n")
    var isAsked = false
    #expect(await environment.bastion(of: try SSHTarget(address: "slow")) { isAsked = true } == nil)
    #expect(!isAsked)
  }

  /// A pipe that nobody writes to, where a file should be, would hold up who opens it.
  @Test func aConfigurationThatIsAPipeIsNotWaitedFor() async throws {
    let folder = try ScratchFolder()
    #expect(unsafe mkfifo("\(folder.path)/pipe", 0o600) == 0)
    let files = SSHConfigFiles(settings: SSHSettings(configFile: "\(folder.path)/pipe"), home: folder.path)
    #expect(files.hosts.isEmpty && files.failures.count == 1)
  }

  @Test func whatNeverAnswersIsGivenUp() async {
    let never = DispatchSemaphore(value: 0)
    #expect(await answer(within: .milliseconds(20)) { never.wait() } == nil)
    #expect(await answer(within: .seconds(30)) { 7 } == 7)
    never.signal()
  }
}
