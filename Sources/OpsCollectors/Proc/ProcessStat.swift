/// What /proc/[pid]/stat says of one process (proc_pid_stat(5)).
struct ProcessStat: Hashable {
  /// The longest short name: 15 bytes for programs, 63 for the kernel's own workers.
  static let longestName = 63

  /// The process number.
  var pid: Int
  /// The short name; not yet harmless.
  var name: String
  /// The state letter.
  var state: String
  /// The parent's number.
  var parent: Int
  /// Whether it is a thread of the kernel.
  var isKernel: Bool
  /// Ticks in user and in system mode.
  var cpuTicks: UInt64
  /// Threads.
  var threads: Int
  /// Ticks from boot to its start; with `pid` it names the process for ever.
  var startTicks: UInt64
  /// Pages resident.
  var residentPages: UInt64

  /// Parses the record of one process; nil when it is not one.
  init?(_ text: ArraySlice<UInt8>) {
    var rest = text
    self.init(takingFrom: &rest)
  }

  /// Parses the records of many processes one after the other; what is not a record is left out.
  static func parseAll(_ text: ArraySlice<UInt8>, limit: Int) -> [ProcessStat] {
    var processes: [ProcessStat] = []
    var rest = text
    while !rest.isEmpty, processes.count < limit {
      if let process = ProcessStat(takingFrom: &rest) {
        processes.append(process)
      } else {
        var scanner = ByteScanner(rest)
        _ = scanner.nextLine()
        rest = scanner.rest
      }
    }
    return processes
  }

  /// Takes the record that the text begins with, to the end of its line.
  ///
  /// The name is free text: it may hold `)`, blanks and newlines. But it is short, and only numbers follow it, so its
  /// end is the last `)` within its longest length; no name is long enough to forge the fields behind it.
  private init?(takingFrom rest: inout ArraySlice<UInt8>) {
    guard let open = rest.prefix(22).firstIndex(of: UInt8(ascii: "(")),
      let close = rest[(open + 1)...].prefix(Self.longestName + 1).lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    var scanner = ByteScanner(rest[(close + 1)...])
    guard let line = scanner.nextLine() else { return nil }
    self.init(head: rest[..<open], name: rest[(open + 1)..<close], fields: line)
    rest = scanner.rest
  }

  /// A process from the parts of its record; the comments give the numbers of proc_pid_stat(5).
  private init?(head: ArraySlice<UInt8>, name: ArraySlice<UInt8>, fields: ArraySlice<UInt8>) {
    var head = ByteScanner(head)
    var scanner = ByteScanner(fields)
    func number() -> UInt64? { scanner.nextNumber() }
    func skip(_ count: Int) { for _ in 0..<count { _ = scanner.nextWord() } }

    guard let pid = head.nextNumber(), let state = scanner.nextWord(), state.count == 1 else { return nil }
    guard let parent = number() else { return nil }  // 4
    skip(4)
    guard let flags = number() else { return nil }  // 9
    skip(4)
    guard let user = number(), let system = number() else { return nil }  // 14, 15
    skip(4)
    guard let threads = number() else { return nil }  // 20
    skip(1)
    guard let start = number() else { return nil }  // 22
    skip(1)
    let resident = scanner.nextWord()?.decimal ?? 0  // 24

    self.pid = Int(clamping: pid)
    self.name = name.text
    self.state = state.text
    self.parent = Int(clamping: parent)
    isKernel = flags & 0x0020_0000 != 0
    let (ticks, overflow) = user.addingReportingOverflow(system)
    cpuTicks = overflow ? .max : ticks
    self.threads = Int(clamping: threads)
    startTicks = start
    residentPages = resident
  }
}
