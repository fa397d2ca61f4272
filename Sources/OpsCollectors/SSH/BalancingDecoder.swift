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
    }
    guard let programs = reading.programs else { return }
    guard programs["keepalived"] != nil else {
      if reading.unknowns[.programs] == nil { reading.virtualRouters = [] }
      return
    }
    if section.parts.contains(where: { $0.name == "denied vrrp" }) {
      reading.unknowns[.virtualRouters] = "keepalived.conf needs root"
      return
    }
    reading.virtualRouters = section.part("vrrp").map { text in
      var routers = routers(text)
      let states = states(section.part("vrrp_state") ?? [])
      let own = Set((reading.addresses ?? []).map { $0.split(separator: " ").last.map(plain) ?? "" })
      for index in routers.indices { judge(&routers[index], own, states, knowsOwn: reading.addresses != nil) }
      return routers
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
    _ router: inout VirtualRouter, _ own: Set<String>, _ states: [(file: String, word: String)], knowsOwn: Bool
  ) {
    if knowsOwn, !router.addresses.isEmpty {
      let held = router.addresses.first(where: own.contains)
      router.state = held == nil ? .backup : .master
      router.evidence = held.map { "holds \($0)" } ?? "holds none of its addresses"
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
