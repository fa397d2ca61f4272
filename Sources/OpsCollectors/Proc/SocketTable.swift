import OpsDomain

/// Sockets that wait for others, as `grep` found them in net/tcp, net/tcp6, net/udp and net/udp6.
enum SocketTable {
  /// At most so many are kept of one host.
  static let limit = 1024

  /// A socket with the number by which its holders name it.
  struct Socket: Hashable {
    var listener: Listener
    var inode: UInt64
  }

  /// The sockets of lines as `net/tcp:   0: 0100007F:1F90 00000000:0000 0A …`.
  static func parse(_ text: ArraySlice<UInt8>, isBigEndian: Bool) -> [Socket] {
    var sockets: [Socket] = []
    var files = FileLines(text)
    var lines: [UInt8] = []
    while let file = files.next(into: &lines) {
      guard let transport: Listener.Transport = transport(file) else { continue }
      var scanner = ByteScanner(lines[...])
      while sockets.count < limit, let line = scanner.nextLine() {
        if let socket = socket(line, transport, isBigEndian) { sockets.append(socket) }
      }
    }
    return sockets
  }

  private static func transport(_ file: ArraySlice<UInt8>) -> Listener.Transport? {
    if file.spells("net/tcp") || file.spells("net/tcp6") { return .tcp }
    return file.spells("net/udp") || file.spells("net/udp6") ? .udp : nil
  }

  /// A line: number, local and remote address, state, queues, timers, retransmissions, user, timeout, inode.
  private static func socket(
    _ line: ArraySlice<UInt8>, _ transport: Listener.Transport, _ isBigEndian: Bool
  ) -> Socket? {
    var words = ByteScanner(line)
    _ = words.nextWord()
    guard let local = words.nextWord(), let remote = words.nextWord(), let state = words.nextWord(),
      state.spells(transport == .tcp ? "0A" : "07"), remote.suffix(5).spells(":0000"),
      let colon = local.lastIndex(of: Byte.colon), let port = local[(colon + 1)...].hexadecimal, port <= 65_535,
      let address = IPAddressText.ofSocket(local[..<colon], isBigEndian: isBigEndian)
    else { return nil }
    for _ in 0..<5 { _ = words.nextWord() }
    return Socket(
      listener: Listener(transport, address: address, port: Int(port)), inode: words.nextNumber() ?? 0)
  }
}

/// Which processes hold which sockets, by what `ls -ln` told of /proc/PID/fd.
struct SocketHolders {
  private(set) var pids: [UInt64: [Int]] = [:]

  /// The holders of lines as `123/fd:` and `lrwx------ 1 0 0 64 Nov 28 03:32 6 -> socket:[968681]`.
  ///
  /// A file may be named like such a line; but its line then holds two arrows, and is passed over.
  init(_ text: ArraySlice<UInt8>) {
    var scanner = ByteScanner(text)
    var pid: Int?
    while let line = scanner.nextLine() {
      if let (number, rest) = line.parted(at: UInt8(ascii: "/")), rest.spells("fd:") {
        pid = number.decimal.flatMap { Int(exactly: $0) }
      } else if let pid, let inode = Self.inode(line) {
        pids[inode, default: []].append(pid)
      }
    }
  }

  private static func inode(_ line: ArraySlice<UInt8>) -> UInt64? {
    let words = line.split(separator: Byte.space)
    guard words.count >= 3, let last = words.last, last.begins(with: "socket:["), last.last == UInt8(ascii: "]"),
      words[words.count - 2].spells("->"), words[words.count - 3].decimal != nil,
      words.filter({ $0.spells("->") }).count == 1
    else { return nil }
    return last.dropFirst("socket:[".utf8.count).dropLast().decimal
  }
}
