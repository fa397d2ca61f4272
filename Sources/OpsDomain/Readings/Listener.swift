/// A socket on which a host waits for others.
public struct Listener: Hashable, Sendable {
  /// How it is spoken to.
  public enum Transport: String, Hashable, Sendable { case tcp, udp }
  /// How it is spoken to.
  public var transport: Transport
  /// The address in numbers, as `0.0.0.0`, `127.0.0.1`, `::`.
  public var address: String
  /// The port.
  public var port: Int
  /// The short name of the program behind it; nil where that could not be read.
  public var program: String?

  /// A listener.
  public init(_ transport: Transport = .tcp, address: String = "0.0.0.0", port: Int, program: String? = nil) {
    self.transport = transport
    self.address = address
    self.port = port
    self.program = program
  }

  /// Whether it listens on all addresses of the host.
  public var isOpen: Bool { address == "0.0.0.0" || address == "::" || address == "*" }

  /// Whether only the host itself can speak to it.
  public var isLoopback: Bool { address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.") }

  /// As people write it: `0.0.0.0:3306`, `[::]:22`; with `udp` before it where it is not TCP.
  public var description: String {
    let place = address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]:\(port)" : "\(address):\(port)"
    return transport == .udp ? "udp \(place)" : place
  }
}
