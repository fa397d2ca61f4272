import OpsDomain

/// How a child process ended.
enum ChildExit: Hashable, Sendable {
  /// By itself, with that status.
  case status(Int)
  /// By that signal.
  case signal(Int)
  /// Unknown: somebody else took note of its end.
  case lost
}

/// One ssh session with one host, from the first dial to the last: events in, actions out.
///
/// Pure. It owns deadlines, back-off and the state of the link. What it says is done by `SSHSession`; in tests by the test.
struct SSHSessionMachine {
  /// The time beyond connecting that login and the login shell may take.
  static let loginPatience: Duration = .seconds(10)
  /// How long a tick may take.
  static let tickPatience: Duration = .seconds(10)
  /// How long a session must have held before its failures are forgotten.
  static let holds: Duration = .seconds(30)
  /// How long each way of ending a child may take before the next is tried.
  static let endPatience: Duration = .seconds(1)
  /// After so many refused logins in a row only a person tries again.
  static let mostRefusals = 3

  /// A moment on both clocks: monotonic from any origin, and of the day.
  struct Moment: Hashable {
    var monotonic: Duration
    var wall: Timestamp
  }

  /// The streams that a probe writes.
  enum Stream: Hashable { case output, errors }

  /// What is to be done.
  enum Action: Hashable {
    /// Ask the budget; `dialGranted` or `dialQueued` answers.
    case requestDial
    /// Leave the budget.
    case releaseDial
    /// Begin ssh; `spawned` or `spawnFailed` answers.
    case spawn(verbose: Bool)
    case send([UInt8])
    case closeInput
    case terminate
    case kill
    case post(Observation)
    /// All is over.
    case finished
  }

  enum Phase: Hashable {
    case idle, queued
    case dialling(until: Duration)
    case connected(since: Duration)
    /// The child is being ended by the means of that step.
    case ending(Step, until: Duration, then: Next)
    case waiting(until: Duration)
    /// Until a person tries again.
    case stopped
    case finished
  }
  enum Step: Hashable { case closing, terminating, killing }
  enum Next: Hashable { case retry(at: Duration), tellKey, stop, finish }

  let host: HostID
  let target: SSHTarget
  let settings: SSHSettings
  private(set) var phase = Phase.idle
  private var output = FrameParser(mark: "", greets: true)
  private var errors = FrameParser(mark: "", greets: false)
  private var lane: SlowLane
  private var tick: (number: UInt64, asked: Duration)?
  private var tickNumber: UInt64 = 0
  private var outputEnded: Duration?
  private var backOff = BackOff()
  private var refusals = 0
  private var isVerbose = false
  private var holdsDial = false
  private var trouble: (failure: LinkFailure, since: Timestamp)?
  private var generator: any RandomNumberGenerator & Sendable

  /// A machine that waits to be started; the generator decides the jitter.
  init(host: HostID, target: SSHTarget, settings: SSHSettings, generator: any RandomNumberGenerator & Sendable) {
    self.host = host
    self.target = target
    self.settings = settings
    self.generator = generator
    lane = SlowLane(host: host)
  }

  /// When `timer` is to be called next; nil: not before something else happens.
  var deadline: Duration? {
    switch phase {
    case .idle, .queued, .stopped, .finished: nil
    case .dialling(let until): min(until, outputEnded ?? until)
    case .ending(_, let until, _), .waiting(let until): until
    case .connected:
      [tick.map { $0.asked + Self.tickPatience }, lane.deadline, outputEnded].compactMap(\.self).min()
    }
  }

  // MARK: - Dialling

  /// Begins the first dial.
  mutating func start() -> [Action] { phase == .idle ? requestDial() : [] }

  private mutating func requestDial() -> [Action] {
    phase = .queued
    holdsDial = true
    return [.requestDial]
  }

  /// The budget makes us wait.
  mutating func dialQueued() -> [Action] { trouble == nil ? [link(.queued)] : [] }

  /// The budget lets us dial.
  mutating func dialGranted(at now: Moment) -> [Action] {
    guard phase == .queued else { return [] }
    phase = .dialling(until: now.monotonic + settings.connectTimeout + Self.loginPatience)
    output = FrameParser(mark: "", greets: true)
    errors = FrameParser(mark: "", greets: false)
    outputEnded = nil
    // A host in trouble stays in trouble until it answers; to see it being dialled would hide why.
    let news = trouble == nil ? [link(.connecting(since: now.wall))] : []
    return news + [.spawn(verbose: isVerbose)]
  }

  /// ssh runs; sends the program at once, for the remote shell to read.
  mutating func spawned(mark: String) -> [Action] {
    output = FrameParser(mark: mark, greets: true)
    errors = FrameParser(mark: mark, greets: false)
    return [.send(RemoteProgram.script(mark: mark))]
  }

