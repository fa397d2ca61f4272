import OpsDomain

/// Turns what was told of LVS and keepalived into facts.
enum BalancingDecoder {
  /// At most so many instances are kept of one host.
  static let mostRouters = 64
  /// At most so many addresses are kept of one instance.
  static let mostAddresses = 64

  /// Puts LVS and VRRP into the facts; programs and addresses must be there already.
  static func read(_ section: SectionText, into reading: inout FactsReading) {
    if let table = section.part("ip_vs") {
      reading.virtualServices = table.isEmpty ? nil : VirtualServiceTable.services(table)
      if table.isEmpty { reading.unknowns[.virtualServices] = "needs root" }
      reading.balancingRates = section.part("ip_vs_stats").flatMap(VirtualServiceTable.rates)
    } else if section.cut?.name == "ip_vs" {
      reading.unknowns[.virtualServices] = PostureText.late
    }
    guard let programs = reading.programs else { return }
    guard programs["keepalived"] != nil else {
      if reading.unknowns[.programs] == nil { reading.virtualRouters = [] }
      return
    }
    if PostureText.isDenied(section, "vrrp") {
      reading.unknowns[.virtualRouters] = "keepalived.conf needs root"
      return
    }
    reading.virtualRouters = section.part("vrrp").map { text in
      var routers = routers(text)
      let states = states(section.part("vrrp_state") ?? [])
      let own = OwnAddresses(section.part("addresses") ?? [])
      for index in routers.indices { judge(&routers[index], own, states) }
      return routers
    }
    if reading.virtualRouters == nil, section.isStopped { reading.unknowns[.virtualRouters] = PostureText.late }
  }

  /// All addresses that a host tells, however few of them are kept.
  private struct OwnAddresses {
    let all: Set<String>
    /// Whether it has no others: an empty list is that of a host which could not tell, a full one has been cut.
    let isWhole: Bool

    init(_ text: ArraySlice<UInt8>) {
      all = Set(FactsDecoder.addresses(text).map { BalancingDecoder.plain($0.split(separator: " ").last ?? "") })
      isWhole = !all.isEmpty && text.count { $0 == Byte.newline } < FactsDecoder.mostAddressLines
    }
  }

  /// The instances of the words of a configuration, in its order.
  private static func routers(_ text: ArraySlice<UInt8>) -> [VirtualRouter] {
    var routers: [VirtualRouter] = []
    var takesAddresses = false
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      var words = ByteScanner(line)
      guard let key = words.nextWord() else { continue }
      if key.spells("vrrp_instance"), routers.count < mostRouters {
        routers.append(VirtualRouter(name: words.nextWord()?.text ?? ""))
      }
      guard let last = routers.indices.last else { continue }
      switch key.text {
      case "virtual_router_id": routers[last].number = words.nextNumber().map { Int(clamping: $0) }
      case "priority": routers[last].priority = words.nextNumber().map { Int(clamping: $0) }
      case "interface": if routers[last].interface == nil { routers[last].interface = words.nextWord()?.text }
      case "virtual_ipaddress", "virtual_ipaddress_excluded": takesAddresses = true
      case "}": takesAddresses = false
      default:
        let isAddress = takesAddresses && routers[last].addresses.count < mostAddresses
        if isAddress, isPlainAddress(key) { routers[last].addresses.append(plain(key.text[...])) }
      }
    }
    return routers
  }

  private static func isPlainAddress(_ word: ArraySlice<UInt8>) -> Bool {
    word.contains(Byte.colon) || word.filter { $0 == Byte.dot }.count == 3
  }

  /// The words that scripts of operators leave in files as `/run/keepalived.VI_1.state`, by the file.
  private static func states(_ text: ArraySlice<UInt8>) -> [(file: String, word: String)] {
    var states: [(file: String, word: String)] = []
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      if let (file, word) = line.parted(at: Byte.colon) { states.append((file.text, word.text.lowercased())) }
    }
    return states
  }

  /// Who holds the addresses is master, whatever files say; files may be old.
  private static func judge(
    _ router: inout VirtualRouter, _ own: OwnAddresses, _ states: [(file: String, word: String)]
  ) {
    if let held = router.addresses.first(where: own.all.contains) {
      (router.state, router.evidence) = (.master, "holds \(held)")
      return
    }
    if own.isWhole, !router.addresses.isEmpty {
      (router.state, router.evidence) = (.backup, "holds none of its addresses")
      return
    }
    let name = router.name
    guard let state = states.first(where: { isFile($0.file, of: name) }) else { return }
    router.evidence = "state file"
    for (word, meaning) in [("master", VirtualRouter.State.master), ("backup", .backup), ("fault", .fault)]
    where state.word.contains(word) {
      router.state = meaning
    }
  }

  /// Whether a file is about the instance of that name: its name holds it.
  private static func isFile(_ file: String, of name: String) -> Bool {
    !name.isEmpty && (file.split(separator: "/").last ?? "").split { ".-".contains($0) }.contains { $0 == name }
  }

  private static func plain(_ address: Substring) -> String { String(address.prefix { $0 != "/" }) }
}
