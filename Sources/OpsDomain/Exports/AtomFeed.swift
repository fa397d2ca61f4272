/// An Atom feed of entries (RFC 4287), written piece by piece.
///
/// The moment of its last change stands at its end, because it is known only then; the order does not matter (§4.1.1).
public struct AtomFeed: Sendable {
  private let title: String
  private let id: String
  private let link: String?
  private let zone: ZoneRules
  private var updated: Timestamp?
  /// The most characters of an entry's title.
  private static let titleMax = 120

  /// A feed: its title, the IRI that identifies it for ever, and where it is found, if anywhere.
  public init(title: String, id: String, link: String? = nil, zone: ZoneRules = .utc) {
    self.title = title
    self.id = id
    self.link = link
    self.zone = zone
  }

  /// What stands before the entries.
  public func begin() -> String {
    var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
    text += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\">\n"
    text += element("title", title) + element("id", id) + "<generator>opsconsole</generator>\n"
    if let link { text += "<link rel=\"self\" href=\"\(XMLText.escaped(link))\"/>\n" }
    return text
  }

  /// One entry.
  public mutating func entry(_ record: EntryRecord) -> String {
    let changed = record.changedAt
    updated = updated.map { max($0, changed) } ?? changed
    var text = "<entry>\n" + element("id", "urn:ulid:\(record.id)") + element("title", heading(record))
    text += element("published", moment(record.entry.at)) + element("updated", moment(changed))
    text += "<author>\(element("name", record.author.display, end: ""))</author>\n"
    text += category("kind", record.entry.kind.rawValue)
    for tag in record.entry.tags { text += category("tag", tag) }
    for target in record.entry.targets { text += category(target.kind.rawValue, target.id) }
    if let thread = record.entry.thread { text += "<link rel=\"related\" href=\"urn:ulid:\(thread)\"/>\n" }
    if let replied = record.entry.replyTo { text += "<thr:in-reply-to ref=\"urn:ulid:\(replied)\"/>\n" }
    for link in record.links where isAddress(link.target) {
      text += "<link rel=\"related\" href=\"\(XMLText.escaped(link.target))\"/>\n"
    }
    return text + "<content type=\"text\">\(XMLText.escaped(content(record)))</content>\n</entry>\n"
  }

  /// What stands after the entries, with the moment of the last change; `fallback` when there was none.
  public func end(fallback: Timestamp) -> String { element("updated", moment(updated ?? fallback)) + "</feed>\n" }

  private func element(_ name: String, _ text: String, end: String = "\n") -> String {
    "<\(name)>\(XMLText.escaped(text))</\(name)>\(end)"
  }

  private func category(_ scheme: String, _ term: String) -> String {
    guard !term.isEmpty else { return "" }
    return
      "<category scheme=\"urn:x-opsconsole:\(scheme)\" term=\"\(XMLText.escaped(shown(term, keepsLines: false)))\"/>\n"
  }

  private func moment(_ moment: Timestamp) -> String {
    let offset = zone.offset(at: moment).offsetSeconds
    return CivilTime(moment, offsetSeconds: offset % 60 == 0 ? offset : 0).rfc3339Milliseconds
  }

  private func isAddress(_ text: String) -> Bool {
    let small = text.prefix(8).lowercased()
    return small.hasPrefix("https://") || small.hasPrefix("http://")
  }

  /// The hosts and the first line.
  private func heading(_ record: EntryRecord) -> String {
    let hosts = record.hosts.map(\.name)
    let text = record.entry.title ?? record.plainText
    let line = shown(text, keepsLines: true).split(separator: "\n").first.map(String.init) ?? record.entry.kind.rawValue
    let whole = (hosts.isEmpty ? "" : NodeSet.fold(hosts) + ": ") + line
    return whole.count > Self.titleMax ? whole.prefix(Self.titleMax - 1) + "…" : whole
  }

  private func content(_ record: EntryRecord) -> String {
    var text = record.plainText
    if record.redacted == nil, let command = record.entry.command, text != "$ " + command.text {
      text += "\n\n$ \(command.text)"
      if let output = command.output { text += "\n\(output)" }
    }
    for revision in record.revisions {
      text += "\n\nAmended \(moment(revision.recordedAt)) by \(revision.author.display): \(revision.amendment.reason)"
    }
    if let original = record.original, record.redacted == nil, original.text != record.entry.text {
      text += "\n\nFirst written:\n\(original.text)"
    }
    return text
  }
}

/// Text in XML 1.0.
enum XMLText {
  /// The text with its marks as entities, and what XML may not hold named.
  static func escaped(_ text: String) -> String {
    let text = shown(text, keepsLines: true)
    guard text.utf8.contains(where: { "<>&\"'".utf8.contains($0) }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 32)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
