import OpsDomain

/// What /proc/net/ip_vs and /proc/net/ip_vs_stats tell (ip_vs_ctl.c of the kernel).
enum VirtualServiceTable {
  /// At most so many services are kept of one host.
  static let mostServices = 256
  /// At most so many servers are kept of one service.
  static let mostServers = 256

  /// The services of lines as `TCP  C0A80164:0050 rr` and `  -> C0A80166:0050      Masq    1      0          0`.
  static func services(_ text: ArraySlice<UInt8>) -> [VirtualService] {
    var services: [VirtualService] = []
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      var words = ByteScanner(line)
      guard let first = words.nextWord() else { continue }
      if first.spells("->") {
        guard let last = services.indices.last, services[last].servers.count < mostServers else { continue }
        if let server = server(&words) { services[last].servers.append(server) }
      } else if services.count < mostServices, let service = service(first, &words) {
        services.append(service)
      } else if services.count >= mostServices {
        break
      }
    }
    return services
  }

  private static func service(_ kind: ArraySlice<UInt8>, _ words: inout ByteScanner) -> VirtualService? {
    guard ["TCP", "UDP", "SCTP", "FWM"].contains(where: { kind.spells($0) }), let place = words.nextWord(),
      let scheduler = words.nextWord()
    else { return nil }
    let flags = words.rest.text.split(separator: " ").joined(separator: " ")
    if kind.spells("FWM") {
      guard let mark = place.hexadecimal else { return nil }
      return VirtualService(
        transport: "FWM", address: String(mark), port: 0, scheduler: scheduler.text, flags: flags)
    }
    guard let (address, port) = endpoint(place) else { return nil }
    return VirtualService(
      transport: kind.text, address: address, port: port, scheduler: scheduler.text, flags: flags)
  }

  private static func server(_ words: inout ByteScanner) -> RealServer? {
    guard let place = words.nextWord(), let (address, port) = endpoint(place), let forwarding = words.nextWord(),
      let weight = words.nextWord()?.decimal, let active = words.nextNumber(), let inactive = words.nextNumber()
    else { return nil }
    return RealServer(
      address: address, port: port, forwarding: forwarding.text, weight: Int(clamping: weight),
      activeConnections: Int(clamping: active), inactiveConnections: Int(clamping: inactive))
  }

  private static func endpoint(_ word: ArraySlice<UInt8>) -> (address: String, port: Int)? {
    guard let colon = word.lastIndex(of: Byte.colon), let port = word[(colon + 1)...].hexadecimal, port <= 65_535,
      let address = IPAddressText.ofVirtualService(word[..<colon])
    else { return nil }
    return (address, Int(port))
  }

  /// The rates of the last line: connections, packets both ways, bytes both ways, in hexadecimal.
  static func rates(_ text: ArraySlice<UInt8>) -> BalancingRates? {
    var scanner = ByteScanner(text)
    var rows: [[UInt64]] = []
    while let line = scanner.nextLine() {
      let words = line.split { Byte.isBlank($0) }
      let numbers = words.compactMap(\.hexadecimal)
      if words.count == 5, numbers.count == 5 { rows.append(numbers) }
    }
    guard rows.count == 2, let last = rows.last else { return nil }
    return BalancingRates(connections: last[0], receivedBytes: last[3], sentBytes: last[4])
  }
}
