import Foundation
import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct SSHConfigTests {
  @Test func keywordsAndArgumentsArePartedAsSshPartsThem() {
    let lines = SSHConfigText.lines(
      """
      # a comment
      Host bm-db01 bm-db02
        HostName=10.0.0.1
        Port = 2222
      \tIdentityFile "/home/a b/key"
      HOST "quoted name" *.example !not.example

      """)
    #expect(lines.map(\.keyword) == ["host", "hostname", "port", "identityfile", "host"])
    #expect(
      lines.map(\.arguments) == [
        ["bm-db01", "bm-db02"], ["10.0.0.1"], ["2222"], ["/home/a b/key"],
        ["quoted name", "*.example", "!not.example"],
      ])
    #expect(lines.flatMap(SSHConfigText.hosts) == ["bm-db01", "bm-db02", "quoted name"])
  }

  @Test func includedFilesAreReadOnceEachAndInOrder() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ops-ssh-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent(".ssh/conf.d"), withIntermediateDirectories: true)
    func write(_ path: String, _ text: String) throws {
      try text.write(to: folder.appendingPathComponent(path), atomically: true, encoding: .utf8)
    }
    try write(".ssh/config", "Include conf.d/*.conf\nInclude ~/.ssh/conf.d/none*\nHost c a *\n")
    try write(".ssh/conf.d/1.conf", "Host a\n  ProxyJump gate\n")
    try write(".ssh/conf.d/2.conf", "Host b\nInclude \(folder.path)/.ssh/conf.d/2.conf\n")
    let files = SSHConfigFiles(settings: SSHSettings(configFile: folder.path + "/.ssh/config"), home: folder.path)
    #expect(files.hosts == ["a", "b", "c"])
    #expect(files.mentionsProxies)
    // The file that includes itself is stopped, and said.
    #expect(files.failures.contains { $0.contains("include each other") })
  }

  @Test func aNamedFileThatIsNotThereIsSaid() {
    let files = SSHConfigFiles(settings: SSHSettings(configFile: "/nonexistent/config"), home: "/nonexistent")
    #expect(files.hosts == [] && files.failures.count == 1 && !files.mentionsProxies)
  }

  @Test func whatSshSaysOfAHostIsUnderstood() throws {
    let text = "host x\nuser ops\nhostname 10.0.0.7\nport 2222\nproxyjump gate,inner\nidentityfile a\nidentityfile b\n"
    let host = try #require(SSHResolvedHost(text))
    #expect(host.hostName == "10.0.0.7" && host.user == "ops" && host.port == 2222)
    #expect(host.proxyJump == "gate,inner" && host.bastion == "gate" && host.proxyCommand == nil)
    #expect(SSHResolvedHost("hostname h\nproxycommand none\nproxyjump none")?.bastion == nil)
    #expect(SSHResolvedHost("hostname h\nproxycommand nc -x p %h")?.bastion == "nc -x p %h")
    #expect(SSHResolvedHost("nothing") == nil)
  }
}
