/// How many columns a Unicode scalar takes, or that it is never shown.
enum WidthClass: UInt32 {
  /// A combining mark: no column of its own.
  case mark = 0
  /// One column.
  case narrow = 1
  /// Two columns.
  case wide = 2
  /// Control, format, filler, private or unassigned: a replacement is shown in its stead.
  case refused = 3

  /// The class of a scalar value.
  static func of(_ scalar: UInt32) -> WidthClass {
    switch scalar {
    case 0x20..<0x7F, 0xAE..<0x300, 0x2500..<0x25A0, 0x2801..<0x2900: return .narrow
    case 0x4E00..<0xA000, 0xAC00..<0xD7A4: return .wide
    default: return search(scalar)
    }
  }

  /// The class by binary search for the last breakpoint at or before the scalar.
  private static func search(_ scalar: UInt32) -> WidthClass {
    let table = TextWidthTable.breakpoints
    var low = 0
    var high = table.count
    while low < high {
      let middle = (low + high) / 2
      if table[middle] >> 2 <= scalar { low = middle + 1 } else { high = middle }
    }
    guard low > 0, scalar <= 0x10FFFF else { return .refused }
    return WidthClass(rawValue: table[low - 1] & 3) ?? .refused
  }
}
