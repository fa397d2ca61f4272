import Foundation
import OpsDomain
import Testing

@testable import OpsCollectors

/// Real words of ssh, from Fixtures/ssh.
enum SSHWords {
  static func of(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: folder.appendingPathComponent("Fixtures/ssh/\(name).txt"), encoding: .utf8)
  }
}

@Suite struct SSHFailureTests {
  private func failure(
    _ errors: String, output: String = "", exit: ChildExit = .status(255), wasConnected: Bool = false
  ) throws -> LinkFailure {
    let target = try SSHTarget(address: "bm-db01", port: 2222)
    return SSHFailure.classify(
      SSHFailure.Ending(
        errors: errors, output: output, exit: exit, wasConnected: wasConnected, target: target, configFile: "/c"))
  }

  @Test(arguments: [
    ("refused01", LinkFailure.Kind.refused), ("nowhere.invalid", .unresolved), ("silent01", .timedOut),
    ("drip01", .timedOut),
    ("blackhole01", .timedOut), ("garbage01", .garbage), ("reset01", .closed), ("close01", .closed),
    ("nologin01", .authentication), ("unknownkey01", .unknownHostKey), ("strictkey", .unknownHostKey),
    ("changedkey01", .changedHostKey), ("option", .here), ("noconfig", .here), ("nokex", .closed), ("dead", .silent),
    ("dropped", .closed),
  ])
  func whatSshSaysIsUnderstood(name: String, kind: LinkFailure.Kind) throws {
    let failure = try failure(SSHWords.of(name), wasConnected: ["dead", "dropped"].contains(name))
    #expect(failure.kind == kind, "\(failure)")
    #expect(!failure.message.contains("\r") && !failure.message.contains("\n") && failure.message.count < 500)
  }

  @Test func anUnknownKeyComesWithItsFingerprintAndTheWayToAcceptIt() throws {
    let failure = try failure(SSHWords.of("unknownkey01"))
    #expect(failure.message.contains("ssh-ed25519 SHA256:E7qGYfBxCPf+P7ogIlZLLyhMFXhZe8ZS6/MSK4/+rDU"))
    #expect(failure.remedy?.contains("ssh -F /c -p 2222 -- bm-db01 true") == true)
    #expect(!SSHFailure.lacksFingerprint(failure))
    #expect(SSHFailure.lacksFingerprint(try self.failure("Host key verification failed.\r\n")))
  }

  @Test func aChangedKeyComesWithItsFingerprintAndTheWayToForgetTheOldOne() throws {
    let failure = try failure(SSHWords.of("changedkey01"))
    #expect(failure.message.contains("SHA256:E7qGYfBxCPf+P7ogIlZLLyhMFXhZe8ZS6/MSK4/+rDU"))
    #expect(failure.remedy?.contains("ssh-keygen -f ") == true)
    #expect(failure.remedy?.contains(#"-R "[127.1.200.2]:25023""#) == true)
  }

  @Test func aLoginShellThatRunsNothingIsQuoted() throws {
    let failure = try failure("", output: "This account is currently not available.\n", exit: .status(1))
    #expect(failure.kind == .closed)
    #expect(
      failure.message.contains("status 1") && failure.message.contains("This account is currently not available."))
    #expect(try self.failure("sh: 1: exec: sh: not found\n", exit: .status(127)).message.contains("not found"))
  }

  @Test func endsWithoutAWordAreToldAsTheyAre() throws {
    #expect(try failure("", wasConnected: true).message == "the session ended (status 255)")
    #expect(try failure("", exit: .signal(9), wasConnected: true).message == "the session ended (signal 9)")
    #expect(try failure("").message == "ssh ended without a word")
  }

  @Test func anythingMayBeSaid() throws {
    var generator = SeededBytes(state: 5)
    let endings = ["", "SHA256:", "Host key verification failed", "@@@"]
    for _ in 0..<500 {
      let bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let text = String(decoding: bytes, as: UTF8.self) + endings[Int.random(in: 0..<endings.count, using: &generator)]
      #expect(try failure(text, output: text, exit: .lost).message.count < 1000)
    }
  }
}
