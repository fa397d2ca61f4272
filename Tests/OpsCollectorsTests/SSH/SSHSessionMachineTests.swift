import OpsDomain
import Testing

@testable import OpsCollectors

/// A machine with a clock that the test moves, and what it did.
private struct Rig {
  typealias Action = SSHSessionMachine.Action
  let mark = "0123456789abcdef"
  var machine: SSHSessionMachine
  var monotonic: Duration = .zero
  var seconds: Double {
    get { monotonic.inSeconds }
    set { monotonic = .seconds(newValue) }
  }
  var done: [Action] = []

  init() throws {
    machine = SSHSessionMachine(
      host: "h", target: try SSHTarget(address: "h"), settings: SSHSettings(), generator: SeededBytes(state: 1))
  }

  var now: SSHSessionMachine.Moment {
    .init(monotonic: monotonic, wall: Timestamp(milliseconds: 1_000_000 + Int64(seconds * 1000)))
  }

  mutating func start() { done = machine.start() + machine.dialGranted(at: now) }
  mutating func connect() {
    start()
    done += machine.spawned(mark: mark)
    hear("\(mark) hello 1 linux\n")
  }
  mutating func hear(_ text: String, on stream: SSHSessionMachine.Stream = .output) {
    done += machine.received(text.utf8, on: stream, at: now)
  }
  mutating func ask(_ section: Section) { done += machine.ask(section, at: now) }
  mutating func exit(_ exit: ChildExit = .status(255)) { done += machine.exited(exit, at: now) }
  /// Moves the clock to the next deadline and does what is due.
  mutating func toDeadline() throws {
    monotonic = try #require(machine.deadline)
    done += machine.timer(at: now)
  }
  mutating func forget() { done = [] }

