import Glibc
import OpsDomain

/// Reads the processes of this machine, and remembers the last reading so that CPU shares are of now.
struct LocalProcesses {
  /// At most so many processes are looked at.
  static let scanLimit = 65_536
  /// At most so many are told of: those that use most.
  static let limit = 2_000
  /// At most so much of a command line is kept, in bytes.
  static let commandLimit = 4_096

  private let reader: ProcReader
  private var users = UserNames()
  private var last: (uptime: Double, ticks: [Key: UInt64])?

  /// A process for ever: numbers are used again, start times with them are not.
  private struct Key: Hashable {
    var pid: Int
    var startTicks: UInt64
    init(_ stat: ProcessStat) { (pid, startTicks) = (stat.pid, stat.startTicks) }
  }

  /// Processes below the root of this reader.
  init(reader: ProcReader) { self.reader = reader }

  /// Reads all processes.
  mutating func read(at moment: Timestamp) -> ProcessReading {
    let stats = self.stats()
    let uptime = reader.uptime()
    let shares = cpuShares(of: stats, uptime: uptime)
    let shown = Self.busiest(stats, shares)
    let entries = shown.map { entry(stats[$0], cpuShare: shares[$0]) }
    return ProcessReading(
      takenAt: moment, source: .local, uptimeSeconds: uptime, processes: entries,
      totalCount: stats.count > entries.count ? stats.count : nil)
  }

  /// How many processes of each name run, without the kernel's own threads.
  func programs() -> [String: Int] {
    var counts: [String: Int] = [:]
    for stat in stats() where !stat.isKernel { counts[stat.name, default: 0] += 1 }
    return counts
  }

  private func stats() -> [ProcessStat] {
    var found: [ProcessStat] = []
    for pid in processNumbers() {
      // A process may end between the listing and the reading.
      guard let text = BoundedFile.read("\(reader.root)/proc/\(pid)/stat", upTo: 4096) else { continue }
      if let stat = ProcessStat(text[...]) { found.append(stat) }
    }
    return found
  }

  private func processNumbers() -> [Int] {
    guard let directory = unsafe opendir("\(reader.root)/proc") else { return [] }
    defer { unsafe closedir(directory) }
    var numbers: [Int] = []
    while numbers.count < Self.scanLimit, let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if let number = name[...].decimal { numbers.append(Int(clamping: number)) }
    }
    return numbers.sorted()
  }

  /// The share of one core that each used since the last reading; over its life where it was not there then.
  private mutating func cpuShares(of stats: [ProcessStat], uptime: Double?) -> [Double?] {
    let ticksPerSecond = ProcReader.ticksPerSecond
    guard let uptime else { return stats.map { _ in nil } }
    let before = last
    last = (uptime, Dictionary(stats.map { (Key($0), $0.cpuTicks) }, uniquingKeysWith: { first, _ in first }))
    return stats.map { stat in
      if let before, uptime > before.uptime, let ticks = before.ticks[Key(stat)], stat.cpuTicks >= ticks {
        return Double(stat.cpuTicks - ticks) / ticksPerSecond / (uptime - before.uptime)
      }
      let age = uptime - Double(stat.startTicks) / ticksPerSecond
      return age > 0 ? Double(stat.cpuTicks) / ticksPerSecond / age : nil
    }
  }

  /// The places of those to tell of, in their order: all, or those that use most CPU and then memory.
  private static func busiest(_ stats: [ProcessStat], _ shares: [Double?]) -> [Int] {
    guard stats.count > limit else { return Array(stats.indices) }
    let byUse = stats.indices.sorted { left, right in
      (shares[left] ?? 0, stats[left].residentPages) > (shares[right] ?? 0, stats[right].residentPages)
    }
    return byUse.prefix(limit).sorted()
  }

  private mutating func entry(_ stat: ProcessStat, cpuShare: Double?) -> ProcessEntry {
    let directory = "\(reader.root)/proc/\(stat.pid)"
    let (bytes, overflow) = stat.residentPages.multipliedReportingOverflow(by: ProcReader.pageBytes)
    return ProcessEntry(
      pid: stat.pid, parent: stat.parent, user: users.owner(of: directory), state: stat.state,
      cpuSeconds: Double(stat.cpuTicks) / ProcReader.ticksPerSecond, cpuShare: cpuShare,
      residentBytes: overflow ? nil : bytes, threads: stat.threads, name: stat.name,
      command: Self.command(directory) ?? "[\(stat.name)]")
  }

  /// The command line with blanks between its words; nil where there is none, as for the kernel's threads.
  private static func command(_ directory: String) -> String? {
    guard let bytes = BoundedFile.read("\(directory)/cmdline", upTo: commandLimit) else { return nil }
    let words = bytes.split(separator: 0).map { $0.text }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
