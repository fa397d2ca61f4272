import Glibc
import OpsDomain

/// The machine on which the program runs, as far as a store must know it.
struct Machine: Hashable, Sendable {
  /// A mark that differs between machines; not the machine's own identity, which is nobody's business.
  let mark: String
  /// The host name, short.
  let host: String

  /// This machine.
  static func own() -> Machine {
    let identity = read("/etc/machine-id") ?? read("/var/lib/dbus/machine-id") ?? ""
    let name = hostName()
    let digest = sha256(of: Array("opsconsole work log \(identity.isEmpty ? name : identity)".utf8))
    return Machine(mark: hexadecimal(digest.prefix(16)), host: String(name.prefix { $0 != "." }))
  }

  private static func hostName() -> String {
    var bytes: [CChar] = Array(repeating: 0, count: 256)
    guard unsafe gethostname(&bytes, 255) == 0 else { return "" }
    let name = bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: name, as: UTF8.self)
  }

  private static func read(_ path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return nil }
    return String(decoding: bytes.prefix(count).filter { $0 > 0x20 }, as: UTF8.self)
  }
}

/// The wall clock.
@Sendable func systemTime() -> Timestamp {
  var now = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &now)
  return Timestamp(milliseconds: Int64(now.tv_sec) &* 1000 &+ Int64(now.tv_nsec) / 1_000_000)
}
