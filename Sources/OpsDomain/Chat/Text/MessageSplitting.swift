/// One message of those into which a text is cut.
public struct MessagePiece: Hashable, Sendable {
  /// What is sent: the piece with the codes that make it look as it did in the whole.
  public var text: String
  /// The piece in the whole text, in characters; where it begins is a place to be shown as a cut.
  public var characters: Range<Int>

  /// A piece.
  public init(_ text: String, characters: Range<Int>) {
    self.text = text
    self.characters = characters
  }
}

/// Cuts a text into messages.
public enum MessageSplitting {
  /// The least room for a message, in bytes; less is taken as this.
  public static let roomMin = 32

  /// The messages of a text, each of at most so many bytes of UTF-8, none empty.
  ///
  /// Line ends part messages; lines without anything but blanks are left out. A line that is too long is cut at a blank
  /// in the last quarter of the room, which is left out, or else between two characters. Only a character that has no
  /// room at all is cut itself. The look that codes have given goes on in the next piece.
  public static func pieces(of text: String, bytes room: Int) -> [MessagePiece] {
    var found: [(text: String, range: Range<String.Index>)] = []
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.contains(where: { $0 != 0x20 })
    {
      var cutter = LineCutter(Substring(line), room: max(room, roomMin))
      cutter.cut()
      found += cutter.pieces
    }
    return located(found, in: text)
  }

  /// Counts the characters up to where pieces begin and end, in one walk.
  private static func located(
    _ found: [(text: String, range: Range<String.Index>)], in text: String
  ) -> [MessagePiece] {
    var (place, count) = (text.startIndex, 0)
    let characters = { (index: String.Index) -> Int in
      // An index within a character counts as the character's end: such a character is cut in two.
      while place < index {
        place = text.index(after: place)
        count += 1
      }
      return count
    }
    return found.map { piece in
      let begin = characters(piece.range.lowerBound)
      return MessagePiece(piece.text, characters: begin..<characters(piece.range.upperBound))
    }
  }
}
