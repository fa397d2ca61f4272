/// The lines of iCalendar (RFC 5545 §3.1, §3.3.11).
enum ICalendarText {
  /// The most bytes of a line without its end.
  static let lineMax = 75

  /// A line of a property, folded, with its end.
  static func line(_ name: String, _ value: String) -> String { folded("\(name):\(value)") }

  /// A line of a property that holds a text.
  static func text(_ name: String, _ value: String) -> String { line(name, escaped(value)) }

  /// A text with its marks escaped.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in shown(text, keepsLines: true).unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        result.append("\\")
        result.append(scalar)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A line cut into pieces of at most 75 bytes between scalars; each further one begins with a blank.
  static func folded(_ line: String) -> String {
    guard line.utf8.count > lineMax else { return line + "\r\n" }
    var result = String.UnicodeScalarView()
    var bytes = 0
    for scalar in line.unicodeScalars {
      let width = UTF8.width(scalar)
      if bytes + width > lineMax {
        result.append(contentsOf: "\r\n ".unicodeScalars)
        bytes = 1
      }
      result.append(scalar)
      bytes += width
    }
    return String(result) + "\r\n"
  }

  /// A moment in UTC.
  static func moment(_ moment: Timestamp) -> String { LocalTime(moment, offsetSeconds: 0).basic + "Z" }

  /// Whether a name may stand as a parameter without quotation marks.
  static func isParameter(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.unicodeScalars.allSatisfy {
        $0.isASCII && $0.properties.isAlphabetic || "0123456789/_+-".unicodeScalars.contains($0)
      }
  }
}
