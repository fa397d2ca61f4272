/// A virtual machine or a container, as the host that runs it names it.
public struct GuestMachine: Hashable, Sendable {
  /// Its name on that host.
  public var name: String
  /// The addresses of its network cards, as `52:54:00:1c:9a:07`; empty where the host does not tell them.
  public var hardwareAddresses: [String]

  /// A guest of this name.
  public init(name: String, hardwareAddresses: [String] = []) {
    self.name = name
    self.hardwareAddresses = hardwareAddresses
  }
}
