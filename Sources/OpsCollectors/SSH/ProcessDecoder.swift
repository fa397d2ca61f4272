import OpsDomain

/// Turns the answers to `ps` into processes, and remembers the last one so that CPU shares are of now.
struct ProcessDecoder {
  /// The most processes that the probe tells.
  static let mostProcesses = 2000
  /// The most names of users that are kept of one host.
  static let mostUsers = 4096
  /// The most users whose names are asked for at once.
  static let mostQuestions = 50
  /// Clock ticks of a second, as every Linux counts them for programs (time(7), USER_HZ).
  private static let ticksPerSecond = 100.0

  /// A process for ever: numbers are used again, start times with them are not.
  private struct Key: Hashable {
    var pid: Int
    var start: UInt64
  }

  /// What was said of one process, before it is understood.
  private struct Raw {
    var stat: ProcessStat?
    var command = ""
    var uid: UInt64?
    var residentKilobytes: UInt64?
  }

  private var users: [UInt64: String] = [:]
  private var unknown: Set<UInt64> = []
  private var asked: Set<UInt64> = []
  private var last: (uptime: Double, ticks: [Key: UInt64])?

  /// The arguments of the next request: none the first time, then users to be named.
  mutating func arguments() -> [UInt64] {
    let wanted = unknown.subtracting(asked).sorted().prefix(Self.mostQuestions)
    asked.formUnion(wanted)
    return Array(wanted)
  }

  /// The processes that were answered, by number.
  mutating func reading(_ section: SectionText, takenAt: Timestamp) -> ProcessReading {
    learnUsers(section.part("users") ?? [])
    var reading = ProcessReading(takenAt: takenAt, source: .ssh, processes: [])
    if let table = section.part("table") {
      reading.processes = Self.table(table)
      return reading
    }
    var raw: [Int: Raw] = [:]
    var files = FileLines(section.part("processes") ?? [])
    var text: [UInt8] = []
    while let file = files.next(into: &text) {
      if let (pid, kind) = FileLines.process(file) {
        Self.take(text, kind, into: &raw[pid, default: Raw()])
      } else if file.spells("uptime") {
        reading.uptimeSeconds = text.split(separator: Byte.space).first?.fixedPoint
      }
    }
    let found = raw.values.compactMap { raw in raw.stat.map { (stat: $0, raw: raw) } }.sorted {
      $0.stat.pid < $1.stat.pid
    }
    let shares = cpuShares(found.map(\.stat), uptime: reading.uptimeSeconds)
    reading.processes = zip(found, shares).map { entry($0.stat, $0.raw, cpuShare: $1) }
    let total = section.parts(beginning: "count").first.flatMap { Int($0.rest) }
    if let total, total > Self.mostProcesses { reading.totalCount = total }
    return reading
  }

  /// Lines as `root:0`.
  private mutating func learnUsers(_ text: ArraySlice<UInt8>) {
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine(), users.count < Self.mostUsers {
      guard let (name, number) = line.parted(at: Byte.colon), let uid = number.decimal, !name.isEmpty else { continue }
      if users[uid] == nil { users[uid] = name.text }
    }
    unknown.subtract(users.keys)
  }

  private static func take(_ text: [UInt8], _ kind: ArraySlice<UInt8>, into raw: inout Raw) {
    if kind.spells("stat") {
      raw.stat = ProcessStat(text[...])
    } else if kind.spells("cmdline") {
      // The probe has put blanks for the NUL bytes, the last of which ends the line.
      var line = text.dropLast()
      while line.last == Byte.space { line = line.dropLast() }
      raw.command = line.text
    } else if kind.spells("status") {
      var scanner = ByteScanner(text[...])
      while let line = scanner.nextLine() {
        var words = ByteScanner(line)
        let key = words.nextWord()
        let first = words.nextNumber()
        // The second number of Uid is the effective user.
        if key?.spells("Uid:") == true { raw.uid = words.nextNumber() }
        if key?.spells("VmRSS:") == true { raw.residentKilobytes = first }
      }
    }
  }

  /// The share of one core that each used since the last reading; over its life where it was not there then.
  private mutating func cpuShares(_ stats: [ProcessStat], uptime: Double?) -> [Double?] {
    guard let uptime else { return stats.map { _ in nil } }
    let before = last
    let ticks = stats.map { (Key(pid: $0.pid, start: $0.startTicks), $0.cpuTicks) }
    last = (uptime, Dictionary(ticks, uniquingKeysWith: { first, _ in first }))
    return zip(stats, ticks).map { stat, key in
      if let before, uptime > before.uptime, let old = before.ticks[key.0], stat.cpuTicks >= old {
        return Double(stat.cpuTicks - old) / Self.ticksPerSecond / (uptime - before.uptime)
      }
      let age = uptime - Double(stat.startTicks) / Self.ticksPerSecond
      return age > 0 ? Double(stat.cpuTicks) / Self.ticksPerSecond / age : nil
    }
  }

  private mutating func entry(_ stat: ProcessStat, _ raw: Raw, cpuShare: Double?) -> ProcessEntry {
    let resident = raw.residentKilobytes.map { $0.multipliedReportingOverflow(by: 1024) }
    return ProcessEntry(
      pid: stat.pid, parent: stat.parent, user: userName(raw.uid), state: stat.state,
      cpuSeconds: Double(stat.cpuTicks) / Self.ticksPerSecond, cpuShare: cpuShare,
      residentBytes: resident.flatMap { $0.overflow ? nil : $0.partialValue }, threads: stat.threads, name: stat.name,
      command: raw.command.isEmpty ? "[\(stat.name)]" : raw.command)
  }

  private mutating func userName(_ uid: UInt64?) -> String {
    guard let uid else { return "?" }
    if let name = users[uid] { return name }
    if unknown.count < Self.mostQuestions { unknown.insert(uid) }
    return String(uid)
  }
}

extension ProcessDecoder {
  /// Lines of `ps -o pid= -o ppid= -o user= -o time= -o args=`, where there is no /proc.
  private static func table(_ text: ArraySlice<UInt8>) -> [ProcessEntry] {
    var entries: [ProcessEntry] = []
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      var words = ByteScanner(line)
      guard let pid = words.nextNumber(), let parent = words.nextNumber(), let user = words.nextWord(),
        let time = words.nextWord()
      else { continue }
      let command = words.rest.drop(while: Byte.isBlank)
      let program = command.prefix { !Byte.isBlank($0) }.split(separator: UInt8(ascii: "/")).last ?? []
      entries.append(
        ProcessEntry(
          pid: Int(clamping: pid), parent: Int(clamping: parent), user: user.text, state: "?",
          cpuSeconds: seconds(time),
          name: program.text, command: command.text))
    }
    return entries
  }

  /// Seconds of `[[DD-]HH:]MM:SS`.
  private static func seconds(_ time: ArraySlice<UInt8>) -> Double {
    let (days, clock) = time.parted(at: Byte.minus) ?? ([], time)
    let parts = clock.split(separator: Byte.colon).map { $0.fixedPoint ?? 0 }
    return Double(days.decimal ?? 0) * 86_400 + parts.reduce(0) { $0 * 60 + $1 }
  }
}
