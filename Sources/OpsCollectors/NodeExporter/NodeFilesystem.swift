import OpsDomain

/// One filesystem as a page of node_exporter tells it, metric by metric.
struct NodeFilesystem: Hashable {
  /// Where it is mounted.
  var mount: String
  /// The device or remote path.
  var device: String
  /// The type.
  var type: String?
  /// The reason that newer exporters give for not reading it.
  var errorText: String?
  private var size: UInt64?
  private var free: UInt64?
  private var available: UInt64?
  private var files: UInt64?
  private var filesFree: UInt64?
  private var isReadOnly: Bool?
  private var hasError = false

  /// A filesystem of which nothing was measured yet.
  init(mount: String, device: String, type: String?) {
    self.mount = mount
    self.device = device
    self.type = type
  }

  /// Takes the value of one of its metrics.
  mutating func take(_ metric: NodeMetric, _ value: Double) {
    let count = CounterValue(value)?.whole
    switch metric {
    case .filesystemSize: size = count
    case .filesystemFree: free = count
    case .filesystemAvailable: available = count
    case .filesystemFiles: files = count
    case .filesystemFilesFree: filesFree = count
    case .filesystemReadOnly: isReadOnly = value == 1
    default: hasError = value == 1
    }
  }

  /// The place in a mount table, to choose by.
  var asMount: Mount {
    Mount(mount: mount, device: device, type: type ?? "", isReadOnly: isReadOnly ?? false)
  }

  /// The reading; nil when it has no size and no error, as when the page was cut.
  func reading(isNetwork: Bool) -> Filesystem? {
    var filesystem = Filesystem(
      mount: mount, device: device, type: type, sizeBytes: 0, usedBytes: 0, availableBytes: 0,
      isReadOnly: isReadOnly, isNetwork: isNetwork)
    if hasError {
      filesystem.failure = errorText ?? "node_exporter could not read it"
      return filesystem
    }
    guard let size, let free, let available, size > 0 else { return nil }
    filesystem.sizeBytes = size
    filesystem.usedBytes = size > free ? size - free : 0
    filesystem.availableBytes = available
    if let files, let filesFree, files > 0 {
      filesystem.inodesTotal = files
      filesystem.inodesUsed = files > filesFree ? files - filesFree : 0
    }
    return filesystem
  }
}
