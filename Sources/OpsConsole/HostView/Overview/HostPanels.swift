import OpsDomain
import OpsScreen

/// The panels of a host's overview, the most telling first.
struct HostPanels {
  private let state: HostState
  private var vitals: Vitals? { state.vitals }
  private var sample: Sample? { state.sample }

  init(_ state: HostState) { self.state = state }

  /// All panels, in order.
  var all: [Panel] { [load, cpu, memory, pressure, disk, network] }

  /// Load per core.
  var load: Panel {
    var figures = [Panel.Figure(name: "1 min", value: Figures.decimal(vitals?.loadPerCore, places: 2))]
    figures.append(.init(name: "5 min", value: Figures.decimal(vitals?.load5PerCore, places: 2)))
    if let runnable = sample?.runnable { figures.append(.init(name: "runnable", value: "\(runnable)")) }
    if let blocked = sample?.blocked { figures.append(.init(name: "blocked", value: "\(blocked)")) }
    return Panel(
      title: "load", unit: "per core", bands: [.init(measures: [.loadPerCore], roles: [.series1])],
      figures: figures, scale: .atLeast(1), absence: sample?.load == nil ? "load is not read" : nil)
  }

  /// CPU by state, stacked.
  var cpu: Panel {
    let cpu = vitals?.cpu
    return Panel(
      title: "CPU", unit: "%",
      bands: [
        .init(
          measures: [.cpuUser, .cpuSystem, .cpuIowait, .cpuSteal], roles: [.series1, .series2, .series3, .series4])
      ],
      figures: [
        .init(name: "user", value: Figures.percent(cpu?.user), index: 0),
        .init(name: "system", value: Figures.percent(cpu?.system), index: 1),
        .init(name: "iowait", value: Figures.percent(cpu?.iowait), index: 2),
        .init(name: "steal", value: Figures.percent(cpu?.steal), index: 3),
      ],
      scale: .fixed(1), absence: cpu == nil ? (sample?.cpu == nil ? "CPU is not read" : Self.second) : nil)
  }

  /// Memory and swap.
  var memory: Panel {
    let memory = sample?.memory
    let hasSwap = (memory?.swapTotalBytes ?? 0) > 0
    var bands = [Panel.Band(measures: [.memoryUsed], roles: [.series1])]
    var figures = [
      Panel.Figure(name: "used", value: Figures.percent(vitals?.memoryUsed), index: hasSwap ? 0 : nil),
      .init(name: "available", value: Figures.bytes(memory?.availableBytes)),
    ]
    if hasSwap {
      bands.append(.init(measures: [.swapUsed], roles: [.series2]))
      figures.append(.init(name: "swap", value: Figures.percent(vitals?.swapUsed), index: 1))
    } else if memory?.swapTotalBytes != nil {
      figures.append(.init(name: "swap", value: "none"))
    }
    return Panel(
      title: "memory", unit: "%", bands: bands, figures: figures, scale: .fixed(1),
      absence: memory == nil ? "memory is not read" : nil)
  }

  /// Pressure stall information.
  var pressure: Panel {
    let pressure = sample?.pressure
    let lines = [
      ("CPU", Measure.pressureCPU, Role.series1, pressure?.cpuSome),
      ("memory", .pressureMemory, .series2, pressure?.memorySome), ("I/O", .pressureIO, .series3, pressure?.ioSome),
    ]
    return Panel(
      title: "pressure", unit: "%", bands: lines.map { .init(measures: [$0.1], roles: [$0.2]) },
      figures: lines.enumerated().map {
        .init(name: $1.0, value: Figures.percent($1.3?.average10), index: $0)
      },
      scale: .share(atLeast: 0.1), absence: pressure == nil && sample != nil ? "no PSI on this kernel" : nil)
  }

  /// How busy the busiest device is, and the bytes of all.
  var disk: Panel {
    let disks = vitals?.disks ?? []
    let isKnown = diskAbsence == nil && vitals != nil
    let busiest = disks.first
    let name = busiest.map { truncate($0.name, columns: 8) + " " } ?? ""
    let wait = busiest?.awaitMilliseconds.map { "\(Figures.short($0)) ms" } ?? absentMark
    let written = isKnown ? disks.reduce(0) { $0 + $1.writtenBytesPerSecond } : nil
    let read = isKnown ? disks.reduce(0) { $0 + $1.readBytesPerSecond } : nil
    return Panel(
      title: "disks", unit: "%, B/s",
      bands: [
        .init(measures: [.diskBusy], roles: [.series1]),
        .init(measures: [.diskBytes], roles: [.series2], scale: .compactBytes),
      ],
      figures: [
        .init(name: name + "busy", value: Figures.percent(busiest?.busy), index: 0),
        .init(name: "write", value: Figures.rate(written), index: 1),
        .init(name: "read", value: Figures.rate(read)), .init(name: name + "await", value: wait),
      ],
      scale: .fixed(1), absence: diskAbsence)
  }

  /// Traffic of all interfaces.
  var network: Panel {
    Panel(
      title: "network", unit: "",
      bands: [
        .init(measures: [.received], roles: [.series1]), .init(measures: [.sent], roles: [.series2]),
      ],
      figures: [
        .init(name: "in", value: Figures.rate(vitals?.receivedBytesPerSecond), index: 0),
        .init(name: "out", value: Figures.rate(vitals?.sentBytesPerSecond), index: 1),
      ],
      scale: .bytes, absence: sample != nil && sample?.interfaces == nil ? "traffic is not read" : nil)
  }

  private static let second = "needs a second reading"

  private var diskAbsence: String? {
    guard let sample else { return nil }
    guard let disks = sample.disks else { return "disks are not read" }
    return disks.isEmpty ? "no disks" : nil
  }
}
