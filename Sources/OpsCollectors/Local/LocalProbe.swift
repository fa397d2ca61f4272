import COpsSystem
import Glibc
import OpsDomain

/// Asks this machine with the program that is run on servers, for what is not told by a few files.
///
/// A shell is begun for one question and ended after it. Blocks: for the queues of `LocalSource` only.
struct LocalProbe: Sendable {
  /// The directory that holds `proc` and `etc`: empty for the real root.
  let root: String

  /// How long the shell may take to go when it was told to.
  private static let grace: Duration = .seconds(2)
  private static let environment = ["PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME=/"]

  /// What the program answers to a request; nil where it does not answer in that time.
  func ask(_ request: String, within patience: Duration) -> SectionText? {
    var generator = SystemRandomNumberGenerator()
    let mark = RemoteProgram.mark(using: &generator)
    let script = RemoteProgram.script(mark: mark, root: root)
    let (input, output) = (ops_pipe(), ops_pipe())
    defer { for end in [input.writing, output.reading] where end >= 0 { close(end) } }
    let pid = begin(length: script.count, input.reading, output.writing)
    for end in [input.reading, output.writing] where end >= 0 { close(end) }
    guard let pid else { return nil }
    defer { end(pid) }
    _ = fcntl(input.writing, F_SETFL, O_NONBLOCK)
    // A pipe holds 64 KiB, three times as much as this.
    let bytes = script + Array("\(request) 1\n".utf8)
    guard unsafe write(input.writing, bytes, bytes.count) == bytes.count else { return nil }
    var parser = FrameParser(mark: mark, greets: false)
    return read(output.reading, &parser, until: ContinuousClock.now + patience)
  }

  private func begin(length: Int, _ input: CInt, _ output: CInt) -> pid_t? {
    guard input >= 0, output >= 0 else { return nil }
    let words = CStrings(["sh", "-c", "eval \"$(head -c \(length))\"", "opsconsole-probe"])
    let variables = CStrings(Self.environment)
    let pid = unsafe ops_spawn(
      "/bin/sh", words.bytes, words.bytes.count, variables.bytes, variables.bytes.count, input, output, output)
    return pid > 0 ? pid : nil
  }

  private func read(
    _ descriptor: CInt, _ parser: inout FrameParser, until end: ContinuousClock.Instant
  ) -> SectionText? {
    while true {
      let left = end - ContinuousClock.now
      guard left > .zero else { return nil }
      var ready = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
      guard unsafe poll(&ready, 1, CInt(clamping: left.wholeMilliseconds &+ 1)) > 0 else { continue }
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, filled in
        unsafe filled = max(Glibc.read(descriptor, buffer.baseAddress, 64 << 10), 0)
      }
      guard !bytes.isEmpty, let events = try? parser.feed(bytes) else { return nil }
      for case .section(let section) in events { return section }
    }
  }

  /// Ends the shell and all that it has begun, and takes note of it.
  private func end(_ pid: pid_t) {
    _ = ops_signal_group(pid, SIGTERM)
    let limit = ContinuousClock.now + Self.grace
    while ops_reap(pid).state == OPS_CHILD_RUNS {
      if ContinuousClock.now > limit { _ = ops_signal_group(pid, SIGKILL) }
      usleep(5000)
    }
  }
}

extension LocalFacts {
  /// How long the program may take for facts and for posture.
  private static let patience = (facts: Duration.seconds(20), posture: Duration.seconds(90))

  /// Adds what the program tells to the facts that files have told.
  func readProbe(into facts: inout FactsReading) {
    guard let section = LocalProbe(root: reader.root).ask("facts", within: Self.patience.facts) else {
      return facts.failures.append("sockets, replication and balancing were not told: sh did not answer")
    }
    let told = FactsDecoder.reading(section, takenAt: facts.takenAt)
    facts.listeners = told.listeners
    facts.virtualRouters = told.virtualRouters
    facts.virtualServices = told.virtualServices
    facts.balancingRates = told.balancingRates
    facts.replications = told.replications
    facts.guests = told.guests
    facts.hardwareAddresses = told.hardwareAddresses
    facts.parent = told.parent
    facts.packagesChanged = told.packagesChanged
    facts.unknowns = told.unknowns
  }

  /// How safe this machine is kept; nil where the program does not answer.
  func posture(at moment: Timestamp) -> PostureReading? {
    LocalProbe(root: reader.root).ask("posture", within: Self.patience.posture).map {
      PostureDecoder.reading($0, takenAt: moment, source: .local)
    }
  }
}
