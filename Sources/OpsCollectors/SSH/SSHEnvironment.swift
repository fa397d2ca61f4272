import COpsSystem
import Glibc
import NIOCore
import NIOPosix
public import OpsDomain

/// What all ssh sessions share: the program, its environment, one thread, and the budget of dials.
///
/// Create it once.
public final class SSHEnvironment: Sendable {
  /// So many descriptors are asked for: four a session leave room for some ten thousand.
  private static let wantedDescriptors = 65_536

  /// How ssh is called.
  public let settings: SSHSettings
  /// The ssh program, or nil where there is none on the PATH.
  public let executable: String?
  let variables: CStrings
  /// The loop on whose thread all sessions live.
  let loop: any EventLoop
  private let desks: NIOLoopBoundBox<Desks?>
  private let usesBastions: Bool

  private struct Desks {
    var dials: DialDesk
    var queries: DialDesk
  }

  /// The environment for sessions; `variables` are this process's own, of which ssh needs HOME, PATH and SSH_AUTH_SOCK.
  public convenience init(settings: SSHSettings = SSHSettings(), variables: [String: String]) {
    self.init(settings: settings, variables: variables, loop: MultiThreadedEventLoopGroup.singleton.next())
  }

  init(settings: SSHSettings, variables: [String: String], loop: any EventLoop, executable: String? = nil) {
    self.settings = settings
    self.loop = loop
    self.executable = executable ?? Self.find("ssh", in: variables["PATH"] ?? "/usr/bin:/bin")
    // Without a terminal ssh would show a window to ask for a password.
    let passed = variables.filter { !$0.key.isEmpty && !$0.key.contains("=") }
      .merging(["SSH_ASKPASS_REQUIRE": "never"]) { $1 }
    self.variables = CStrings(passed.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    desks = .makeEmptyBox(valueType: Desks.self, eventLoop: loop)
    usesBastions = SSHConfigFiles(settings: settings, home: variables["HOME"]).mentionsProxies
    _ = ops_raise_descriptor_limit(Self.wantedDescriptors)
  }

  /// Whose turn it is to dial; on the loop only.
  var desk: DialDesk { allDesks.dials }

  private var allDesks: Desks {
    if let desks = desks.value { return desks }
    let new = Desks(dials: DialDesk(budget: DialBudget()), queries: DialDesk(budget: DialBudget(limit: 4)))
    desks.value = new
    return new
  }

  /// Begins ssh; on the loop only.
  func begin(_ arguments: [String], delegate: any ChildProcessDelegate) throws(LinkFailure) -> ChildProcess {
    guard let executable else {
      throw LinkFailure(.here, "there is no ssh program on the PATH", remedy: "apt-get install openssh-client")
    }
    return try ChildProcess(
      path: executable, arguments: CStrings(arguments), environment: variables, loop: loop, delegate: delegate)
  }

  /// What the ssh configuration says of a target.
  public func query(_ target: SSHTarget) async throws(LinkFailure) -> SSHResolvedHost {
    let loop = loop
    let answer = await withCheckedContinuation { continuation in
      loop.execute {
        let desk = self.allDesks.queries
        let dialler = desk.register()
        let query = SSHConfigQuery(environment: self) { result in
          desk.release(dialler)
          continuation.resume(returning: result)
        }
        if desk.request(dialler, through: nil, granted: { query.begin(target) }) { query.begin(target) }
      }
    }
    return try answer.get()
  }

  /// The first jump on the way to a target; nil where there is none or it cannot be told.
  ///
  /// Asks ssh only where the configuration speaks of jumps at all.
  func bastion(of target: SSHTarget) async -> String? {
    guard usesBastions, executable != nil else { return nil }
    let resolved = try? await query(target)
    return resolved?.bastion
  }

  /// The program of that name in a search path, or nil.
  private static func find(_ name: String, in path: String) -> String? {
    path.split(separator: ":").lazy.map { "\($0)/\(name)" }.first { candidate in
      guard candidate.hasPrefix("/") else { return false }
      return unsafe access(candidate, X_OK) == 0
    }
  }
}
