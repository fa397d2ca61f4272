import Glibc
import OpsDomain

/// Texts that were begun and not saved, and the last entry seen, kept from session to session in files that only their
/// owner may read: one file a text, so that a crash loses none.
struct DraftFolder: Sendable {
  /// The most texts that are kept.
  static let limit = 200
  /// The most bytes of a text with its context: more than an entry may hold, since what is too long must not be lost.
  static let fileBytes = 4 * 1_048_576
  /// What a file begins with; the bytes of the context follow.
  private static let mark = "opsconsole-draft/1 "

  let folder: String
  let seenFile: String
  private let writer: LateWriter

  /// The folder and the file of these paths; `complain` hears once what cannot be written.
  init(paths: Paths, complain: @escaping @Sendable (String) -> Void) {
    folder = paths.draftFolder
    seenFile = paths.seenFile
    writer = LateWriter { path, code in
      let place = paths.abbreviated(OpsApp.folder(of: path))
      complain("drafts cannot be kept in \(place): \(errorText(code)); they are kept while this runs")
    }
  }

  /// Writes nothing until the texts of earlier sessions were read.
  func holdBack() { writer.hold() }

  /// The texts of earlier sessions by their contexts; from then on texts are written.
  func drafts() -> [String: String] {
    defer { writer.release() }
    var drafts: [String: String] = [:]
    for name in filesEnding(in: ".draft", folder: folder, limit: Self.limit) {
      let path = "\(folder)/\(name)"
      guard let bytes = try? readFile(path, limit: Self.fileBytes), let (context, text) = Self.decode(bytes),
        name == Self.name(of: context)
      else { continue }
      writer.know(bytes, of: path)
      drafts[context] = text
    }
    return drafts
  }

  /// Keeps a text, later; an empty one is forgotten.
  func keep(_ text: String, context: String) {
    let path = "\(folder)/\(Self.name(of: context))"
    guard !text.isEmpty else { return writer.write([], to: path) }
    let bytes = Self.encode(text, context: context)
    if bytes.count <= Self.fileBytes { writer.write(bytes, to: path) }
  }

  /// The last entry that was seen in an earlier session; nil when there was none.
  func seen() -> EntryPlace? {
    guard let text = try? readText(seenFile, limit: 256) else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let at = Int64(words[0]), let id = OperationID(String(words[1])) else { return nil }
    return EntryPlace(at: Timestamp(milliseconds: at), id: id)
  }

  /// Remembers that entries up to here were seen.
  func remember(_ seen: EntryPlace) {
    writer.write(Array("\(seen.at.milliseconds) \(seen.id)\n".utf8), to: seenFile)
  }

  /// Writes all that waits, at most for `seconds`.
  func finish(seconds: Double) { writer.finish(seconds: seconds) }

  /// The file of a context: a hash, since contexts hold names of hosts.
  static func name(of context: String) -> String {
    var (high, low): (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142)
    for byte in context.utf8 {
      high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      low = (low &+ UInt64(byte) &+ 1) &* 0x9e37_79b9_7f4a_7c15
      low ^= low >> 29
    }
    return [high, low].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined() + ".draft"
  }

  private static func encode(_ text: String, context: String) -> [UInt8] {
    Array("\(mark)\(context.utf8.count)\n\(context)\n\(text)".utf8)
  }

  private static func decode(_ bytes: [UInt8]) -> (context: String, text: String)? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), bytes.starts(with: mark.utf8),
      let length = Int(String(decoding: bytes[mark.utf8.count..<end], as: UTF8.self)), length >= 0,
      length < bytes.count - end - 1, bytes[end + 1 + length] == UInt8(ascii: "\n")
    else { return nil }
    let context = String(decoding: bytes[(end + 1)..<(end + 1 + length)], as: UTF8.self)
    return (context, String(decoding: bytes[(end + 2 + length)...], as: UTF8.self))
  }
}

/// The names of files in a folder that end in a text, at most `limit`; none when there is no folder.
func filesEnding(in end: String, folder: String, limit: Int) -> [String] {
  guard let directory = unsafe opendir(folder) else { return [] }
  defer { unsafe closedir(directory) }
  var names: [String] = []
  while names.count < limit, let entry = unsafe readdir(directory) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    if name.hasSuffix(end), !name.hasPrefix(".") { names.append(name) }
  }
  return names
}
