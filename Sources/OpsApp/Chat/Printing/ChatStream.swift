import OpsDomain
import OpsSQLite

/// Reads the lines of a conversation a page at a time, however many there are.
struct ChatStream {
  let desk: StoredChat
  let buffer: BufferID
  /// From then on; nil: from the first line.
  var since: Timestamp?
  /// Up to then; nil: to the last line.
  var until: Timestamp?
  /// Whether coming and going is left out.
  var leavesNoiseOut = false
  /// The newest lines only; nil for all.
  var limit: Int?

  /// Gives the lines, oldest first.
  func oldestFirst(_ body: (ChatLine) throws -> Void) throws {
    guard let limit else { return try visit(from: since, body) }
    let lines = try newest(limit)
    for line in lines.reversed() { try body(line) }
  }

  private func visit(from since: Timestamp?, _ body: (ChatLine) throws -> Void) throws {
    var place = ChatPlace(at: since ?? Timestamp(milliseconds: .min), id: .min)
    while true {
      let page = try page(after: place)
      guard let last = page.last else { return }
      for line in page {
        if let until, line.at >= until { return }
        if isWanted(line) { try body(line) }
      }
      place = last.place
    }
  }

  /// The newest lines within the bounds, newest first.
  private func newest(_ limit: Int) throws -> [ChatLine] {
    var lines: [ChatLine] = []
    var place = until.map { ChatPlace(at: $0, id: .min) }
    while lines.count < limit {
      let page = try page(before: place)
      guard let first = page.first else { break }
      for line in page.reversed() where lines.count < limit {
        if let since, line.at < since { return lines }
        if isWanted(line) { lines.append(line) }
      }
      place = first.place
    }
    return lines
  }

  private func isWanted(_ line: ChatLine) -> Bool { !leavesNoiseOut || !line.isNoise }

  private func page(after place: ChatPlace) throws -> [ChatLine] {
    let buffer = buffer
    return try desk.read(else: []) { store throws(StoreFailure) in
      try await store.lines(of: buffer, after: place, limit: StoredChat.page)
    }
  }

  private func page(before place: ChatPlace?) throws -> [ChatLine] {
    let buffer = buffer
    return try desk.read(else: []) { store throws(StoreFailure) in
      try await store.lines(of: buffer, before: place, limit: StoredChat.page)
    }
  }
}
