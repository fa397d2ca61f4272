import OpsDomain

/// The requests other than ticks of one session: one at a time, each with a deadline of its own.
///
/// Pure. A request that passes its deadline is stopped on the host and reported; the session goes on. One that cannot even be
/// stopped blocks this lane and nothing else.
struct SlowLane {
  /// What can be asked; `net` is asked by ourselves after `disk`, where there are mounts of the network.
  enum Request: String, Hashable {
    case disk, net, facts, posture, ps

    /// How long an answer may take.
    var patience: Duration {
      switch self {
      case .disk: .seconds(10)
      case .net: .seconds(5)
      case .facts: .seconds(20)
      case .posture: .seconds(90)
      case .ps: .seconds(15)
      }
    }

    /// The section that people asked for.
    var section: Section {
      switch self {
      case .disk, .net: .disk
      case .facts: .facts
      case .posture: .posture
      case .ps: .processes
      }
    }

    /// The request for a section that people ask for; nil for ticks, which are not asked here.
    init?(_ section: Section) {
      switch section {
      case .tick: return nil
      case .disk: self = .disk
      case .facts: self = .facts
      case .posture: self = .posture
      case .processes: self = .ps
      }
    }
  }

  /// How long a stopped request may take to end.
  static let grace: Duration = .seconds(3)

  /// What came of it: lines for the probe, and news.
  struct Outcome {
    var lines: [String] = []
    var news: [Observation] = []
  }

  private enum Stage { case asked, stopping, abandoned }
  private struct Current {
    var request: Request
    var number: UInt64
    var stage: Stage
    var deadline: Duration?
  }

  let host: HostID
  private var current: Current?
  private var queue: [Request] = []
  private var number: UInt64 = 0
  /// What `disk` answered, while `net` is under way.
  private var local: DiskDecoder.Local?
  private var processes = ProcessDecoder()

  /// A lane of that host on which nothing was asked yet.
  init(host: HostID) { self.host = host }

  /// When `timer` is to be called next.
  var deadline: Duration? { current?.deadline }

  /// Asks, unless the same is under way or queued.
  mutating func ask(_ request: Request, at now: Duration, wall: Timestamp) -> Outcome {
    var outcome = Outcome()
    if let current, current.stage == .abandoned {
      let reason = "\(current.request.rawValue) could not be ended on the host; waiting until it is gone"
      outcome.news.append(.sectionFailed(host, request.section, reason: reason, at: wall))
    } else if current?.request.section != request.section, !queue.contains(request) {
      queue.append(request)
      next(at: now, &outcome)
    }
    return outcome
  }

  /// Takes a section that came on the lane.
  mutating func answered(_ section: SectionText, at now: Duration, wall: Timestamp) -> Outcome {
    var outcome = Outcome()
    guard let answered = current, section.number == answered.number else { return outcome }
    current = nil
    if answered.stage != .abandoned { report(answered.request, section, wall, &outcome) }
    next(at: now, &outcome)
    return outcome
  }

  /// Sees whether the request under way is late.
  mutating func timer(at now: Duration, wall: Timestamp) -> Outcome {
    var outcome = Outcome()
    guard let late = current, let deadline = late.deadline, deadline <= now else { return outcome }
    switch late.stage {
    case .asked:
      current?.stage = .stopping
      current?.deadline = now + Self.grace
      outcome.lines.append("stop \(late.number)\n")
    case .stopping:
      current?.stage = .abandoned
      current?.deadline = nil
      report(late.request, nil, wall, &outcome)
      for request in queue { outcome.news += ask(request, at: now, wall: wall).news }
      queue = []
    case .abandoned: break
    }
    return outcome
  }

  private mutating func next(at now: Duration, _ outcome: inout Outcome) {
    guard current == nil, !queue.isEmpty else { return }
    let request = queue.removeFirst()
    number &+= 1
    current = Current(request: request, number: number, stage: .asked, deadline: now + request.patience)
    let line = [request.rawValue, String(number)] + arguments(request)
    outcome.lines.append(line.joined(separator: " ") + "\n")
  }

  private mutating func arguments(_ request: Request) -> [String] {
    switch request {
    case .disk, .facts, .posture: []
    case .net: local?.network.map(DiskDecoder.argument) ?? []
    case .ps: processes.arguments().map { String($0) }
    }
  }
}

extension SlowLane {
  /// Turns an answer, or the lack of one, into news.
  private mutating func report(
    _ request: Request, _ section: SectionText?, _ wall: Timestamp, _ outcome: inout Outcome
  ) {
    switch request {
    case .disk: reportDisk(section, wall, &outcome)
    case .net: reportNet(section, wall, &outcome)
    case .facts:
      guard let section, !section.parts.isEmpty else { return fail(request, section, wall, &outcome) }
      outcome.news.append(.facts(host, FactsDecoder.reading(section, takenAt: wall)))
    case .posture:
      guard let section, !section.parts.isEmpty else { return fail(request, section, wall, &outcome) }
      outcome.news.append(.posture(host, PostureDecoder.reading(section, takenAt: wall)))
    case .ps:
      guard let section, section.status == 0, !section.isTooLarge else { return fail(request, section, wall, &outcome) }
      let reading = processes.reading(section, takenAt: wall)
      guard !reading.processes.isEmpty else { return fail(request, section, wall, &outcome) }
      outcome.news.append(.processes(host, reading))
    }
  }

  private mutating func reportDisk(_ section: SectionText?, _ wall: Timestamp, _ outcome: inout Outcome) {
    guard let section else { return fail(.disk, nil, wall, &outcome) }
    let answer = DiskDecoder.local(section)
    guard !answer.filesystems.isEmpty else { return fail(.disk, section, wall, &outcome) }
    if answer.network.isEmpty {
      post(answer, network: [], wall, &outcome)
    } else {
      local = answer
      queue.insert(.net, at: 0)
    }
  }

  private mutating func reportNet(_ section: SectionText?, _ wall: Timestamp, _ outcome: inout Outcome) {
    guard let answer = local else { return }
    local = nil
    let reason = reason(.net, section)
    let asked = section?.status == 75 ? nil : section
    post(answer, network: DiskDecoder.network(asked, of: answer.network, failure: reason), wall, &outcome)
  }

  private func post(
    _ answer: DiskDecoder.Local, network: [Filesystem], _ wall: Timestamp, _ outcome: inout Outcome
  ) {
    let hanging = network.filter { $0.failure != nil }.map { "\($0.mount): \($0.failure ?? "")" }
    let reading = FilesystemReading(
      takenAt: wall, source: .ssh, filesystems: answer.filesystems + network, failures: answer.failures + hanging)
    outcome.news.append(.filesystems(host, reading))
  }

  private func fail(_ request: Request, _ section: SectionText?, _ wall: Timestamp, _ outcome: inout Outcome) {
    outcome.news.append(.sectionFailed(host, request.section, reason: reason(request, section), at: wall))
  }

  private func reason(_ request: Request, _ section: SectionText?) -> String {
    let what = request == .disk || request == .net ? "df" : request.rawValue
    let seconds = Int(request.patience.inSeconds)
    guard let section else { return "\(what) did not answer within \(seconds) s and could not be ended" }
    if section.isTooLarge { return "\(what) answered more than \(FrameParser.longestSection >> 20) MiB" }
    switch section.status {
    case SectionText.stoppedStatus: return "\(what) did not answer within \(seconds) s"
    case 75: return "a df hangs on the host already; another one is not begun before it is gone"
    case 0: return "\(what) told nothing"
    default: return "\(what) ended with status \(section.status)"
    }
  }
}
