import COpsSystem
import Glibc
import NIOCore
import NIOPosix
public import OpsDomain
import Synchronization

/// What all ssh sessions share: the program, its environment, one thread, and the budget of dials.
///
/// Create it once.
public final class SSHEnvironment: Sendable {
  /// So many descriptors are asked for: four a session leave room for some ten thousand.
  private static let wantedDescriptors = 65_536
  /// What stands for the way to hosts of which ssh does not say it in time: they are dialled as if through one bastion.
  static let unknownWay = "?"

  /// How ssh is called.
  public let settings: SSHSettings
  /// The ssh program, or nil where there is none on the PATH.
  public let executable: String?
  let variables: CStrings
  /// The loop on whose thread all sessions live.
  let loop: any EventLoop
  let limits: SSHConfigQuery.Limits
  private let desks: NIOLoopBoundBox<Desks?>
  private let home: String?
  private let usesBastions = Mutex<Task<Bool, Never>?>(nil)

  private struct Desks {
    var dials: DialDesk
    var queries: DialDesk
  }

  /// The environment for sessions; `variables` are this process's own, of which ssh needs HOME, PATH and SSH_AUTH_SOCK.
  public convenience init(settings: SSHSettings = SSHSettings(), variables: [String: String]) {
    self.init(settings: settings, variables: variables, loop: MultiThreadedEventLoopGroup.singleton.next())
  }

  init(
    settings: SSHSettings, variables: [String: String], loop: any EventLoop, executable: String? = nil,
    limits: SSHConfigQuery.Limits = SSHConfigQuery.Limits()
  ) {
    self.settings = settings
    self.loop = loop
    self.limits = limits
    home = variables["HOME"]
    self.executable = executable ?? Self.find("ssh", in: variables["PATH"] ?? "/usr/bin:/bin")
    // Without a terminal ssh would show a window to ask for a password.
    let passed = variables.filter { !$0.key.isEmpty && !$0.key.contains("=") }
      .merging(["SSH_ASKPASS_REQUIRE": "never"]) { $1 }
    self.variables = CStrings(passed.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    desks = .makeEmptyBox(valueType: Desks.self, eventLoop: loop)
    _ = ops_raise_descriptor_limit(Self.wantedDescriptors)
  }

  /// Whose turn it is to dial; on the loop only.
  var desk: DialDesk { allDesks.dials }

  private var allDesks: Desks {
    if let desks = desks.value { return desks }
    let new = Desks(dials: DialDesk(budget: DialBudget()), queries: DialDesk(budget: DialBudget(limit: limits.runs)))
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

  /// What the ssh configuration says of a target; cancelling the task ends the question.
  public func query(_ target: SSHTarget) async throws(LinkFailure) -> SSHResolvedHost {
    switch await ask(target) {
    case .success(let host): return host
    case .failure(.refused(let failure)): throw failure
    case .failure(.cancelled): throw LinkFailure(.here, "ssh -G is not wanted any more")
    case .failure(.tooLate):
      throw LinkFailure(.here, "ssh -G did not end", remedy: "does a Match exec of the ssh configuration hang?")
    }
  }

  /// The first jump on the way to a target, which limits how many are dialled at once; nil where there is none.
  ///
  /// Asks ssh only where the configuration speaks of jumps at all, and calls `waits` before it does. A host whose
  /// configuration hangs holds up no other.
  func bastion(of target: SSHTarget, waits: () -> Void) async -> String? {
    guard executable != nil, await mentionsProxies() else { return nil }
    waits()
    switch await ask(target) {
    case .success(let host): return host.bastion
    case .failure(.tooLate): return Self.unknownWay
    // What ssh does not accept it says again, and better, when it is to dial.
    case .failure(.refused), .failure(.cancelled): return nil
    }
  }

  private func ask(_ target: SSHTarget) async -> Result<SSHResolvedHost, SSHConfigQuery.Failure> {
    let query = NIOLoopBoundBox.makeEmptyBox(valueType: SSHConfigQuery.self, eventLoop: loop)
    let isCancelled = Atomic(false)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.execute {
          let new = SSHConfigQuery(environment: self, desk: self.allDesks.queries) { result in
            query.value = nil
            continuation.resume(returning: result)
          }
          // The box holds it while it runs: nobody else does.
          query.value = new
          // A cancellation that came before found none to cancel.
          if isCancelled.load(ordering: .sequentiallyConsistent) { return new.cancel() }
          new.start(target, limits: self.limits)
        }
      }
    } onCancel: {
      isCancelled.store(true, ordering: .sequentiallyConsistent)
      loop.execute { query.value?.cancel() }
    }
  }

  /// Whether the configuration speaks of ways through other hosts; read once.
  private func mentionsProxies() async -> Bool {
    let reading = usesBastions.withLock { task in
      if let task { return task }
      let (settings, home) = (settings, home)
      let new = Task {
        await answer(within: .seconds(2)) { SSHConfigFiles(settings: settings, home: home).mentionsProxies } ?? false
      }
      task = new
      return new
    }
    return await reading.value
  }

  /// The program of that name in a search path, or nil.
  private static func find(_ name: String, in path: String) -> String? {
    path.split(separator: ":").lazy.map { "\($0)/\(name)" }.first { candidate in
      guard candidate.hasPrefix("/") else { return false }
      return unsafe access(candidate, X_OK) == 0
    }
  }
}
