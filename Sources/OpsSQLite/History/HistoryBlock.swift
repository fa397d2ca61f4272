import struct Foundation.Data

/// Columns of whole numbers side by side, one a measure, each with a value a minute or an hour.
///
/// A column is written as its number, its length, and its values: the same again as a run, others as the difference to
/// the value before. What changes little takes a byte, what does not change takes next to nothing.
struct HistoryBlock {
  /// What stands for a value that was not read.
  static let absent = Int64.min
  /// The most values of a column.
  static let slotsMax = 60
  /// The most columns of a block.
  static let columnsMax = 1024
  /// The number of this way of writing.
  private static let format: UInt64 = 1

  /// The values of each column; those at the end may be missing.
  var columns: [Int: [Int64]] = [:]

  /// A block without columns.
  init() {}

  /// The value at a place of a column; nil when it was not read.
  func value(_ column: Int, at slot: Int) -> Int64? {
    guard let values = columns[column], values.indices.contains(slot), values[slot] != Self.absent else { return nil }
    return values[slot]
  }

  /// Sets a value; what is beyond the last place is left out, and so is a new column where there are as many as may be:
  /// those that are known go on.
  mutating func set(_ value: Int64, _ column: Int, at slot: Int) {
    guard (0..<Self.slotsMax).contains(slot), columns.count < Self.columnsMax || columns[column] != nil else { return }
    columns[column, default: []].set(value, at: slot)
  }

  /// Takes the values of another block where it has some.
  mutating func merge(_ other: HistoryBlock) {
    for (column, values) in other.columns {
      for (slot, value) in values.enumerated() where value != Self.absent { set(value, column, at: slot) }
    }
  }
}

extension [Int64] {
  /// Sets a value; the places before it that are missing are absent.
  fileprivate mutating func set(_ value: Int64, at slot: Int) {
    while count <= slot { append(HistoryBlock.absent) }
    self[slot] = value
  }
}

// MARK: - Bytes

extension HistoryBlock {
  /// What is written for an absent value, and before the length of a run; differences come above.
  private static let (gap, run, first): (UInt64, UInt64, UInt64) = (0, 1, 2)

  /// The block as bytes.
  var data: Data {
    var writer = HistoryBytesWriter()
    writer.number(Self.format)
    for (column, values) in columns.sorted(by: { $0.key < $1.key }) {
      writer.number(UInt64(max(column, 0)))
      var body = HistoryBytesWriter()
      Self.write(values, &body)
      writer.number(UInt64(body.bytes.count))
      writer.append(body)
    }
    return Data(writer.bytes)
  }

  private static func write(_ values: [Int64], _ writer: inout HistoryBytesWriter) {
    var (before, index): (Int64, Int) = (0, 0)
    while index < values.count {
      let value = values[index]
      var length = 1
      while index + length < values.count, values[index + length] == value { length += 1 }
      index += length
      if value == absent {
        for _ in 0..<length { writer.number(gap) }
        continue
      }
      if value != before {
        let change = value &- before
        // Two above, so that it is neither of the two marks; values are far from the ends of the range.
        writer.number(UInt64(bitPattern: change &<< 1 ^ change &>> 63) &+ first)
        before = value
        length -= 1
      }
      if length > 0 {
        writer.number(run)
        writer.number(UInt64(length))
      }
    }
  }

  /// The block that was written as these bytes; nil for what was not, or by a newer program.
  ///
  /// Only the columns that are asked for are read.
  init?(_ data: Data, only isWanted: (Int) -> Bool = { _ in true }) {
    let bytes = [UInt8](data)
    var reader = HistoryBytesReader(bytes[...])
    guard reader.number() == Self.format else { return nil }
    while !reader.isAtEnd {
      guard let column = reader.count(atMost: Int(Int32.max)), let length = reader.count(atMost: bytes.count),
        var body = reader.part(length), columns.count < Self.columnsMax
      else { return nil }
      guard isWanted(column) else { continue }
      guard let values = Self.values(&body) else { return nil }
      columns[column] = values
    }
  }

  private static func values(_ reader: inout HistoryBytesReader) -> [Int64]? {
    var values: [Int64] = []
    var before: Int64 = 0
    values.reserveCapacity(slotsMax)
    while !reader.isAtEnd {
      guard let token = reader.number(), values.count < slotsMax else { return nil }
      switch token {
      case gap: values.append(absent)
      case run:
        guard let length = reader.count(atMost: slotsMax - values.count) else { return nil }
        for _ in 0..<length { values.append(before) }
      default:
        let code = token - first
        before = before &+ (Int64(bitPattern: code >> 1) ^ (0 &- Int64(bitPattern: code & 1)))
        values.append(before)
      }
    }
    return values
  }
}
