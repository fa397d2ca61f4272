import OpsDomain

/// Parses /proc/net/dev: a line an interface after two lines of heading (proc(5)).
func parseNetDev(_ text: ArraySlice<UInt8>) throws(MalformedText) -> [InterfaceCounters] {
  var interfaces: [InterfaceCounters] = []
  var scanner = ByteScanner(text)
  while let bytes = scanner.nextLine(), interfaces.count < InterfaceSelection.limit {
    // Old kernels write no blank after the colon: `eth0:1234`.
    guard let colon = bytes.lastIndex(of: Byte.colon) else { continue }
    var names = ByteScanner(bytes[..<colon])
    guard let name = names.nextWord(), InterfaceSelection.isCounted(name) else { continue }
    interfaces.append(try counters(name.text, bytes, from: colon + 1))
  }
  return interfaces
}

/// Parses the line of loopback in /proc/net/dev; nil where there is none.
func parseLoopback(_ text: ArraySlice<UInt8>) throws(MalformedText) -> InterfaceCounters? {
  var scanner = ByteScanner(text)
  while let bytes = scanner.nextLine() {
    guard let colon = bytes.lastIndex(of: Byte.colon) else { continue }
    var names = ByteScanner(bytes[..<colon])
    guard let name = names.nextWord(), name.spells("lo") else { continue }
    return try counters("lo", bytes, from: colon + 1)
  }
  return nil
}

/// The counters of one line, which begin at a place within it.
private func counters(
  _ name: String, _ bytes: ArraySlice<UInt8>, from place: Int
) throws(MalformedText) -> InterfaceCounters {
  var line = KernelLine(bytes, of: .netDev, from: place)
  var counters = InterfaceCounters(name: name)
  counters.receivedBytes = try line.number()
  counters.receivedPackets = try line.number()
  counters.receiveErrors = try line.number() &+ line.number()
  line.skip(4)
  counters.sentBytes = try line.number()
  counters.sentPackets = try line.number()
  counters.sendErrors = try line.number() &+ line.number()
  return counters
}

/// Which network interfaces are counted.
///
/// Loopback is left out, and so are the host ends of containers' pairs (`veth…`): there may be hundreds, they come and
/// go, and their traffic is counted again on the bridge. Bridges, bonds and tunnels are kept under their own names.
enum InterfaceSelection {
  /// At most so many interfaces are kept of one host.
  static let limit = 256

  /// Whether an interface of this name is counted.
  static func isCounted(_ name: ArraySlice<UInt8>) -> Bool {
    !name.spells("lo") && !name.begins(with: "veth")
  }
}
