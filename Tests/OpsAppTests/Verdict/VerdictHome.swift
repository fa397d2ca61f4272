import Foundation
import Glibc
import Testing

/// A home whose servers are all this machine, read without a network, so that the built program judges for real.
struct VerdictHome {
  let home: TeamHome

  /// Limits that this machine never reaches, however busy it is.
  private static let limits = """
    { load-warn: 9000, load-crit: 9001, memory-warn: 100%, memory-crit: 100%, swap-warn: 1000000, swap-crit: 1000001, \
    disk-warn: 100%, disk-crit: 100%, disk-warn-free: 0B, disk-crit-free: 0B, inodes-warn: 100%, inodes-crit: 100%, \
    clock-warn: 1h, clock-crit: 2h, steal-warn: 100% }
    """

  /// The roles of the service `shop`, as the lines of its map.
  init(_ roles: String..., files: [String: String] = [:], more: String = "") throws {
    home = try TeamHome()
    let text = """
      defaults: { source: local, thresholds: \(Self.limits) }
      services:
        shop:
          roles:
      \(roles.map { "      " + $0 }.joined(separator: "\n"))
      \(more)
      """
    try home.folder.write(text + "\n", to: "hosts.yaml")
    for (name, content) in files { try home.folder.write(content, to: name) }
  }

  private init(_ home: TeamHome) { self.home = home }

  /// The same home, used by somebody else.
  func used(by account: String) -> VerdictHome { VerdictHome(home.used(by: account)) }

  /// Runs a command; arguments are parted by blanks, then come those of `texts` as they are.
  @discardableResult
  func run(_ words: String, _ texts: String...) throws -> Program.Outcome {
    try home.run(words, arguments: texts)
  }

  /// An answer with its exit status; its document must be as its schema says.
  struct Answer {
    let status: Int32
    let document: Tree
    let errors: String
    var word: String? { document["verdict"].text }
    /// The codes, each with its severity: `capacity.floor block`.
    var codes: [String] {
      document["reasons"].list.map { "\($0["code"].text ?? "") \($0["severity"].text ?? "")" }
    }
  }

  /// Asks with `--json`.
  func ask(_ words: String, _ texts: String...) throws -> Answer {
    // After the command: the last of the words may be an option that waits for the first of the texts.
    let (command, rest) = (words.prefix { $0 != " " }, words.drop { $0 != " " })
    let outcome = try home.run("\(command) --json\(rest)", arguments: texts)
    let problems = try SchemaReader.problems([outcome.output])
    #expect(problems.isEmpty, "\(words): \(problems)")
    let tree = Tree(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)))
    let answer = Answer(status: outcome.status, document: tree, errors: outcome.errors)
    if answer.document["reservation"].value == nil {
      #expect(answer.document["exitCode"].number == Int(outcome.status), "\(words)")
    }
    return answer
  }

  /// Records something that must succeed.
  func must(_ words: String, _ texts: String...) throws {
    let outcome = try home.run(words, arguments: texts)
    try #require(outcome.status == 0, "\(words): \(outcome.errors)")
  }
}

extension TeamHome {
  /// Runs a command; arguments are parted by blanks, then come those of `arguments` as they are.
  ///
  /// What follows `--` stays behind the options of this home.
  func run(_ words: String, arguments: [String], input: String? = nil) throws -> Program.Outcome {
    var all = words.split(separator: " ").map(String.init)
    var rest = arguments
    if let end = rest.firstIndex(of: "--") {
      all += rest[..<end]
      rest = Array(rest[end...])
    } else {
      all += rest
      rest = []
    }
    all += ["-i", "\(folder.path)/hosts.yaml", "--config", "\(folder.path)/config.yaml"]
    return try Program.run(
      all + rest, home: folder.path,
      environment: variables.merging(["OPSCONSOLE_AUTHOR": author, "TZ": zone]) { $1 }, input: input)
  }
}

/// A port of loopback on which somebody listens who never answers.
final class SilentPort {
  let number: UInt16
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (socket, size) = (descriptor, length)
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(socket, pointer, size) == 0 && listen(socket, 64) == 0 && getsockname(socket, pointer, &length) == 0
      }
    }
    number = UInt16(bigEndian: address.sin_port)
    try #require(bound)
  }

  deinit { close(descriptor) }
}
