import Glibc

/// The addresses of this machine's network interfaces (getifaddrs(3)).
enum InterfaceAddresses {
  /// At most so many addresses are told of.
  static let limit = 256

  /// The addresses as `eth0 10.0.0.7/24`, without loopback and without link-local ones; nil when they cannot be read.
  static func read() -> [String]? {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&first) == 0 else { return nil }
    defer { unsafe freeifaddrs(first) }
    var found: [String] = []
    var next = unsafe first
    while let entry = unsafe next, found.count < limit {
      if let text = unsafe describe(entry.pointee), !found.contains(text) { found.append(text) }
      unsafe next = entry.pointee.ifa_next
    }
    return found
  }

  private static func describe(_ entry: ifaddrs) -> String? {
    let name = unsafe String(cString: entry.ifa_name)
    guard unsafe entry.ifa_flags & UInt32(IFF_LOOPBACK) == 0,
      InterfaceSelection.isCounted(Array(name.utf8)[...]),
      let address = unsafe entry.ifa_addr, let text = unsafe numeric(address), !text.hasPrefix("fe80:")
    else { return nil }
    return "\(name) \(text)\(unsafe prefixLength(entry.ifa_netmask).map { "/\($0)" } ?? "")"
  }

  /// The address in numbers, or nil for a family other than IPv4 and IPv6.
  private static func numeric(_ address: UnsafeMutablePointer<sockaddr>) -> String? {
    let length: Int
    switch unsafe Int32(address.pointee.sa_family) {
    case AF_INET: length = MemoryLayout<sockaddr_in>.size
    case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
    default: return nil
    }
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      let result = unsafe getnameinfo(
        address, socklen_t(length), buffer.baseAddress, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
      guard result == 0, let start = buffer.baseAddress else { return nil }
      return unsafe String(cString: start)
    }
  }

  /// The number of bits set in a mask.
  private static func prefixLength(_ mask: UnsafeMutablePointer<sockaddr>?) -> Int? {
    guard let mask = unsafe mask else { return nil }
    switch unsafe Int32(mask.pointee.sa_family) {
    case AF_INET:
      return unsafe mask.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        unsafe $0.pointee.sin_addr.s_addr.nonzeroBitCount
      }
    case AF_INET6:
      return unsafe mask.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
        unsafe withUnsafeBytes(of: &pointer.pointee.sin6_addr) { unsafe $0.reduce(0) { $0 + $1.nonzeroBitCount } }
      }
    default: return nil
    }
  }
}
