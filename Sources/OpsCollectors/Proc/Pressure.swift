import OpsDomain

/// Parses a file of /proc/pressure, as `some avg10=0.00 avg60=0.01 avg300=0.43 total=54203089` (kernel psi.rst).
func parsePressure(
  _ text: ArraySlice<UInt8>, of file: ProcFile
) throws(MalformedText) -> (some: PressureLine?, full: PressureLine?) {
  var some: PressureLine?
  var full: PressureLine?
  var scanner = ByteScanner(text)
  while let bytes = scanner.nextLine() {
    var line = KernelLine(bytes, of: file)
    guard let kind = line.optionalWord() else { continue }
    if kind.spells("some") {
      some = try pressureLine(&line)
    } else if kind.spells("full") {
      full = try pressureLine(&line)
    }
  }
  return (some, full)
}

/// Reads the fields after `some` or `full`; the kernel's averages are percentages.
private func pressureLine(_ line: inout KernelLine) throws(MalformedText) -> PressureLine {
  var averages: (ten: Double?, sixty: Double?, threeHundred: Double?)
  var total: UInt64?
  while let word = line.optionalWord() {
    guard let (key, value) = word.parted(at: UInt8(ascii: "=")) else { throw line.malformed }
    if key.spells("avg10") {
      averages.ten = value.fixedPoint
    } else if key.spells("avg60") {
      averages.sixty = value.fixedPoint
    } else if key.spells("avg300") {
      averages.threeHundred = value.fixedPoint
    } else if key.spells("total") {
      total = value.decimal
    }
  }
  guard let ten = averages.ten, let sixty = averages.sixty, let threeHundred = averages.threeHundred, let total else {
    throw line.malformed
  }
  return PressureLine(
    average10: ten / 100, average60: sixty / 100, average300: threeHundred / 100, totalMicroseconds: total)
}
