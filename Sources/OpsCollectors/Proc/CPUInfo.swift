/// What /proc/cpuinfo says of the first CPU (proc(5)); its fields differ by architecture.
struct CPUInfo: Hashable {
  /// The model, as `AMD EPYC 7B13`; nil where the kernel does not name it, as on many ARM machines.
  var model: String?
  /// Whether the CPU says that a hypervisor runs it (x86).
  var isGuest = false

  /// Parses the text, which may be cut after the first CPU.
  init(_ text: ArraySlice<UInt8>) {
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      if line.isEmpty, model != nil { break }
      guard let (key, value) = line.parted(at: Byte.colon) else { continue }
      let name = key.filter { !Byte.isBlank($0) }[...]
      if name.spells("modelname") || name.spells("Model") || name.spells("cpu") {
        if model == nil { model = value.drop(while: Byte.isBlank).text }
      } else if name.spells("flags") {
        isGuest = value.split(separator: Byte.space).contains { $0.spells("hypervisor") }
      }
    }
  }
}