  var links: [LinkState] {
    done.compactMap { if case .post(.link(_, .ssh, let state)) = $0 { state } else { nil } }
  }
  var lines: [String] {
    done.compactMap {
      if case .send(let bytes) = $0, bytes.count < 200 { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
  }
  var failure: LinkFailure? {
    for case .failed(let failure, _, _) in links.reversed() { return failure }
    return nil
  }
  var retryAt: Timestamp? {
    for case .failed(_, _, let retryAt) in links.reversed() { return retryAt }
    return nil
  }
}

@Suite struct SSHSessionMachineTests {
  private let refused = "ssh: connect to host h port 22: Connection refused\r\n"

  @Test func aDialSendsTheProgramAndGreetingMakesALink() throws {
    var rig = try Rig()
    rig.start()
    #expect(
      rig.done == [.requestDial, .post(.link("h", .ssh, .connecting(since: rig.now.wall))), .spawn(verbose: false)])
    rig.done = rig.machine.spawned(mark: rig.mark)
    #expect(rig.done == [.send(RemoteProgram.script(mark: rig.mark))])
    rig.forget()
    rig.hear("Last login: yesterday\n\(rig.mark) hello 1 linux\n")
    #expect(rig.done == [.releaseDial, .post(.link("h", .ssh, .connected(since: rig.now.wall)))])
  }

  @Test func aTickIsAskedOnceUntilItIsAnswered() throws {
    var rig = try Rig()
    rig.connect()
    rig.forget()
    rig.ask(.tick)
    rig.ask(.tick)
    #expect(rig.lines == ["tick 1\n"])
    rig.seconds += 0.25
    rig.hear("\(rig.mark) begin 1 tick\nloadavg:0.5 0.4 0.3 1/2 3\ndate:1000.250\n\(rig.mark) end 1 2\n")
    guard case .post(.sampled("h", let sample))? = rig.done.last else { return #expect(Bool(false)) }
    #expect(sample.load == LoadAverage(one: 0.5, five: 0.4, fifteen: 0.3))
    #expect(sample.roundTrip == .milliseconds(250))
    #expect(sample.hostClock == Timestamp(milliseconds: 1_000_250))
    rig.forget()
    rig.ask(.tick)
    #expect(rig.lines == ["tick 2\n"])
  }

  @Test func anEmptyTickFailsThatSectionOnly() throws {
    var rig = try Rig()
    rig.connect()
    rig.ask(.tick)
    rig.forget()
    rig.hear("\(rig.mark) begin 1 tick\n\(rig.mark) end 1 127\n")
    guard case .post(.sectionFailed("h", .tick, _, _))? = rig.done.last else { return #expect(Bool(false)) }
    #expect(rig.links == [])
  }

  @Test func aTickThatHangsEndsTheSession() throws {
    var rig = try Rig()
    rig.connect()
    rig.ask(.tick)
    rig.forget()
    try rig.toDeadline()
    #expect(rig.seconds == 10)
    #expect(rig.failure?.kind == .silent)
    #expect(rig.done.suffix(2) == [.closeInput, .terminate])
    rig.forget()
    try rig.toDeadline()
    #expect(rig.done == [.kill])
  }

  @Test func withoutALinkNothingIsAsked() throws {
    var rig = try Rig()
    rig.start()
    rig.forget()
    for section in Section.allCases { rig.ask(section) }
    #expect(rig.done == [])
  }

  @Test func failuresBackOffAndTellWhenTheyAreTriedAgain() throws {
    var rig = try Rig()
    rig.start()
    for limits in [2.4...3.6, 12...18, 48...72, 240...360, 240...360] {
      _ = rig.machine.spawned(mark: rig.mark)
      rig.hear(refused, on: .errors)
      rig.forget()
      rig.exit()
      #expect(rig.failure?.kind == .refused)
      let wait = try #require(rig.retryAt).since(rig.now.wall).inSeconds
      #expect(limits.contains(wait), "\(wait)")
      #expect(rig.done.first == .releaseDial)
      rig.forget()
      try rig.toDeadline()
      #expect(rig.done == [.requestDial])
      _ = rig.machine.dialGranted(at: rig.now)
    }
  }

  @Test func troubleIsToldSinceItBeganAndNotHiddenByNewDials() throws {
    var rig = try Rig()
    rig.start()
    for _ in 0..<3 {
      _ = rig.machine.spawned(mark: rig.mark)
      rig.exit()
      try rig.toDeadline()
      rig.done += rig.machine.dialQueued() + rig.machine.dialGranted(at: rig.now)
    }
    let sinces = rig.links.compactMap { if case .failed(_, let since, _) = $0 { since } else { nil } }
    #expect(sinces == Array(repeating: Timestamp(milliseconds: 1_000_000), count: 3))
    #expect(rig.links.count == 4)
  }

  @Test func afterThreeRefusedLoginsOnlyAPersonTriesAgain() throws {
    var rig = try Rig()
    rig.start()
    for attempt in 1...3 {
      _ = rig.machine.spawned(mark: rig.mark)
      rig.hear("root@h: Permission denied (publickey).\r\n", on: .errors)
      rig.forget()
      rig.exit()
      #expect(rig.failure?.kind == .authentication)
      #expect((rig.retryAt == nil) == (attempt == 3))
      guard attempt < 3 else { break }
      try rig.toDeadline()
      _ = rig.machine.dialGranted(at: rig.now)
    }
    #expect(rig.machine.deadline == nil)
    rig.done = rig.machine.retryNow(at: rig.now)
    #expect(rig.done == [.post(.link("h", .ssh, .connecting(since: rig.now.wall))), .requestDial])
  }

  @Test func anUnknownKeyIsAskedForItsFingerprintBeforeAnythingIsTold() throws {
    var rig = try Rig()
    rig.start()
    _ = rig.machine.spawned(mark: rig.mark)
    rig.hear("Host key verification failed.\r\n", on: .errors)
    rig.forget()
    rig.exit()
    #expect(rig.done == [.requestDial])
    rig.done = rig.machine.dialGranted(at: rig.now)
    #expect(rig.done.contains(.spawn(verbose: true)))
    _ = rig.machine.spawned(mark: rig.mark)
    rig.hear("debug1: Server host key: ssh-ed25519 SHA256:abc\r\nHost key verification failed.\r\n", on: .errors)
    rig.forget()
    rig.exit()
    #expect(rig.failure?.message.contains("SHA256:abc") == true)
    try rig.toDeadline()
    rig.done = rig.machine.dialGranted(at: rig.now)
    #expect(rig.done.contains(.spawn(verbose: false)))
  }

  @Test func aShellThatNeverAnswersIsGivenUp() throws {
    var rig = try Rig()
    rig.start()
    _ = rig.machine.spawned(mark: rig.mark)
    rig.hear("Mounting your home…\n")
    try rig.toDeadline()
    #expect(rig.seconds == 20)
    #expect(rig.failure?.kind == .silent && rig.failure?.message.contains("Mounting your home") == true)
  }

  @Test func garbageEndsTheSession() throws {
    var rig = try Rig()
    rig.start()
    _ = rig.machine.spawned(mark: rig.mark)
    rig.hear(String(repeating: "garbage\n", count: 10_000))
    #expect(rig.failure?.kind == .garbage)
    #expect(rig.done.contains(.terminate))
    rig.forget()
    rig.hear("\(rig.mark) hello 1 linux\n")
    #expect(rig.done == [])
  }

  @Test func deathInMidSectionIsToldAndTriedAgain() throws {
    var rig = try Rig()
    rig.connect()
    rig.ask(.tick)
    rig.ask(.disk)
    rig.hear("\(rig.mark) begin 1 disk\n\(rig.mark) part mounts\nhalf", on: .errors)
    rig.hear("Connection to h closed by remote host.\r\n", on: .errors)
    rig.forget()
    rig.done += rig.machine.ended(at: rig.now)
    rig.exit()
    #expect(rig.failure?.kind == .closed)
    #expect(rig.retryAt != nil)
  }

  @Test func anOutputThatEndsWithoutTheProcessEndsTheSessionToo() throws {
    var rig = try Rig()
    rig.connect()
    rig.forget()
    rig.done += rig.machine.ended(at: rig.now)
    try rig.toDeadline()
    #expect(rig.seconds == 1 && rig.failure?.kind == .closed && rig.done.contains(.terminate))
  }

  @Test func aSessionThatHeldIsForgivenAndOneThatDidNotIsNot() throws {
    for (held, longest) in [(31.0, 4.0), (5.0, 18.0)] {
      var rig = try Rig()
      rig.start()
      _ = rig.machine.spawned(mark: rig.mark)
      rig.exit()
      try rig.toDeadline()
      _ = rig.machine.dialGranted(at: rig.now)
      _ = rig.machine.spawned(mark: rig.mark)
      rig.hear("\(rig.mark) hello 1 linux\n")
      rig.seconds += held
      rig.ask(.tick)
      rig.hear("\(rig.mark) begin 1 tick\nloadavg:1 1 1\n\(rig.mark) end 1 0\n")
      rig.exit()
      let wait = try #require(rig.retryAt).since(rig.now.wall).inSeconds
      #expect(wait < longest && wait > longest / 2)
    }
  }

  @Test func cancellingEndsGentlyThenHarderAndIsOverWhenTheChildIsGone() throws {
    var rig = try Rig()
    rig.connect()
    rig.done = rig.machine.cancel(at: rig.now)
    #expect(rig.done == [.closeInput])
    rig.forget()
    try rig.toDeadline()
    #expect(rig.done == [.terminate])
    try rig.toDeadline()
    #expect(rig.done.last == .kill)
    rig.exit(.signal(9))
    #expect(rig.done.last == .finished)
    rig.done = rig.machine.cancel(at: rig.now)
    #expect(rig.done == [])
    #expect(rig.machine.deadline == nil)
  }

  @Test func cancellingBeforeAnythingRunsIsOverAtOnce() throws {
    var idle = try Rig()
    idle.done = idle.machine.cancel(at: idle.now)
    #expect(idle.done == [.finished])
    var queued = try Rig()
    _ = queued.machine.start()
    queued.done = queued.machine.cancel(at: queued.now)
    #expect(queued.done == [.releaseDial, .finished])
    var dialling = try Rig()
    dialling.start()
    dialling.done = dialling.machine.cancel(at: dialling.now)
    #expect(dialling.done == [.releaseDial, .closeInput, .terminate])
    dialling.exit(.signal(15))
    #expect(dialling.done.last == .finished)
  }

  @Test func aSshThatCannotBeBegunIsToldAsOurOwnTrouble() throws {
    var rig = try Rig()
    rig.start()
    rig.done = rig.machine.spawnFailed(LinkFailure(.here, "no ssh"), at: rig.now)
    #expect(rig.failure?.kind == .here && rig.retryAt != nil)
  }
}
