import Foundation
public import OpsScreen
public import Testing

/// Compares a canvas with its recording, `Screens/<name>.screen` beside the test file.
///
/// A recording has the size, what is written, then what it means: a letter for each cell's role (see `roleLetter`), a block
/// of overlays where there are any, and the cursor's place. `OPS_RECORD=1` records and fails; a missing recording fails.
public func expectScreen(
  _ canvas: Canvas, _ name: String, in directory: String? = nil, file: StaticString = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = directory ?? URL(fileURLWithPath: "\(file)").deletingLastPathComponent().path + "/Screens"
  let path = "\(folder)/\(name).screen"
  let now = describe(canvas)
  func fail(_ message: String) { Issue.record(Comment(rawValue: message), sourceLocation: sourceLocation) }
  if ProcessInfo.processInfo.environment["OPS_RECORD"] == "1" {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let isWritten = FileManager.default.createFile(atPath: path, contents: Data(now.utf8))
    return fail("\(name): \(isWritten ? "recorded; read the difference, then commit it" : "cannot write \(path)")")
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    return fail("\(name): no recording; OPS_RECORD=1 makes one")
  }
  let before = String(decoding: data, as: UTF8.self)
  if before != now { fail("\(name): the screen changed\n" + lineDifference(before, now)) }
}

/// A canvas as recordings hold it.
public func describe(_ canvas: Canvas) -> String {
  let rows = 0..<canvas.size.rows
  var lines = ["\(canvas.size.columns)x\(canvas.size.rows)"]
  lines += rows.map { "|\(canvas.text(row: $0))|" }
  lines.append("roles")
  lines += rows.map { row in "|\(letters(canvas, row) { roleLetter($0.role) })|" }
  if canvas.cells.contains(where: { !$0.overlay.isEmpty }) {
    lines.append("overlays")
    lines += rows.map { row in "|\(letters(canvas, row) { overlayLetter($0.overlay) })|" }
  }
  if let cursor = canvas.cursor { lines.append("cursor \(cursor.column),\(cursor.row)") }
  return lines.joined(separator: "\n") + "\n"
}

private func letters(_ canvas: Canvas, _ row: Int, _ letter: (Cell) -> Character) -> String {
  String((0..<canvas.size.columns).map { letter(canvas[$0, row]) })
}

/// The letter of an overlay in recordings: small ones for those of a theme, capitals for what a person wrote so; `*` where
/// several of these come together.
private func overlayLetter(_ overlay: Overlay) -> Character {
  let signs: [Character] = [".", "s", "m", "b"]
  let written: [Overlay: Character] = [.bold: "B", .italic: "I", .underline: "U", .reverse: "R", .strike: "S"]
  if overlay.isSubset(of: .ofTheme) { return signs[Int(overlay.rawValue & 3)] }
  return written[overlay] ?? "*"
}

/// The letter of a role in recordings: its first, a capital where that is taken, digits for bars.
public func roleLetter(_ role: Role) -> Character {
  switch role {
  case .text: return "."
  case .headingActive: return "H"
  case .stale: return "S"
  case .barEmpty: return "0"
  case .barLow: return "1"
  case .barMedium: return "2"
  case .barHigh: return "3"
  case .series1: return "A"
  case .series2: return "B"
  case .series3: return "C"
  case .series4: return "D"
  case .hint: return "n"
  case .match: return "M"
  case .own: return "O"
  case .highlight: return "!"
  case .unread: return "U"
  case .gap: return "G"
  case .pending: return "P"
  case .failed: return "F"
  case .noise: return "N"
  default:
    if let place = Role.nicks.firstIndex(of: role) { return Array("abfgjpvx")[place] }
    if let place = Role.chatColours.firstIndex(of: role) { return Array("EIJKLQRTVWXYZ@#%")[place] }
    return role.name.first ?? "?"
  }
}

/// The lines that differ, numbered, the old with `-` and the new with `+`; at most 60 of them.
public func lineDifference(_ before: String, _ now: String) -> String {
  let old = before.split(separator: "\n", omittingEmptySubsequences: false)
  let new = now.split(separator: "\n", omittingEmptySubsequences: false)
  var lines: [String] = []
  for number in 0..<max(old.count, new.count) {
    let left = number < old.count ? old[number] : nil
    let right = number < new.count ? new[number] : nil
    guard left != right else { continue }
    if let left { lines.append("  \(number + 1) - \(left)") }
    if let right { lines.append("  \(number + 1) + \(right)") }
  }
  return (lines.count > 60 ? lines.prefix(60) + ["  … \(lines.count - 60) more"] : lines[...]).joined(separator: "\n")
}
