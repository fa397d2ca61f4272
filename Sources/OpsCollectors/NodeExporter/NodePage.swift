import OpsDomain

/// What one page of node_exporter says: numbers as they stand there, by the thing they are about.
struct NodePage: ExpositionReader {
  /// At most so many CPUs are summed.
  static let cpuLimit = 8_192

  /// The numbers of which a host has one, by `NodeMetric.rawValue`; nil for those absent, NaN or infinite.
  private(set) var numbers: [Double?] = Array(repeating: nil, count: NodeMetric.allCases.count)
  /// CPU time summed over all CPUs; nil when there is none.
  private(set) var cpu: CPUTimes?
  /// The number of CPUs.
  var cores: Int { cpus.count }
  /// The disks and partitions.
  private(set) var disks: [(counters: DiskCounters, kind: DiskKind)] = []
  /// The interfaces that are counted.
  private(set) var interfaces: [InterfaceCounters] = []
  /// The filesystems.
  private(set) var filesystems: [NodeFilesystem] = []
  /// Words of info metrics by label; the first page line that has one wins.
  private(set) var words: [NodeLabel: String] = [:]
  /// Whether each collector that the page names succeeded.
  private(set) var collectors: [String: Bool] = [:]

  private var cpus = SeriesTable(limit: NodePage.cpuLimit)
  private var diskTable = SeriesTable(limit: 2 * DiskSelection.limit)
  private var diskPlaces: [Int?] = []
  private var interfaceTable = SeriesTable(limit: 4 * InterfaceSelection.limit)
  private var interfacePlaces: [Int?] = []
  /// Loopback, and its place among all interfaces.
  private(set) var loopback: InterfaceCounters?
  private var loopbackPlace: Int?
  private var filesystemTable = SeriesTable(limit: FilesystemChoice.limit)

  /// The number of a metric of which a host has one.
  subscript(_ metric: NodeMetric) -> Double? { numbers[Int(metric.rawValue)] }

  func metric(_ name: ByteHash) -> NodeMetric? { NodeMetric.table.value(name) }

  mutating func take(_ metric: NodeMetric, _ line: borrowing Span<UInt8>, labels: Range<Int>, value: Double) {
    switch metric {
    case .cpu: takeCPU(line, labels, value)
    case .diskReads, .diskReadBytes, .diskReadTime, .diskWrites, .diskWrittenBytes, .diskWriteTime, .diskBusy,
      .diskWeighted:
      takeDisk(metric, line, labels, value)
    case .receivedBytes, .receivedPackets, .receiveErrors, .receiveDrops, .sentBytes, .sentPackets, .sendErrors,
      .sendDrops:
      takeInterface(metric, line, labels, value)
    case .filesystemSize, .filesystemFree, .filesystemAvailable, .filesystemFiles, .filesystemFilesFree,
      .filesystemReadOnly, .filesystemError:
      takeFilesystem(metric, line, labels, value)
    case .uname, .operatingSystem, .dmi, .cpuInfo: takeWords(line, labels)
    case .collectorSuccess:
      guard collectors.count < 256, let label = Self.label(.collector, line, labels) else { return }
      collectors[label.text(in: line)] = value == 1
    default:
      let place = Int(metric.rawValue)
      if numbers[place] == nil, value.isFinite { numbers[place] = value }
    }
  }

  private mutating func takeCPU(_ line: borrowing Span<UInt8>, _ labels: Range<Int>, _ value: Double) {
    guard value.isFinite, value >= 0, let number = Self.label(.cpu, line, labels),
      let modeLabel = Self.label(.mode, line, labels),
      let mode = CPUMode.table.value(ByteHash(line, modeLabel.value)),
      cpus.place(of: ByteHash(line, number.value), metric: mode.rawValue) != nil
    else { return }
    var times = cpu ?? CPUTimes()
    switch mode {
    case .user: times.user += value
    case .nice: times.nice += value
    case .system: times.system += value
    case .idle: times.idle += value
    case .iowait: times.iowait += value
    case .irq: times.irq += value
    case .softirq: times.softirq += value
    case .steal: times.steal += value
    }
    cpu = times
  }

  private mutating func takeDisk(
    _ metric: NodeMetric, _ line: borrowing Span<UInt8>, _ labels: Range<Int>, _ value: Double
  ) {
    guard let count = CounterValue(value), let label = Self.label(.device, line, labels),
      let place = diskTable.place(of: ByteHash(line, label.value), metric: metric.rawValue)
    else { return }
    if case .new = place {
      let name = label.text(in: line)
      let kind = DiskKind(Array(name.utf8)[...])
      diskPlaces.append(kind == nil ? nil : disks.count)
      if let kind { disks.append((DiskCounters(name: name), kind)) }
    }
    guard let index = diskPlaces[place.index] else { return }
    switch metric {
    case .diskReads: disks[index].counters.reads = count.whole
    case .diskReadBytes: disks[index].counters.readBytes = count.whole
    case .diskReadTime: disks[index].counters.readMilliseconds = count.thousandths
    case .diskWrites: disks[index].counters.writes = count.whole
    case .diskWrittenBytes: disks[index].counters.writtenBytes = count.whole
    case .diskWriteTime: disks[index].counters.writeMilliseconds = count.thousandths
    case .diskBusy: disks[index].counters.busyMilliseconds = count.thousandths
    default: disks[index].counters.weightedMilliseconds = count.thousandths
    }
  }

