/// The metrics of node_exporter (0.16 and later) that are read; all others are passed over.
enum NodeMetric: UInt8, CaseIterable, Sendable {
  // One number a host.
  case time, bootTime, load1, load5, load15, running, blocked
  case memoryTotal, memoryAvailable, memoryFree, memoryBuffers, memoryCached, swapTotal, swapFree
  case swapIn, swapOut, majorFaults, outOfMemoryKills
  case cpuWaiting, memoryWaiting, memoryStalled, ioWaiting, ioStalled
  // One a CPU and mode.
  case cpu
  // One a disk.
  case diskReads, diskReadBytes, diskReadTime, diskWrites, diskWrittenBytes, diskWriteTime, diskBusy, diskWeighted
  // One an interface.
  case receivedBytes, receivedPackets, receiveErrors, receiveDrops
  case sentBytes, sentPackets, sendErrors, sendDrops
  // One a filesystem.
  case filesystemSize, filesystemFree, filesystemAvailable, filesystemFiles, filesystemFilesFree
  case filesystemReadOnly, filesystemError
  // Words, in labels.
  case uname, operatingSystem, dmi, cpuInfo
  // One a collector.
  case collectorSuccess

  /// The metric of a name, by its hash.
  static let table = NameTable(allCases.map { (name: $0.name, value: $0) })

  /// The name on the page.
  var name: String {
    switch self {
    case .time: "node_time_seconds"
    case .bootTime: "node_boot_time_seconds"
    case .load1: "node_load1"
    case .load5: "node_load5"
    case .load15: "node_load15"
    case .running: "node_procs_running"
    case .blocked: "node_procs_blocked"
    case .memoryTotal: "node_memory_MemTotal_bytes"
    case .memoryAvailable: "node_memory_MemAvailable_bytes"
    case .memoryFree: "node_memory_MemFree_bytes"
    case .memoryBuffers: "node_memory_Buffers_bytes"
    case .memoryCached: "node_memory_Cached_bytes"
    case .swapTotal: "node_memory_SwapTotal_bytes"
    case .swapFree: "node_memory_SwapFree_bytes"
    case .swapIn: "node_vmstat_pswpin"
    case .swapOut: "node_vmstat_pswpout"
    case .majorFaults: "node_vmstat_pgmajfault"
    case .outOfMemoryKills: "node_vmstat_oom_kill"
    case .cpuWaiting: "node_pressure_cpu_waiting_seconds_total"
    case .memoryWaiting: "node_pressure_memory_waiting_seconds_total"
    case .memoryStalled: "node_pressure_memory_stalled_seconds_total"
    case .ioWaiting: "node_pressure_io_waiting_seconds_total"
    case .ioStalled: "node_pressure_io_stalled_seconds_total"
    case .cpu: "node_cpu_seconds_total"
    case .diskReads: "node_disk_reads_completed_total"
    case .diskReadBytes: "node_disk_read_bytes_total"
    case .diskReadTime: "node_disk_read_time_seconds_total"
    case .diskWrites: "node_disk_writes_completed_total"
    case .diskWrittenBytes: "node_disk_written_bytes_total"
    case .diskWriteTime: "node_disk_write_time_seconds_total"
    case .diskBusy: "node_disk_io_time_seconds_total"
    case .diskWeighted: "node_disk_io_time_weighted_seconds_total"
    case .receivedBytes: "node_network_receive_bytes_total"
    case .receivedPackets: "node_network_receive_packets_total"
    case .receiveErrors: "node_network_receive_errs_total"
    case .receiveDrops: "node_network_receive_drop_total"
    case .sentBytes: "node_network_transmit_bytes_total"
    case .sentPackets: "node_network_transmit_packets_total"
    case .sendErrors: "node_network_transmit_errs_total"
    case .sendDrops: "node_network_transmit_drop_total"
    case .filesystemSize: "node_filesystem_size_bytes"
    case .filesystemFree: "node_filesystem_free_bytes"
    case .filesystemAvailable: "node_filesystem_avail_bytes"
    case .filesystemFiles: "node_filesystem_files"
    case .filesystemFilesFree: "node_filesystem_files_free"
    case .filesystemReadOnly: "node_filesystem_readonly"
    case .filesystemError: "node_filesystem_device_error"
    case .uname: "node_uname_info"
    case .operatingSystem: "node_os_info"
    case .dmi: "node_dmi_info"
    case .cpuInfo: "node_cpu_info"
    case .collectorSuccess: "node_scrape_collector_success"
    }
  }
}

/// The states of a CPU as node_exporter names them; guest time is contained in `user` and `nice`.
enum CPUMode: UInt8, CaseIterable, Sendable {
  case user, nice, system, idle, iowait, irq, softirq, steal

  /// The state of a label's value, by its hash.
  static let table = NameTable(allCases.map { (name: "\($0)", value: $0) })
}

/// The names of labels that are read.
enum NodeLabel: UInt8, CaseIterable, Sendable {
  case cpu, mode, device, fstype, mountpoint, collector
  case sysname, release, machine, nodename
  case prettyName, name, systemVendor, productName, modelName, deviceError

  /// The label of a name, by its hash.
  static let table = NameTable(allCases.map { (name: $0.text, value: $0) })

  /// The name on the page.
  var text: String {
    switch self {
    case .prettyName: "pretty_name"
    case .systemVendor: "system_vendor"
    case .productName: "product_name"
    case .modelName: "model_name"
    case .deviceError: "device_error"
    default: "\(self)"
    }
  }
}
