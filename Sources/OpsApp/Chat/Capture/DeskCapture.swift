import OpsConsole
import OpsDomain
import OpsSQLite

/// A captured line on its way into the work log.
struct CaptureWork: Sendable {
  var captured: CapturedLine
  /// The number under which the line is stored; nil when it was there before.
  var number: Int64?
  var reading: LogLine
}

extension ChatDesk {
  /// The most lines that wait to be recorded.
  static let capturesMax = 1000
  /// How often one is tried while the work log cannot be written.
  static let captureTries = 20
  /// The time between two tries.
  static let capturePause = Duration.seconds(3)
  /// What was said longer ago is recorded without a word in the channel.
  static let confirmedFor = Duration.seconds(60)

  /// Takes a line into the work log when it is meant for it; `kept` are the lines that were stored with it.
  func capture(_ line: ChatLine, in buffer: BufferID, _ kept: [ChatLine]) async {
    let same = kept.first {
      line.messageID != nil
        ? $0.messageID == line.messageID
        : $0.at == line.at && $0.sender == line.sender && $0.text == line.text
    }
    // Without an identity, what is played back and was stored before cannot be told from what was said twice.
    if same == nil, line.isPlayback, line.messageID == nil { return }
    await capture(line, number: same?.id, in: buffer)
  }

  /// Takes an own line once the server has it, with the identity and time that others see.
  func captureOwn(_ number: Int64) async {
    guard let own = own[number], own.line.kind == .message, facts[own.buffer]?.capturesLog == true else { return }
    await capture(own.line, number: number, in: own.buffer)
  }

  private func capture(_ line: ChatLine, number: Int64?, in buffer: BufferID) async {
    guard let log = means.log, log.captures, !line.isBot else { return }
    let fleet = log.fleet()
    let network = networkNames[buffer.network] ?? buffer.network
    let captured = CapturedLine(buffer: buffer, network: network, line: line)
    switch LogLine.read(line.text, in: fleet.inventory, fleet.index) {
    case .ordinary: return
    case .problem(let words):
      confirm(captured, LogConfirmation(about: captured, key: "", targets: [], problem: words))
    case .line(let reading):
      let work = CaptureWork(captured: captured, number: number, reading: reading)
      if case .dropped = recording.yield(work) {
        await note("not logged: too many lines wait for the work log", .error, in: buffer)
      }
    }
  }

  /// Records lines one after the other, beside everything else: the work log may take its time.
  nonisolated func record(_ works: AsyncStream<CaptureWork>) async {
    guard let log = means.log else { return }
    var drafting = CaptureDrafting()
    for await work in works {
      let sighting = drafting.sighting(of: work.captured)
      let draft = CaptureDrafting.draft(of: work.captured, work.reading, as: sighting.own)
      let elsewhere = sighting.elsewhere.map { OperationID($0) }
      let outcome = await record(draft, elsewhere, log)
      let taken = zip(elsewhere, sighting.elsewhere).first { outcome == .known($0.0) }?.1
      drafting.take(taken ?? sighting.own)
      hear(work, outcome)
    }
  }

  private nonisolated func record(
    _ draft: OperationDraft, _ elsewhere: [OperationID], _ log: ChatLog
  ) async -> CaptureOutcome {
    var outcome = await log.record(draft, elsewhere)
    for _ in 1..<Self.captureTries {
      guard case .failed(let failure) = outcome, failure.isTemporary else { break }
      try? await Task.sleep(for: Self.capturePause)
      outcome = await log.record(draft, elsewhere)
    }
    return outcome
  }

  /// A line is in the work log, or cannot be.
  func recorded(_ work: CaptureWork, _ outcome: CaptureOutcome) async {
    let buffer = work.captured.buffer
    switch outcome {
    case .failed(let failure):
      let mayGoBetter = failure.isTemporary && unrecorded.count < Self.capturesMax
      if mayGoBetter { unrecorded.append(work) }
      // Of what is played back again and again this is not said each time.
      if work.captured.line.isPlayback, !isRecent(work.captured) { return }
      let words = mayGoBetter ? "not logged yet: \(failure.message); tried again while this runs" : failure.message
      await note(mayGoBetter ? words : "not logged: \(words)", .error, in: buffer)
    case .known(let id):
      if let number = work.number { await linked(number, id, in: buffer) }
    case .new(let id):
      if let number = work.number { await linked(number, id, in: buffer) }
      let targets = work.reading.targets.map(\.id)
      confirm(
        work.captured,
        LogConfirmation(
          about: work.captured, key: String(id.description.suffix(4)), targets: targets, text: work.reading.text,
          hint: work.reading.hint))
    }
  }

  /// The work log is written again: what could not be recorded is tried once more.
  func recordAgain() {
    let works = unrecorded
    unrecorded = []
    for work in works { if case .dropped = recording.yield(work) { unrecorded.append(work) } }
  }

  private func confirm(_ captured: CapturedLine, _ confirmation: LogConfirmation) {
    guard isRecent(captured), !captured.line.isPlayback else { return }
    links[captured.buffer.network]?.perform(.confirm(confirmation))
  }

  private func isRecent(_ captured: CapturedLine) -> Bool {
    let age = means.now().wall.since(captured.line.at)
    return age < Self.confirmedFor && age + Self.confirmedFor > .zero
  }
}

extension LogConfirmation {
  /// The confirmation of a line.
  init(
    about captured: CapturedLine, key: String, targets: [String], text: String? = nil, hint: String? = nil,
    problem: String? = nil
  ) {
    let line = captured.line
    self.init(
      channel: captured.buffer.target, key: key, targets: targets, doubts: hint.map { [$0] } ?? [],
      sender: line.sender, text: text ?? "", line: "\(captured.buffer.target) \(line.sender) \(line.text)",
      problem: problem)
  }
}
