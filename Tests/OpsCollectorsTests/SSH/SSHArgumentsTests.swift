import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct SSHArgumentsTests {
  private let target: SSHTarget

  init() throws { target = try SSHTarget(address: "bm-db01", port: 2222, user: "ops") }

  @Test func aSessionIsCalledLikeThis() throws {
    let settings = SSHSettings(configFile: "/etc/team/ssh config", connectTimeout: .milliseconds(4500))
    let words = try SSHArguments.session(target, settings: settings, command: "exec sh")
    #expect(
      words.joined(separator: "\n") == """
        ssh
        -F
        /etc/team/ssh config
        -T
        -x
        -a
        -e
        none
        -o
        BatchMode=yes
        -o
        ConnectTimeout=5
        -o
        ConnectionAttempts=1
        -o
        ServerAliveInterval=5
        -o
        ServerAliveCountMax=2
        -o
        ControlMaster=no
        -o
        ForwardAgent=no
        -o
        ClearAllForwardings=yes
        -o
        PermitLocalCommand=no
        -o
        RemoteCommand=none
        -o
        RequestTTY=no
        -o
        LogLevel=INFO
        -p
        2222
        -l
        ops
        --
        bm-db01
        exec sh
        """)
  }

  @Test func thePolicyOnHostKeysIsTheUsersOwn() throws {
    for verbose in [false, true] {
      let words = try SSHArguments.session(target, settings: SSHSettings(), verbose: verbose, command: "x").joined()
      for option in ["StrictHostKeyChecking", "KnownHosts", "CheckHostIP", "/dev/null", "VerifyHostKeyDNS"] {
        #expect(!words.contains(option))
      }
    }
  }

  @Test func theHostFollowsTwoHyphensInEveryCommandLine() throws {
    let lines = try [
      SSHArguments.session(target, settings: SSHSettings(), command: "x"),
      SSHArguments.interactive(target, settings: SSHSettings()), SSHArguments.query(target, settings: SSHSettings()),
    ]
    for words in lines {
      let place = try #require(words.firstIndex(of: "--"))
      #expect(words[place + 1] == "bm-db01")
    }
  }

  @Test func aPersonsSessionMayAskAndHasATerminal() throws {
    let words = try SSHArguments.interactive(target, settings: SSHSettings(configFile: "/c"))
    #expect(words == ["ssh", "-F", "/c", "-p", "2222", "-l", "ops", "--", "bm-db01"])
  }

  @Test func aKeyExchangeIsPassedOnlyWhenItIsAList() throws {
    let settings = SSHSettings(keyExchange: "^curve25519-sha256,curve25519-sha256@libssh.org")
    #expect(
      try SSHArguments.session(target, settings: settings, command: "x")
        .contains("KexAlgorithms=^curve25519-sha256,curve25519-sha256@libssh.org"))
    for value in ["", "a b", "a\nProxyCommand=x", "a;b", String(repeating: "a", count: 501)] {
      #expect(throws: LinkFailure.self) {
        try SSHArguments.session(target, settings: SSHSettings(keyExchange: value), command: "x")
      }
    }
  }

  @Test(arguments: [(Duration.zero, 1), (.milliseconds(1), 1), (.seconds(7), 7), (.seconds(1_000_000), 600)])
  func theTimeToConnectIsBounded(timeout: Duration, seconds: Int) throws {
    let words = try SSHArguments.session(target, settings: SSHSettings(connectTimeout: timeout), command: "x")
    #expect(words.contains("ConnectTimeout=\(seconds)"))
  }
}