  private mutating func takeInterface(
    _ metric: NodeMetric, _ line: borrowing Span<UInt8>, _ labels: Range<Int>, _ value: Double
  ) {
    guard let count = CounterValue(value)?.whole, let label = Self.label(.device, line, labels),
      let place = interfaceTable.place(of: ByteHash(line, label.value), metric: metric.rawValue)
    else { return }
    if case .new = place {
      let name = label.text(in: line)
      let isCounted =
        InterfaceSelection.isCounted(Array(name.utf8)[...]) && interfaces.count < InterfaceSelection.limit
      interfacePlaces.append(isCounted ? interfaces.count : nil)
      if isCounted { interfaces.append(InterfaceCounters(name: name)) }
      if name == "lo" { (loopbackPlace, loopback) = (place.index, InterfaceCounters(name: name)) }
    }
    if place.index == loopbackPlace {
      loopback.map { loopback = Self.counted(metric, count, in: $0) }
    } else if let index = interfacePlaces[place.index] {
      interfaces[index] = Self.counted(metric, count, in: interfaces[index])
    }
  }

  private static func counted(
    _ metric: NodeMetric, _ count: UInt64, in counters: InterfaceCounters
  ) -> InterfaceCounters {
    var counters = counters
    switch metric {
    case .receivedBytes: counters.receivedBytes = count
    case .receivedPackets: counters.receivedPackets = count
    case .receiveErrors, .receiveDrops: counters.receiveErrors &+= count
    case .sentBytes: counters.sentBytes = count
    case .sentPackets: counters.sentPackets = count
    default: counters.sendErrors &+= count
    }
    return counters
  }

  private mutating func takeFilesystem(
    _ metric: NodeMetric, _ line: borrowing Span<UInt8>, _ labels: Range<Int>, _ value: Double
  ) {
    guard let device = Self.label(.device, line, labels), let mount = Self.label(.mountpoint, line, labels) else {
      return
    }
    var hash = ByteHash(line, device.value)
    hash.add(0)
    for index in mount.value { hash.add(line[index]) }
    guard let place = filesystemTable.place(of: hash, metric: metric.rawValue) else { return }
    if case .new = place {
      let type = Self.label(.fstype, line, labels)?.text(in: line)
      filesystems.append(NodeFilesystem(mount: mount.text(in: line), device: device.text(in: line), type: type))
    }
    if metric == .filesystemError, value == 1, let reason = Self.label(.deviceError, line, labels) {
      filesystems[place.index].errorText = reason.text(in: line)
    }
    filesystems[place.index].take(metric, value)
  }

  private mutating func takeWords(_ line: borrowing Span<UInt8>, _ labels: Range<Int>) {
    var cursor = LabelCursor(labels)
    while let label = cursor.next(in: line) {
      guard let name = NodeLabel.table.value(label.name), words[name] == nil, !label.value.isEmpty else { continue }
      words[name] = label.text(in: line)
    }
  }

  /// The label of that name, or nil.
  private static func label(
    _ name: NodeLabel, _ line: borrowing Span<UInt8>, _ labels: Range<Int>
  ) -> LabelCursor.Label? {
    var cursor = LabelCursor(labels)
    while let label = cursor.next(in: line) {
      if NodeLabel.table.value(label.name) == name { return label }
    }
    return nil
  }
}

extension SeriesTable.Place {
  /// The number of the thing.
  var index: Int {
    switch self {
    case .new(let index), .known(let index): index
    }
  }
}

/// A counter as a whole number; counters on the page are floating point.
struct CounterValue: Hashable {
  private let value: Double

  /// The value, or nil for what no counter can be: NaN, infinite, negative, beyond 64 bits.
  init?(_ value: Double) {
    guard value >= 0, value < 18_446_744_073_709_551_616 else { return nil }
    self.value = value
  }

  /// The whole number.
  var whole: UInt64 { UInt64(value) }

  /// A thousand times the value, as milliseconds of seconds; clamped to 64 bits.
  var thousandths: UInt64 {
    let product = (value * 1000).rounded()
    return product < 18_446_744_073_709_551_616 ? UInt64(product) : .max
  }
}
