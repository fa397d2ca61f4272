import Foundation
import Glibc
import OpsDomain
import Testing

@testable import OpsCollectors

/// The node_exporter that is installed, end to end.
@Suite(.timeLimit(.minutes(10))) struct RealNodeExporterTests {
  private static let program = [
    "/usr/bin/prometheus-node-exporter", "/usr/bin/node_exporter", "/usr/local/bin/node_exporter",
  ]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test func aRealExporterIsReadWhole() async throws {
    guard let program = Self.program else {
      let reason = "node_exporter is not installed (Debian package prometheus-node-exporter)"
      if ProcessInfo.processInfo.environment["CI"] == "true" {
        Issue.record("\(reason)")
      } else {
        print("skipped: \(reason)")
      }
      return
    }
    let placeholder = try FaultServer { _ in }
    placeholder.stop()
    let url = placeholder.url
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    let address = url.replacingOccurrences(of: "http://", with: "").replacingOccurrences(of: "/metrics", with: "")
    process.arguments = ["--web.listen-address=\(address)", "--log.level=error"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { process.terminate() }

    let environment = NodeExporterEnvironment()
    let log = ObservationLog()
    let source = NodeExporterSource(host: "here", url: url, environment: environment) { log.add($0) }
    let running = Task { await source.run() }
    source.ask(.tick)
    source.ask(.disk)
    source.ask(.facts)
    var (sample, disk, facts): (Sample?, FilesystemReading?, FactsReading?)
    while sample == nil || disk == nil || facts == nil {
      switch await log.next() {
      case .sampled(_, let reading): sample = reading
      case .filesystems(_, let reading): disk = reading
      case .facts(_, let reading): facts = reading
      // It takes a moment until it listens.
      case .link(_, _, .failed): source.retryNow()
      default: break
      }
    }
    running.cancel()
    await running.value
    await environment.shutdown()

    #expect((sample?.cores ?? 0) >= 1)
    #expect(sample?.load != nil && sample?.memory != nil && sample?.cpu != nil)
    #expect((sample?.uptimeSeconds ?? 0) > 0)
    #expect(abs(sample?.hostClock?.since(sample?.takenAt ?? Timestamp(seconds: 0)).inSeconds ?? 99) < 5)
    #expect(disk?.filesystems.isEmpty == false)
    #expect(facts?.kernel?.hasPrefix("Linux ") == true)
  }
}
