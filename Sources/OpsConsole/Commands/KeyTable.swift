extension Command {
  /// All keys as a Markdown table, for the documentation.
  public static func keyTable() -> String {
    var lines = ["| keys | name | what |", "|---|---|---|"]
    for group in CommandInfo.Group.allCases {
      for command in allCases where command.info.group == group {
        let keys = command.info.keys.map { $0 == "|" ? "`\\|`" : "`\($0)`" }.joined(separator: " ")
        lines.append("| \(keys) | `\(command.rawValue)` | \(command.help) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