  /// ssh could not be begun.
  mutating func spawnFailed(_ failure: LinkFailure, at now: Moment) -> [Action] {
    fail(failure, childIsGone: true, at: now)
  }

  // MARK: - Asking

  /// Asks for a section; without a session, or when it is under way, nothing happens.
  mutating func ask(_ section: Section, at now: Moment) -> [Action] {
    guard case .connected = phase else { return [] }
    if let request = SlowLane.Request(section) {
      return actions(lane.ask(request, at: now.monotonic, wall: now.wall))
    }
    guard tick == nil else { return [] }
    tickNumber &+= 1
    tick = (tickNumber, now.monotonic)
    return [.send(Array("tick \(tickNumber)\n".utf8))]
  }

  /// Tries again now, because a person asked for it.
  mutating func retryNow(at now: Moment) -> [Action] {
    backOff.reset()
    refusals = 0
    switch phase {
    case .waiting, .stopped:
      return [link(.connecting(since: now.wall))] + requestDial()
    case .ending(let step, let until, .retry), .ending(let step, let until, .stop):
      phase = .ending(step, until: until, then: .retry(at: now.monotonic))
      return []
    default: return []
    }
  }

  // MARK: - Hearing

  /// Takes in what came on a stream.
  mutating func received(_ bytes: some Sequence<UInt8>, on stream: Stream, at now: Moment) -> [Action] {
    switch phase {
    case .dialling, .connected: break
    default: return []
    }
    do throws(LinkFailure) {
      let events = stream == .output ? try output.feed(bytes) : try errors.feed(bytes)
      return events.flatMap { take($0, from: stream, at: now) }
    } catch {
      return fail(error, childIsGone: false, at: now)
    }
  }

  private mutating func take(_ event: FrameParser.Event, from stream: Stream, at now: Moment) -> [Action] {
    switch (event, stream, phase) {
    case (.hello, .output, .dialling): return connected(at: now)
    case (.section(let section), .output, .connected(let since)): return ticked(section, since: since, at: now)
    case (.section(let section), .errors, .connected):
      return actions(lane.answered(section, at: now.monotonic, wall: now.wall))
    default: return []
    }
  }

  private mutating func connected(at now: Moment) -> [Action] {
    phase = .connected(since: now.monotonic)
    trouble = nil
    refusals = 0
    isVerbose = false
    tick = nil
    lane = SlowLane(host: host)
    return releaseDial() + [link(.connected(since: now.wall))]
  }

  private mutating func ticked(_ section: SectionText, since: Duration, at now: Moment) -> [Action] {
    guard let asked = tick, section.number == asked.number else { return [] }
    tick = nil
    if now.monotonic - since >= Self.holds { backOff.reset() }
    let roundTrip = now.monotonic - asked.asked
    guard let sample = TickDecoder.sample(section, takenAt: now.wall, roundTrip: roundTrip) else {
      let reason = "the host's readings of a tick are empty (status \(section.status))"
      return [.post(.sectionFailed(host, .tick, reason: reason, at: now.wall))]
    }
    return [.post(.sampled(host, sample))]
  }

  /// The probe's output ended; ssh itself is about to.
  mutating func ended(at now: Moment) -> [Action] {
    if outputEnded == nil { outputEnded = now.monotonic + Self.endPatience }
    return []
  }

  /// ssh has ended and all that it said was heard.
  mutating func exited(_ exit: ChildExit, at now: Moment) -> [Action] {
    switch phase {
    case .dialling: return fail(reason(exit, wasConnected: false), childIsGone: true, at: now)
    case .connected: return fail(reason(exit, wasConnected: true), childIsGone: true, at: now)
    case .ending(_, _, let next): return enter(next, at: now)
    default: return []
    }
  }

  // MARK: - Waiting

  /// Does what is due.
  mutating func timer(at now: Moment) -> [Action] {
    guard let deadline, deadline <= now.monotonic else { return [] }
    switch phase {
    case .dialling:
      if outputEnded != nil { return fail(reason(.lost, wasConnected: false), childIsGone: false, at: now) }
      return fail(tooLate, childIsGone: false, at: now)
    case .connected: return late(at: now)
    case .ending(let step, _, let next): return endHarder(after: step, next, at: now)
    case .waiting: return requestDial()
    default: return []
    }
  }

  private mutating func late(at now: Moment) -> [Action] {
    if let outputEnded, outputEnded <= now.monotonic {
      return fail(reason(.lost, wasConnected: true), childIsGone: false, at: now)
    }
    if let tick, tick.asked + Self.tickPatience <= now.monotonic {
      let seconds = Int(Self.tickPatience.inSeconds)
      let failure = LinkFailure(.silent, "the session stands, but a tick was not answered within \(seconds) s")
      return fail(failure, childIsGone: false, at: now)
    }
    return actions(lane.timer(at: now.monotonic, wall: now.wall))
  }

