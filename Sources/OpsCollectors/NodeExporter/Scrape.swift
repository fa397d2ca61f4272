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
  func scrape(_ url: String, gzip: Bool) async -> Outcome {
    await withTaskGroup(of: Outcome.self) { group in
      group.addTask { await self.fetch(url, gzip: gzip) }
      group.addTask {
        try? await Task.sleep(for: self.limits.total)
        return .failure(.tooSlow(url, self.limits.total))
      }
      let first = await group.next() ?? .failure(.tooSlow(url, limits.total))
      group.cancelAll()
      return first
    }
  }

  /// Asks for the page and reads the answer.
  private func fetch(_ url: String, gzip: Bool) async -> Outcome {
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else { return .failure(.badAddress(url)) }
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "accept", value: "text/plain;version=0.0.4")
    request.headers.add(name: "accept-encoding", value: gzip ? "gzip" : "identity")
    request.headers.add(name: "user-agent", value: "opsconsole")
    let begin = ContinuousClock.now
    do {
      let deadline = NIODeadline.now() + .milliseconds(limits.total.wholeMilliseconds)
      let response = try await client.execute(request, deadline: deadline)
      let roundTrip = begin.duration(to: .now)
      guard response.status == .ok else { return .failure(await refusal(response, url)) }
      return try await read(response, url, roundTrip: roundTrip)
    } catch {
      return .failure(LinkFailure(scraping: url, error, limits))
    }
  }

  /// Reads the body as it comes.
  private func read(_ response: HTTPClientResponse, _ url: String, roundTrip: Duration) async throws -> Outcome {
    var page = NodePage()
    var exposition = Exposition()
    var count = 0
    var start: [UInt8] = []
    for try await chunk in response.body {
      count += chunk.readableBytes
      guard count <= limits.bodyBytes else { return .failure(.tooLarge(url, limits.bodyBytes)) }
      if start.isEmpty { start = Array(chunk.readableBytesView.prefix(256)) }
      exposition.consume(chunk.readableBytesUInt8Span, into: &page)
    }
    let (length, coding) = (response.headers.first(name: "content-length"), response.headers["transfer-encoding"])
    // Without either, the end of the connection ends the page, and a cut page looks like a whole one.
    exposition.finish(isWhole: length != nil || !coding.isEmpty, into: &page)
    guard exposition.taken > 0 else { return .failure(.notNodeExporter(url, exposition, start)) }
    return .success(
      Scrape(
        page: page, takenAt: clock(), roundTrip: roundTrip, bytes: length.flatMap { Int($0) } ?? count,
        malformed: exposition.firstMalformed.map { (exposition.malformed, $0) }))
  }

  /// The failure that an answer other than 200 is, with the beginning of its text.
  private func refusal(_ response: HTTPClientResponse, _ url: String) async -> LinkFailure {
    var text: [UInt8] = []
    do {
      for try await chunk in response.body {
        text += chunk.readableBytesView.prefix(512 - text.count)
        if text.count >= 512 { break }
      }
    } catch {
      // The status says enough.
    }
    return .httpStatus(
      url, code: response.status.code, reason: response.status.reasonPhrase,
      location: response.headers.first(name: "location"), text: String(decoding: text, as: UTF8.self))
  }
}
