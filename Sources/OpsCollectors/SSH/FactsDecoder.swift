import OpsDomain

/// Turns the answer to `facts` into a reading.
enum FactsDecoder {
  /// The most kinds of programs that are kept.
  static let mostPrograms = 2000
  /// The most addresses that are kept.
  static let mostAddresses = 64

  /// What the host is, as far as it was answered.
  static func reading(_ section: SectionText, takenAt: Timestamp) -> FactsReading {
    var reading = FactsReading(takenAt: takenAt, source: .ssh)
    readKernel(section.part("kernel") ?? [], into: &reading)
    reading.distribution = section.part("system").flatMap(OSRelease.name)
    reading.cpuModel = section.part("cpu").flatMap { CPUInfo($0).model }
    reading.virtualization = virtualization(section)
    reading.listeningPorts = section.part("listening").map { text in
      var ports: Set<Int> = []
      ListeningPorts.parse(text, into: &ports)
      return ports.sorted()
    }
    reading.programs = section.part("programs").map(programs)
    reading.addresses = section.part("addresses").map(addresses)
    if section.status == 124 { reading.failures.append("not all was answered in time") }
    return reading
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

  /// Counts programs by lines as `123/stat:123 (name) S …`, without the kernel's own threads.
  private static func programs(_ text: ArraySlice<UInt8>) -> [String: Int] {
    var counts: [String: Int] = [:]
    var files = FileLines(text)
    var lines: [UInt8] = []
    while files.next(into: &lines) != nil {
      guard let stat = ProcessStat(lines[...]), !stat.isKernel else { continue }
      if counts[stat.name] != nil || counts.count < mostPrograms { counts[stat.name, default: 0] += 1 }
    }
    return counts
  }

  /// Interface and address of lines as `2: eth0    inet 10.0.0.7/24 brd …`, loopback left out.
  private static func addresses(_ text: ArraySlice<UInt8>) -> [String] {
    var addresses: [String] = []
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine(), addresses.count < mostAddresses {
      var words = ByteScanner(line)
      guard words.nextWord() != nil, let interface = words.nextWord(), let family = words.nextWord(),
        family.begins(with: "inet"), let address = words.nextWord(), !interface.spells("lo")
      else { continue }
      addresses.append("\(interface.text) \(address.text)")
    }
    return addresses
  }

  /// The lines that are not empty.
  private static func lines(_ text: ArraySlice<UInt8>) -> [String] {
    var lines: [String] = []
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() { if !line.isEmpty { lines.append(line.text) } }
    return lines
  }
}
