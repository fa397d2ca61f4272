import OpsDomain

/// Turns what a host tells of machines into facts: what runs on it, and what it runs on.
enum MachineDecoder {
  /// The most guests that are kept.
  static let mostGuests = 512
  /// The most network cards that are kept of one machine.
  static let mostCards = 64

  /// Puts guests, network cards and the parent into the facts.
  static func read(_ section: SectionText, into reading: inout FactsReading) {
    reading.hardwareAddresses = section.part("hardware").map(cards)
    // One without the other is not all that runs on it.
    if let guests = section.part("guests").map(virtualMachines), let containers = section.part("containers") {
      let known = Set(guests.map(\.name))
      let all = guests + Self.containers(containers).filter { !known.contains($0.name) }
      reading.guests = Array(all.prefix(mostGuests))
    }
    reading.parent = section.part("hypervisor").flatMap(parent)
  }

  /// The addresses of network cards, a line each; loopback and tunnels have none.
  private static func cards(_ text: ArraySlice<UInt8>) -> [String] {
    let cards = FactsDecoder.lines(text).compactMap(hardwareAddress)
    return Array(Set(cards).sorted().prefix(mostCards))
  }

  /// Lines as `4711/cmdline:`, ` -name guest=web01,debug-threads=on` and `mac=52:54:00:1c:9a:07`, all that belongs to one
  /// process following its number (qemu(1), `-name` and `-device`).
  private static func virtualMachines(_ text: ArraySlice<UInt8>) -> [GuestMachine] {
    var (guests, isOpen): ([GuestMachine], Bool) = ([], false)
    for line in FactsDecoder.lines(text) {
      if line.hasSuffix("/cmdline:") {
        // Every line of a process has its number before it; a new one without a name yet is not begun again.
        if !isOpen || guests.last?.name.isEmpty == false { guests.append(GuestMachine(name: "")) }
        isOpen = true
      } else if !isOpen {
        continue
      } else if line.hasPrefix(" -name ") {
        if guests[guests.count - 1].name.isEmpty { guests[guests.count - 1].name = name(line.dropFirst(7)) }
      } else if let card = hardwareAddress(line.suffix(17)),
        guests[guests.count - 1].hardwareAddresses.count < mostCards
      {
        guests[guests.count - 1].hardwareAddresses.append(card)
      }
    }
    return guests.filter { !$0.name.isEmpty }
  }

  /// The name in `web01,process=…` or `guest=web01,…`.
  private static func name(_ option: Substring) -> String {
    let words = option.split(separator: ",")
    let guest = words.first { $0.hasPrefix("guest=") }?.dropFirst(6) ?? words.first { !$0.contains("=") }
    return String((guest ?? "").prefix(253))
  }

  /// Control groups as `…/machine.slice/machine-web01.scope`, `…/systemd-nspawn@web01.service`, `…/lxc.payload.web01`.
  private static func containers(_ text: ArraySlice<UInt8>) -> [GuestMachine] {
    FactsDecoder.lines(text).compactMap { path in
      let unit = path.split(separator: "/").last ?? ""
      var name: Substring?
      if unit.hasPrefix("lxc.payload.") { name = unit.dropFirst(12) }
      if unit.hasPrefix("systemd-nspawn@"), unit.hasSuffix(".service") { name = unit.dropFirst(15).dropLast(8) }
      if unit.hasPrefix("machine-"), unit.hasSuffix(".scope") { name = unit.dropFirst(8).dropLast(6) }
      guard let name, !name.isEmpty else { return nil }
      return GuestMachine(name: machine(String(name.prefix(253)).replacing("\\x2d", with: "-")))
    }
  }

  /// The name of a machine of libvirt, which registers `qemu-4-web01` and `lxc-17-web01`; other names are what they are.
  private static func machine(_ name: String) -> String {
    let words = name.split(separator: "-", maxSplits: 2)
    guard words.count == 3, ["qemu", "lxc"].contains(words[0]), Int(words[1]) != nil else { return name }
    return String(words[2])
  }

  /// What Hyper-V tells its guests: a key, and its value in the next line.
  private static func parent(_ text: ArraySlice<UInt8>) -> String? {
    let lines = FactsDecoder.lines(text)
    return lines.count > 1 ? String(lines[1].prefix(253)) : nil
  }

  /// Such an address in lower case; nil for what is none and for one that stands for none.
  private static func hardwareAddress(_ text: some StringProtocol) -> String? {
    let bytes = text.split(separator: ":", omittingEmptySubsequences: false)
    guard bytes.count == 6, bytes.allSatisfy({ $0.utf8.count == 2 && UInt8($0, radix: 16) != nil }) else { return nil }
    let address = text.lowercased()
    return address == "00:00:00:00:00:00" || address == "ff:ff:ff:ff:ff:ff" ? nil : address
  }
}
