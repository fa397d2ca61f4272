/// Which host has which address, by what the inventory says and by what the hosts tell.
struct AddressBook: Sendable {
  /// The most addresses that are kept of one host.
  static let addressesMax = 64

  private var declared: [String: Int] = [:]
  private var told: [String: Int] = [:]
  private var byHost: [Int: [String]] = [:]

  /// The place of the host with this address, or nil.
  subscript(address: String) -> Int? { declared[address] ?? told[address] }

  /// Takes note of the address that the inventory gives.
  mutating func declare(_ address: String, of host: Int) {
    if declared[address] == nil { declared[address] = host }
  }

  /// Takes note of the addresses that a host tells, as `eth0 10.0.0.7/24`.
  mutating func tell(_ addresses: [String], of host: Int) {
    let plain = addresses.prefix(Self.addressesMax).map(Self.plain)
    guard byHost[host] != plain else { return }
    for address in byHost[host] ?? [] where told[address] == host { told[address] = nil }
    for address in plain { told[address] = host }
    byHost[host] = plain
  }

  /// The address alone, without interface and length of prefix.
  static func plain(_ address: String) -> String {
    let last = address.split(separator: " ").last ?? ""
    return String(last.prefix { $0 != "/" })
  }
}

extension Fleet {
  /// Where the host with this address stands in `hosts`: by the inventory, else by what the hosts tell of themselves.
  public func index(ofAddress address: String) -> Int? { addressBook[address] }
}
