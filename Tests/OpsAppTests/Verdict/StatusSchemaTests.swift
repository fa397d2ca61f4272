import Foundation
import OpsDomain
import OpsSQLite
import Testing

/// What `status --json` prints is as its schema says, whatever there is to say.
@Suite("the document of the status") struct StatusSchemaTests {
  @Test func simulatedServersOfEveryKind() throws {
    let home = try TemporaryFolder()
    let outcome = try Program.run(["status", "--demo", "--hosts", "300", "--json"], home: home.path)
    let hosts = try checked(outcome, status: 1)
    #expect(hosts.count == 300)
    let letters = Set(hosts.compactMap { $0["bottleneck"]["letter"].text })
    #expect(letters.isSuperset(of: ["C", "I", "M", "idle"]), "\(letters)")
  }

  @Test func serversThatAreNotReadSayWhy() throws {
    let silent = try SilentPort()
    let home = try VerdictHome(
      """
      web: { hosts: [web1, { name: web2, source: ssh, address: 127.0.0.1, port: 1 }, { name: web3, \
      source: node_exporter, node_exporter: { url: "http://127.0.0.1:\(silent.number)/metrics" } }] }
      """)
    let hosts = try checked(home.run("status --json --timeout 3s"), status: 1)
    #expect(hosts.map { $0["error"].text == nil } == [true, false, false])
    #expect(hosts[0]["cpu"].value != nil && hosts[1]["cpu"].value == nil)
  }

  @Test func whatTheTeamSays() throws {
    let home = try VerdictHome("web: { keep: 1, hosts: \"web[1-4]\" }")
    try home.must("window plan kernel --host web1 --when", "for 1h")
    try home.must("window start M-1")
    try home.must("begin web2 --reason", "a disk")
    try home.must("hold set --host web3 --reason", "rebuilding")
    let hosts = try checked(home.run("status --json"))
    #expect(hosts.map { $0["status"].text } == ["maintenance", "maintenance", "working", "working"])
    #expect(hosts[0]["statusFrom"]["window"].text != nil && hosts[1]["statusFrom"]["reservation"].text != nil)
  }

  /// The past is made up, the filesystem is this machine's: of each that is read, all that the past knows is told.
  @Test func forecasts() async throws {
    let home = try VerdictHome("web: { hosts: web1 }")
    try home.must("log add", "the folder of the data is made")
    let mounts = try checked(home.run("status --json"))[0]["filesystems"].list.compactMap { $0["mount"].text }
    let folder = home.home.folder.path + "/.local/share/opsconsole"
    let store = SQLiteFleetHistory(path: folder + "/history.sqlite")
    let now = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    for minute in stride(from: -360, to: 0, by: 1) {
      var host = HostMinute(host: "web1", mounts: [])
      host.mounts = mounts.map {
        // A gigabyte a minute, of which 400 are left now.
        MountMinute(mount: $0, sizeBytes: 1 << 40, availableBytes: UInt64(400 - minute) << 30)
      }
      try await store.record(FleetMinute(moment: now + .seconds(minute * 60), hosts: [host]))
    }
    await store.close()
    let filesystems = try checked(home.run("status --json"))[0]["filesystems"].list
    let forecasts = filesystems.map { $0["forecast"] }.filter { $0.value != nil }
    #expect(!forecasts.isEmpty)
    for forecast in forecasts { #expect(forecast["words"].text?.isEmpty == false) }
  }

  private func checked(_ outcome: Program.Outcome, status: Int32 = 0) throws -> [Tree] {
    #expect(outcome.status == status, "\(outcome.errors)")
    let problems = try SchemaReader.problems([outcome.output])
    #expect(problems.isEmpty, "\(problems)")
    return Tree(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)))["hosts"].list
  }
}
