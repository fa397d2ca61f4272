import OpsDomain

/// One line of the demonstration's script.
///
/// In its text `{db 7}` stands for the seventh host of the role db, `{me}` for the nick of the person, `{entry}` for the end
/// of an entry's identity; a line that names what the world has not is left out.
struct DemonstrationBeat: Sendable {
  /// Seconds from the beginning; negative ones are before it.
  var seconds: Int64
  /// Where it is said: a channel, the nick of a query, or nothing for the network's own buffer.
  var target: String
  /// What the line is.
  var kind = ChatLine.Kind.message
  /// Who says or does it; nil: the network.
  var person: DemonstrationPerson?
  /// The text.
  var text: String
  /// Whether the person who looks says it.
  var isOwn = false
  /// The end of a gap, in seconds from the beginning.
  var until: Int64?
  /// The text of the entry of the work log that it became or tells of.
  var entry: String?

  /// Something said.
  static func said(
    _ seconds: Int64, _ target: String, _ person: DemonstrationPerson, _ text: String, entry: String? = nil
  ) -> DemonstrationBeat {
    DemonstrationBeat(seconds: seconds, target: target, person: person, text: text, entry: entry)
  }

  /// Something that happens.
  static func event(
    _ seconds: Int64, _ target: String, _ kind: ChatLine.Kind, _ person: DemonstrationPerson?, _ text: String
  ) -> DemonstrationBeat {
    DemonstrationBeat(seconds: seconds, target: target, kind: kind, person: person, text: text)
  }

  /// Something said by the person who looks.
  static func own(_ seconds: Int64, _ target: String, _ text: String) -> DemonstrationBeat {
    DemonstrationBeat(seconds: seconds, target: target, text: text, isOwn: true)
  }
}
