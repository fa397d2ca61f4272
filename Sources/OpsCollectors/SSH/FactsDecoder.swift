import OpsDomain

/// Turns the answer to `facts` into a reading.
enum FactsDecoder {
  /// The most addresses that are kept.
  static let mostAddresses = 64
  /// The most lines of addresses that the probe tells.
  static let mostAddressLines = 1000

  /// What the host is, as far as it was answered.
  static func reading(_ section: SectionText, takenAt: Timestamp) -> FactsReading {
    var reading = FactsReading(takenAt: takenAt, source: .ssh)
    readKernel(section.part("kernel") ?? [], into: &reading)
    reading.distribution = section.part("system").flatMap(OSRelease.name)
    reading.cpuModel = section.part("cpu").flatMap { CPUInfo($0).model }
    reading.virtualization = virtualization(section)
    let processes = section.part("programs").map(ProcessNames.init)
    reading.programs = processes?.counts
    reading.unknowns[.programs] = doubt(section, processes)
    readSockets(section, processes, into: &reading)
    reading.addresses = section.part("addresses").map { Array(addresses($0).prefix(mostAddresses)) }
    reading.packagesChanged = section.part("packages").flatMap(newest)
    MachineDecoder.read(section, into: &reading)
    BalancingDecoder.read(section, into: &reading)
    ReplicationDecoder.read(section, into: &reading)
    if section.isStopped { reading.failures.append("not all was answered in time") }
    return reading
  }

  /// Why programs may run that were not told; nil where all were.
  private static func doubt(_ section: SectionText, _ processes: ProcessNames?) -> String? {
    guard let processes else { return PostureText.isLate(section, "programs") ? PostureText.late : nil }
    if !processes.seesAll { return "processes of others need root" }
    return processes.isCut ? "more processes than are read" : nil
  }

  /// The line of `uname -snrm`: system, name, release, machine.
  private static func readKernel(_ text: ArraySlice<UInt8>, into reading: inout FactsReading) {
    guard let words = lines(text).first?.split(separator: " "), words.count >= 4 else { return }
    reading.kernel = "\(words[0]) \(words[2])"
    reading.hostName = String(words[1])
    reading.architecture = words.last.map(String.init)
  }

  /// What systemd-detect-virt(1) said; without it what the firmware calls the machine.
  private static func virtualization(_ section: SectionText) -> String? {
    if let said = lines(section.part("virtual") ?? []).first {
      return said == "none" ? nil : Virtualization.container(said)
    }
    let firmware = lines(section.part("vendor") ?? [])
    return Virtualization.hypervisor(vendor: firmware.first ?? "", product: firmware.dropFirst().first ?? "")
  }

  /// The sockets that wait for others, with the programs behind them as far as they can be seen.
  private static func readSockets(_ section: SectionText, _ processes: ProcessNames?, into reading: inout FactsReading)
  {
    guard let listeners = listeners(section, processes) else { return }
    reading.listeners = listeners
    reading.listeningPorts = Set(listeners.lazy.filter { $0.transport == .tcp }.map(\.port)).sorted()
    let isRoot = lines(section.part("user") ?? []).first == "0"
    if !isRoot, listeners.contains(where: { $0.program == nil }) {
      reading.unknowns[.listeners] = "programs of others need root"
    }
  }

  /// The sockets of a section that tells of them, by port; nil where it does not.
  static func listeners(_ section: SectionText, _ processes: ProcessNames?) -> [Listener]? {
    guard let text = section.part("sockets") else { return nil }
    let holders = SocketHolders(section.part("holders") ?? [])
    let isBigEndian = lines(section.part("kernel") ?? []).first.map { $0.hasSuffix("s390x") } ?? false
    let found = SocketTable.parse(text, isBigEndian: isBigEndian).map { socket in
      var listener = socket.listener
      // Where several hold it, the oldest has opened it.
      let pid = (holders.pids[socket.inode] ?? []).filter { processes?.names[$0] != nil }.min()
      listener.program = pid.flatMap { processes?.names[$0] }
      return listener
    }
    return Set(found).sorted {
      ($0.port, $0.transport.rawValue, $0.address) < ($1.port, $1.transport.rawValue, $1.address)
    }
  }

  /// The latest of the times of `stat -c %Y`, by the host's own clock.
  static func newest(_ text: ArraySlice<UInt8>) -> Timestamp? {
    let times = lines(text).compactMap { Int64($0) }.filter { $0 > 0 && $0 < 1 << 40 }
    return times.max().map { Timestamp(seconds: $0) }
  }

  /// Interface and address of lines as `2: eth0    inet 10.0.0.7/24 brd …`, loopback left out.
  static func addresses(_ text: ArraySlice<UInt8>) -> [String] {
    var addresses: [String] = []
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      var words = ByteScanner(line)
      guard words.nextWord() != nil, let interface = words.nextWord(), let family = words.nextWord(),
        family.begins(with: "inet"), let address = words.nextWord(), !interface.spells("lo")
      else { continue }
      addresses.append("\(interface.text) \(address.text)")
    }
    return addresses
  }

  /// The lines that are not empty.
  static func lines(_ text: ArraySlice<UInt8>) -> [String] {
    var lines: [String] = []
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() { if !line.isEmpty { lines.append(line.text) } }
    return lines
  }
}

/// Which programs run, by lines as `123/stat:123 (name) S …`, without the kernel's own threads.
struct ProcessNames {
  /// The most kinds of programs that are kept.
  static let mostPrograms = 2000
  /// The most lines that the probe tells: they come in the order of names, so any program may be among the rest.
  static let mostLines = 20_000

  /// How many run of each name.
  private(set) var counts: [String: Int] = [:]
  /// The names by the numbers of processes.
  private(set) var names: [Int: String] = [:]
  /// Whether processes of other users are seen: the first process always is one of root.
  private(set) var seesAll = false
  /// Whether there are more than were told or kept.
  private(set) var isCut: Bool

  /// The programs of that text.
  init(_ text: ArraySlice<UInt8>) {
    isCut = text.count { $0 == Byte.newline } >= Self.mostLines
    var files = FileLines(text)
    var lines: [UInt8] = []
    while let file = files.next(into: &lines) {
      guard let stat = ProcessStat(lines[...]), !stat.isKernel else { continue }
      if counts[stat.name] != nil || counts.count < Self.mostPrograms {
        counts[stat.name, default: 0] += 1
      } else {
        isCut = true
      }
      guard let pid = FileLines.process(file)?.pid else { continue }
      names[pid] = stat.name
      if pid == 1 { seesAll = true }
    }
  }
}
