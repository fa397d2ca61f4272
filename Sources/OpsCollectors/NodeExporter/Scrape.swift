import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OpsDomain

/// One page of a node_exporter, read.
struct Scrape: Sendable {
  /// What the page says.
  var page: NodePage
  /// When it was whole, by the console's clock.
  var takenAt: Timestamp
  /// The time from the question to the head of the answer.
  var roundTrip: Duration
  /// The bytes of its body as they came over the network, as far as the head tells, else inflated.
  var bytes: Int
  /// Lines that were wanted and not understood, and the first of them.
  var malformed: (count: Int, first: String)?
}

extension NodeExporterEnvironment {
  /// How a scrape ended.
  typealias Outcome = Result<Scrape, LinkFailure>

  /// Reads one page within the limits; never throws and never outlives its deadline.
  func scrape(_ url: String, gzip: Bool, authorization: String? = nil) async -> Outcome {
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else { return .failure(.badAddress(url)) }
    do {
      let request = try HTTPClient.Request(url: url, headers: Self.headers(gzip: gzip, authorization))
      let collector = PageCollector(url: url, limit: limits.bodyBytes)
      // The deadline holds from the dial to the last byte, however busy the line is.
      let deadline = NIODeadline.now() + .milliseconds(limits.total.wholeMilliseconds)
      let task = client.execute(request: request, delegate: collector, deadline: deadline)
      let answer = try await withTaskCancellationHandler {
        try await task.futureResult.get()
      } onCancel: {
        task.fail(reason: HTTPClientError.cancelled)
      }
      return outcome(of: answer, url, hasLogin: authorization != nil)
    } catch let failure as LinkFailure {
      return .failure(failure)
    } catch {
      return .failure(LinkFailure(scraping: url, error, limits))
    }
  }

  private static func headers(gzip: Bool, _ authorization: String?) -> HTTPHeaders {
    var headers: HTTPHeaders = [
      "accept": "text/plain;version=0.0.4", "accept-encoding": gzip ? "gzip" : "identity", "user-agent": "opsconsole",
    ]
    if let authorization { headers.add(name: "authorization", value: authorization) }
    return headers
  }

  /// What a whole answer is: a page, or a failure.
  private func outcome(of answer: PageCollector.Answer, _ url: String, hasLogin: Bool) -> Outcome {
    guard answer.head.status == .ok else {
      return .failure(
        .httpStatus(
          url, code: answer.head.status.code, reason: answer.head.status.reasonPhrase,
          hasLogin: hasLogin, location: answer.head.headers.first(name: "location"),
          text: String(decoding: answer.start, as: UTF8.self)))
    }
    guard answer.exposition.taken > 0 else {
      return .failure(.notNodeExporter(url, answer.exposition, answer.start))
    }
    let length = answer.head.headers.first(name: "content-length").flatMap { Int($0) }
    return .success(
      Scrape(
        page: answer.page, takenAt: clock(), roundTrip: answer.roundTrip, bytes: length ?? answer.count,
        malformed: answer.exposition.firstMalformed.map { (answer.exposition.malformed, $0) }))
  }
}
