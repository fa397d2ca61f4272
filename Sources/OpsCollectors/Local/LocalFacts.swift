import Glibc
import OpsDomain

/// Reads what this machine is.
struct LocalFacts: Sendable {
  /// At most so much of /proc/cpuinfo is read: the first CPU tells the model.
  static let cpuInfoLimit = 8 << 10

  let reader: ProcReader
  private var root: String { reader.root }

  /// Facts of the tree that this reader reads.
  init(reader: ProcReader) { self.reader = reader }

  /// Reads all facts.
  func read(at moment: Timestamp) -> FactsReading {
    var facts = FactsReading(takenAt: moment, source: .local)
    let kernel = ["ostype", "osrelease"].compactMap { BoundedFile.line("\(root)/proc/sys/kernel/\($0)") }
    facts.kernel = kernel.isEmpty ? nil : kernel.joined(separator: " ")
    facts.hostName = BoundedFile.line("\(root)/proc/sys/kernel/hostname")
    facts.architecture = BoundedFile.line("\(root)/proc/sys/kernel/arch") ?? (root.isEmpty ? Self.machine() : nil)
    facts.distribution = distribution()
    let cpu = BoundedFile.read("\(root)/proc/cpuinfo", upTo: Self.cpuInfoLimit).map { CPUInfo($0[...]) }
    facts.cpuModel = cpu?.model
    facts.virtualization = virtualization(cpu)
    facts.listeningPorts = listeningPorts()
    facts.programs = LocalProcesses(reader: reader).programs()
    if root.isEmpty { facts.addresses = InterfaceAddresses.read() }
    readProbe(into: &facts)
    return facts
  }

  private func distribution() -> String? {
    for path in ["etc/os-release", "usr/lib/os-release"] {
      if let bytes = BoundedFile.read("\(root)/\(path)", upTo: 16 << 10), let name = OSRelease.name(bytes[...]) {
        return name
      }
    }
    return nil
  }

  private func listeningPorts() -> [Int]? {
    let texts = ["tcp", "tcp6"].compactMap { BoundedFile.read("\(root)/proc/net/\($0)") }
    guard !texts.isEmpty else { return nil }
    var ports: Set<Int> = []
    for text in texts { ListeningPorts.parse(text[...], into: &ports) }
    return ports.sorted()
  }

  /// The container first: it is what a person logged in to.
  private func virtualization(_ cpu: CPUInfo?) -> String? {
    if let word = BoundedFile.line("\(root)/run/systemd/container") { return Virtualization.container(word) }
    if unsafe access("\(root)/.dockerenv", F_OK) == 0 { return "docker" }
    if let environment = BoundedFile.read("\(root)/proc/1/environ", upTo: 64 << 10),
      let word = environment.split(separator: 0).first(where: { $0.begins(with: "container=") })
    {
      return Virtualization.container(word.dropFirst("container=".utf8.count).text)
    }
    let directory = "\(root)/sys/class/dmi/id"
    let vendor = BoundedFile.line("\(directory)/sys_vendor") ?? ""
    let product = BoundedFile.line("\(directory)/product_name") ?? ""
    if let name = Virtualization.hypervisor(vendor: vendor, product: product) { return name }
    if let type = BoundedFile.line("\(root)/sys/hypervisor/type") { return Virtualization.container(type) }
    return cpu?.isGuest == true ? "guest" : nil
  }

  /// The architecture as uname(2) names it.
  private static func machine() -> String? {
    var name = utsname()
    guard unsafe uname(&name) == 0 else { return nil }
    return unsafe withUnsafeBytes(of: &name.machine) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
