import struct Foundation.Data
import OpsDomain

/// One minute of all hosts as bytes: what the table `minute` holds until the hour is over.
struct MinuteBody {
  /// What is kept of one host; names are numbers here.
  struct Host {
    var measures: [Int64] = Array(repeating: HistoryBlock.absent, count: HistoryMeasure.allCases.count)
    var mounts: [Mount] = []
  }

  /// What is kept of one filesystem.
  struct Mount {
    var number: Int64
    var size: Int64
    var available: Int64
    /// `HistoryBlock.absent` where inodes are not counted.
    var inodes: Int64
  }

  /// The hosts by number.
  var hosts: [Int64: Host] = [:]

  private static let format: UInt64 = 1

  /// A minute in which nothing was read.
  init() {}

  /// The minute as bytes.
  var data: Data {
    var writer = HistoryBytesWriter()
    writer.number(Self.format)
    for (number, host) in hosts.sorted(by: { $0.key < $1.key }) {
      var body = HistoryBytesWriter()
      Self.write(host, &body)
      writer.number(UInt64(max(number, 0)))
      writer.number(UInt64(body.bytes.count))
      writer.append(body)
    }
    return Data(writer.bytes)
  }

  private static func write(_ host: Host, _ writer: inout HistoryBytesWriter) {
    var present: UInt64 = 0
    for (index, code) in host.measures.enumerated() where code != HistoryBlock.absent { present |= 1 &<< UInt64(index) }
    writer.number(present)
    for code in host.measures where code != HistoryBlock.absent { writer.signed(code) }
    writer.number(UInt64(host.mounts.count))
    for mount in host.mounts {
      for code in [mount.number, mount.size, mount.available] { writer.number(UInt64(max(code, 0))) }
      writer.number(mount.inodes == HistoryBlock.absent ? 0 : UInt64(max(mount.inodes, 0)) &+ 1)
    }
  }

  /// The minute that was written as these bytes; nil for what was not, or by a newer program.
  ///
  /// Only the hosts that are asked for are read, all when nil.
  init?(_ data: Data, only wanted: Set<Int64>? = nil) {
    let bytes = [UInt8](data)
    var reader = HistoryBytesReader(bytes[...])
    guard reader.number() == Self.format else { return nil }
    while !reader.isAtEnd {
      guard let number = reader.count(atMost: Int(HistoryKey.hostMax)), let length = reader.count(atMost: bytes.count),
        var body = reader.part(length)
      else { return nil }
      if let wanted, !wanted.contains(Int64(number)) { continue }
      guard let host = Self.host(&body) else { return nil }
      hosts[Int64(number)] = host
    }
  }

  private static func host(_ reader: inout HistoryBytesReader) -> Host? {
    var host = Host()
    guard let present = reader.number() else { return nil }
    for index in 0..<64 where present &>> UInt64(index) & 1 == 1 {
      guard let code = reader.signed() else { return nil }
      // A measure that this program does not know is passed over.
      if index < host.measures.count { host.measures[index] = code }
    }
    guard let count = reader.count(atMost: HostMinute.mountsMax) else { return nil }
    for _ in 0..<count {
      guard let number = reader.count(atMost: Int(Int32.max)), let size = reader.count(atMost: .max >> 2),
        let available = reader.count(atMost: .max >> 2), let inodes = reader.count(atMost: .max >> 2)
      else { return nil }
      host.mounts.append(
        Mount(
          number: Int64(number), size: Int64(size), available: Int64(available),
          inodes: inodes == 0 ? HistoryBlock.absent : Int64(inodes) - 1))
    }
    return host
  }
}

extension MinuteBody.Host {
  /// A host of a minute, with numbers for its mount points; filesystems without a number are left out.
  init(_ minute: HostMinute, mounts numbers: [String: Int64]) {
    self.init()
    for measure in HistoryMeasure.allCases {
      guard let value = minute[measure], let code = HistoryUnits.code(value, measure) else { continue }
      measures[Int(measure.rawValue)] = code
    }
    mounts = minute.mounts.compactMap { mount in
      guard let number = numbers[mount.mount] else { return nil }
      return MinuteBody.Mount(
        number: number, size: HistoryUnits.space(mount.sizeBytes), available: HistoryUnits.space(mount.availableBytes),
        inodes: mount.inodesFree.map(HistoryUnits.count) ?? HistoryBlock.absent)
    }
  }

  /// The host of a minute by its name.
  func minute(_ host: HostID, mounts names: [Int64: String]) -> HostMinute {
    var minute = HostMinute(
      host: host,
      mounts: mounts.compactMap { mount in
        guard let name = names[mount.number] else { return nil }
        return MountMinute(
          mount: name, sizeBytes: HistoryUnits.bytes(mount.size), availableBytes: HistoryUnits.bytes(mount.available),
          inodesFree: mount.inodes == HistoryBlock.absent ? nil : UInt64(max(mount.inodes, 0)))
      })
    for measure in HistoryMeasure.allCases {
      let code = measures[Int(measure.rawValue)]
      if code != HistoryBlock.absent { minute[measure] = HistoryUnits.value(code, measure) }
    }
    return minute
  }
}
