/// Finds the ports listened on in /proc/net/tcp or /proc/net/tcp6 (kernel proc_net_tcp.rst).
enum ListeningPorts {
  /// At most so many ports are kept of one host.
  static let limit = 1024

  /// Adds the local port of every socket in the state LISTEN.
  static func parse(_ text: ArraySlice<UInt8>, into ports: inout Set<Int>) {
    var scanner = ByteScanner(text)
    while ports.count < limit, let bytes = scanner.nextLine() {
      // `0: 0100007F:1F90 00000000:0000 0A …`: number, local, remote, state.
      var line = ByteScanner(bytes)
      _ = line.nextWord()
      guard let local = line.nextWord(), line.nextWord() != nil, let state = line.nextWord(), state.spells("0A"),
        let colon = local.lastIndex(of: Byte.colon), let port = local[(colon + 1)...].hexadecimal, port <= 65535
      else { continue }
      ports.insert(Int(port))
    }
  }
}