  private mutating func endHarder(after step: Step, _ next: Next, at now: Moment) -> [Action] {
    switch step {
    case .closing:
      phase = .ending(.terminating, until: now.monotonic + Self.endPatience, then: next)
      return [.terminate]
    case .terminating:
      phase = .ending(.killing, until: now.monotonic + Self.endPatience * 3, then: next)
      return [.kill]
    case .killing:
      // The kernel does not let go of it. Nothing more can be done from here.
      return enter(next, at: now)
    }
  }

  /// Ends the session and all that belongs to it, for good.
  mutating func cancel(at now: Moment) -> [Action] {
    switch phase {
    case .idle, .queued, .waiting, .stopped: return enter(.finish, at: now)
    case .dialling:
      phase = .ending(.terminating, until: now.monotonic + Self.endPatience, then: .finish)
      return releaseDial() + [.closeInput, .terminate]
    case .connected:
      // The probe ends at the end of its input, and ssh with it.
      phase = .ending(.closing, until: now.monotonic + Self.endPatience, then: .finish)
      return [.closeInput]
    case .ending(let step, let until, _):
      phase = .ending(step, until: until, then: .finish)
      return releaseDial()
    case .finished: return []
    }
  }
}

extension SSHSessionMachine {
  private var tooLate: LinkFailure {
    let seconds = Int((settings.connectTimeout + Self.loginPatience).inSeconds)
    let said = errors.noiseText + output.noiseText
    let words = said.isEmpty ? "" : ", only: \(said.suffix(200))"
    return LinkFailure(
      .silent, "reached, but no probe answered within \(seconds) s\(words)",
      remedy: "does the login shell hang? \(SSHFailure.command(ending(.lost, wasConnected: false))) true")
  }

  private func reason(_ exit: ChildExit, wasConnected: Bool) -> LinkFailure {
    SSHFailure.classify(ending(exit, wasConnected: wasConnected))
  }

  private func ending(_ exit: ChildExit, wasConnected: Bool) -> SSHFailure.Ending {
    SSHFailure.Ending(
      errors: errors.noiseText, output: wasConnected ? "" : output.noiseText, exit: exit, wasConnected: wasConnected,
      target: target, configFile: settings.configFile)
  }

  /// The session did not come about, or is over.
  private mutating func fail(_ failure: LinkFailure, childIsGone: Bool, at now: Moment) -> [Action] {
    tick = nil
    outputEnded = nil
    lane = SlowLane(host: host)
    let next: Next
    var done: [Action] = []
    if SSHFailure.lacksFingerprint(failure), !isVerbose {
      // Once more at once, with the words that name the key.
      isVerbose = true
      next = .tellKey
    } else {
      isVerbose = false
      next = plan(after: failure, at: now)
      done += releaseDial() + [tell(failure, next, at: now)]
    }
    guard !childIsGone else { return done + enter(next, at: now) }
    phase = .ending(.terminating, until: now.monotonic + Self.endPatience, then: next)
    return done + [.closeInput, .terminate]
  }

  private mutating func plan(after failure: LinkFailure, at now: Moment) -> Next {
    if failure.kind == .authentication { refusals += 1 }
    guard refusals < Self.mostRefusals else { return .stop }
    return .retry(at: now.monotonic + backOff.failed(using: &generator))
  }

  private mutating func tell(_ failure: LinkFailure, _ next: Next, at now: Moment) -> Action {
    let since = trouble?.since ?? now.wall
    trouble = (failure, since)
    var retryAt: Timestamp?
    if case .retry(let moment) = next { retryAt = now.wall + (moment - now.monotonic) }
    return link(.failed(failure, since: since, retryAt: retryAt))
  }

  /// Goes on when there is no child.
  private mutating func enter(_ next: Next, at now: Moment) -> [Action] {
    switch next {
    case .retry(let moment):
      if moment <= now.monotonic { return [link(.connecting(since: now.wall))] + requestDial() }
      phase = .waiting(until: moment)
      return []
    case .tellKey:
      return requestDial()
    case .stop:
      phase = .stopped
      return []
    case .finish:
      phase = .finished
      return releaseDial() + [.finished]
    }
  }

  private mutating func releaseDial() -> [Action] {
    guard holdsDial else { return [] }
    holdsDial = false
    return [.releaseDial]
  }

  private func link(_ state: LinkState) -> Action { .post(.link(host, .ssh, state)) }

  private func actions(_ outcome: SlowLane.Outcome) -> [Action] {
    outcome.lines.map { .send(Array($0.utf8)) } + outcome.news.map { .post($0) }
  }
}
