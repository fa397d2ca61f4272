/// Makes a frame shorter without changing what it shows.
///
/// ncurses sends each change of colour or attribute as a sequence of its own, often one that the next undoes, and selects
/// the ASCII character set with every reset. Here the sequences that stand together become one (ECMA-48 8.3.117, SGR),
/// what a reset undoes is left out, and so is the character set, which nothing of ours ever changes.
enum SGRCompaction {
  /// Parameters in one sequence at most; terminals take 16 and more.
  static let parameterLimit = 14

  /// The frame, shorter.
  static func compact(_ frame: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(frame.count)
    var pending = Pending()
    var place = 0
    while place < frame.count {
      if let end = unsafe endOfSGR(frame, place) {
        unsafe pending.take(frame.extracting(place + 2..<end), flushingTo: &result)
        place = end + 1
      } else if unsafe isCharacterSet(frame, place) {
        place += 3
      } else {
        pending.flush(to: &result)
        unsafe result.append(frame[place])
        place += 1
      }
    }
    pending.flush(to: &result)
    return result
  }

  /// The place of the final `m` when a sequence that sets colours or attributes begins here.
  private static func endOfSGR(_ frame: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard unsafe start + 2 < frame.count && frame[start] == 0x1B && frame[start + 1] == 0x5B else { return nil }
    for place in start + 2..<min(start + 64, frame.count) {
      let byte = unsafe frame[place]
      if byte == 0x6D { return place }
      guard (0x30...0x39).contains(byte) || byte == 0x3B else { return nil }
    }
    return nil
  }

  private static func isCharacterSet(_ frame: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    unsafe start + 2 < frame.count && frame[start] == 0x1B && frame[start + 1] == 0x28 && frame[start + 2] == 0x42
  }

  /// Parameters that wait for the next glyph.
  private struct Pending {
    private var parameters: [UInt8] = []
    private var count = 0

    mutating func take(_ more: UnsafeBufferPointer<UInt8>, flushingTo result: inout [UInt8]) {
      let added = unsafe more.reduce(1) { $0 + ($1 == 0x3B ? 1 : 0) }
      let resets = unsafe more.isEmpty || (more[0] == 0x30 && (more.count == 1 || more[1] == 0x3B))
      if resets {
        parameters.removeAll(keepingCapacity: true)
        count = 0
      } else if count + added > SGRCompaction.parameterLimit {
        flush(to: &result)
      }
      if count > 0 { parameters.append(0x3B) }
      if more.isEmpty { parameters.append(0x30) } else { unsafe parameters.append(contentsOf: more) }
      count += added
    }

    mutating func flush(to result: inout [UInt8]) {
      guard count > 0 else { return }
      result.append(contentsOf: [0x1B, 0x5B])
      // A reset alone needs no parameter.
      if parameters != [0x30] { result.append(contentsOf: parameters) }
      result.append(0x6D)
      parameters.removeAll(keepingCapacity: true)
      count = 0
    }
  }
}
