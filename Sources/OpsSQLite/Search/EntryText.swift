import OpsDomain

/// What is searched of an entry.
enum EntryText {
  /// Everything of an entry in which a word may stand, folded; its parts stand on lines of their own.
  static func folded(_ record: EntryRecord) -> String {
    let entry = record.entry
    var parts = [entry.text]
    if let title = entry.title { parts.append(title) }
    if let command = entry.command {
      parts.append(command.text)
      if let output = command.output { parts.append(output) }
    }
    parts += entry.tags
    parts += entry.tickets
    return SearchText.fold(parts.joined(separator: "\n"))
  }
}
