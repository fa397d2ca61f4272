import OpsDomain

/// Turns the answer to `tick` into a sample.
///
/// Each line names its kernel file, as `meminfo:MemTotal: …`; the text of each file is put together again and read by the
/// same parsers as this machine's own files.
enum TickDecoder {
  /// A clock that tells whole seconds only says something when it differs by more than this.
  private static let coarseClock: Duration = .seconds(2)

  /// The sample that was answered, or nil where the answer holds nothing of a tick.
  static func sample(_ section: SectionText, takenAt: Timestamp, roundTrip: Duration) -> Sample? {
    var sample = Sample(takenAt: takenAt, source: .ssh)
    sample.roundTrip = roundTrip
    var files = FileLines(section.bytes[...])
    var text: [UInt8] = []
    text.reserveCapacity(1024)
    while let file = files.next(into: &text) {
      let name = file.text
      guard let known = ProcFile(rawValue: name) else {
        readOther(name, text.dropLast(), into: &sample)
        continue
      }
      do throws(MalformedText) {
        try parse(text[...], of: known, into: &sample)
      } catch {
        sample.failures.append("\(error.file) is not understood: \(error.line)")
      }
    }
    return sample.load == nil && sample.cpu == nil && sample.memory == nil ? nil : sample
  }

  /// What comes of commands: the clock, and load and cores where there is no /proc.
  private static func readOther(_ name: String, _ text: ArraySlice<UInt8>, into sample: inout Sample) {
    switch name {
    case "date": sample.hostClock = clock(text, takenAt: sample.takenAt)
    case "load": sample.load = load(text)
    case "cores": sample.cores = text.decimal.map { Int(clamping: $0) }
    default: break
    }
  }

  /// The host's clock of `1795221352.061845793`; busybox cannot tell parts of a second.
  private static func clock(_ text: ArraySlice<UInt8>, takenAt: Timestamp) -> Timestamp? {
    let parts = text.split(separator: Byte.dot, maxSplits: 1, omittingEmptySubsequences: false)
    guard let seconds = parts.first?.decimal, seconds < 1 << 40 else { return nil }
    let whole = Timestamp(seconds: Int64(seconds))
    guard parts.count == 2, parts[1].count >= 3, let thousandths = parts[1].prefix(3).decimal else {
      let distance = takenAt.since(whole)
      return distance > coarseClock || distance < .zero - coarseClock ? whole : nil
    }
    return Timestamp(milliseconds: whole.milliseconds + Int64(thousandths))
  }

  /// The averages that end the line of uptime(1): `… load averages: 0.10 0.20 0.30`, with commas or without.
  private static func load(_ text: ArraySlice<UInt8>) -> LoadAverage? {
    let numbers = text.split { Byte.isBlank($0) || $0 == UInt8(ascii: ",") }.suffix(3).compactMap(\.fixedPoint)
    guard numbers.count == 3 else { return nil }
    return LoadAverage(one: numbers[0], five: numbers[1], fifteen: numbers[2])
  }
}
