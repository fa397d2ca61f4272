import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OpsDomain
import Synchronization

/// Parses a page as its bytes arrive, on the thread that receives them.
///
/// A page comes in many small pieces. Handing each one to another thread would cost more than parsing it.
final class PageCollector: HTTPClientResponseDelegate {
  /// At most so much of the beginning is kept, for messages.
  static let startLimit = 512

  /// A whole answer.
  struct Answer: Sendable {
    /// The head of the answer.
    var head: HTTPResponseHead
    /// The time from the question to the head.
    var roundTrip: Duration
    /// What was read of the page.
    var page = NodePage()
    /// How it was read.
    var exposition = Exposition()
    /// The first bytes of the body.
    var start: [UInt8] = []
    /// The bytes of the body, inflated.
    var count = 0
  }

  private let url: String
  private let limit: Int
  private let begin = ContinuousClock.now
  private let answer = Mutex<Answer?>(nil)

  /// A collector of one page of at most `limit` bytes.
  init(url: String, limit: Int) {
    self.url = url
    self.limit = limit
  }

  func didReceiveHead(task: HTTPClient.Task<Answer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    let roundTrip = begin.duration(to: .now)
    answer.withLock { $0 = Answer(head: head, roundTrip: roundTrip) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Answer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    let isWithinLimit = answer.withLock { answer -> Bool in
      guard answer != nil else { return true }
      return answer?.take(buffer, limit: limit) ?? true
    }
    return isWithinLimit
      ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(LinkFailure.tooLarge(url, limit))
  }

  func didFinishRequest(task: HTTPClient.Task<Answer>) throws -> Answer {
    let whole = answer.withLock { answer -> Answer? in
      answer?.finish()
      defer { answer = nil }
      return answer
    }
    guard let whole else { throw HTTPClientError.remoteConnectionClosed }
    return whole
  }
}

extension PageCollector.Answer {
  /// Takes the next bytes; false when they are too many.
  fileprivate mutating func take(_ buffer: ByteBuffer, limit: Int) -> Bool {
    count += buffer.readableBytes
    guard count <= limit else { return false }
    if start.count < PageCollector.startLimit {
      start += buffer.readableBytesView.prefix(PageCollector.startLimit - start.count)
    }
    if head.status == .ok { exposition.consume(buffer.readableBytesUInt8Span, into: &page) }
    return true
  }

  /// Takes note of the end; without a length or chunks the end of the connection ends the page, and a cut page looks
  /// like a whole one.
  fileprivate mutating func finish() {
    let isFramed = head.headers.contains(name: "content-length") || head.headers.contains(name: "transfer-encoding")
    exposition.finish(isWhole: isFramed, into: &page)
  }
}
