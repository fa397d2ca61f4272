import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import OpsDomain

extension LinkFailure {
  /// The failure that an error of the HTTP client is.
  init(scraping url: String, _ error: any Error, _ limits: NodeExporterEnvironment.Limits) {
    switch error {
    case let error as HTTPClientError: self = .client(url, error, limits)
    case let error as NIOConnectionError: self = .connection(url, error)
    case let error as ChannelError: self = .channel(url, error, limits)
    case let error as IOError: self = .system(url, error)
    case HTTPParserError.invalidEOFState: self = .cut(url)
    case let error as HTTPParserError: self = .garbled(url, "\(error)")
    default: self = .byTypeName(url, error, limits)
    }
  }

  /// The address cannot be dialled as it is written.
  static func badAddress(_ url: String) -> LinkFailure {
    LinkFailure(.here, "\(url) is not an address of HTTP", remedy: "write the URL as http://host:9100/metrics")
  }

  /// The whole answer took too long.
  static func tooSlow(_ url: String, _ limit: Duration) -> LinkFailure {
    LinkFailure(
      .timedOut, "\(url) gave no whole page within \(limit.wholeMilliseconds / 1000) s",
      remedy: "see what node_exporter waits for: node_scrape_collector_duration_seconds")
  }

  /// The page is longer than it may be.
  static func tooLarge(_ url: String, _ limit: Int) -> LinkFailure {
    LinkFailure(
      .tooLarge, "the page of \(url) is larger than \(limit >> 20) MiB",
      remedy: "check that this is node_exporter, and switch off collectors that tell too much")
  }

  /// The page says nothing that node_exporter says.
  static func notNodeExporter(_ url: String, _ exposition: Exposition, _ start: [UInt8]) -> LinkFailure {
    if start.isEmpty {
      return LinkFailure(.garbage, "\(url) answers with an empty page", remedy: "check the path: usually /metrics")
    }
    let first = start.first { $0 > Byte.space }
    if first == UInt8(ascii: "<") {
      return LinkFailure(
        .garbage, "\(url) answers with a page for people (HTML), not with metrics",
        remedy: "check the path: usually /metrics")
    }
    if exposition.samples > 0, first.map({ $0 < 0x7f }) == true, let line = exposition.firstMalformed {
      return LinkFailure(.garbage, "\(url) answers with metrics that are not understood: \(line)")
    }
    return LinkFailure(
      .garbage, "\(url) answers with something other than the metrics of node_exporter",
      remedy: "check host, port and path: usually http://host:9100/metrics")
  }

  /// HTTP answered with an error, or with a redirection, which is never followed.
  static func httpStatus(
    _ url: String, code: UInt, reason: String, hasLogin: Bool, location: String?, text: String
  ) -> LinkFailure {
    if (300..<400).contains(code) {
      return LinkFailure(
        .httpStatus, "\(url) redirects (\(code)) to \((location ?? "nowhere").prefix(200))",
        remedy: "write that address in the inventory if it is right; redirections are not followed")
    }
    let words = text.prefix { $0 != "\n" && $0 != "\r" }.prefix(120)
    let hint = words.isEmpty || words.hasPrefix("<") ? "" : ": \(words)"
    let remedy: String? =
      switch code {
      case 401 where hasLogin, 403 where hasLogin:
        "check the user and the secret that hosts.yaml names for node_exporter"
      case 401: "it asks for a login: write user: and password: { file: … } below node_exporter: in hosts.yaml"
      case 403: "it does not let this machine in; a certificate is not supported: read the host by ssh"
      case 404: "check the path: usually /metrics"
      case 500..<600: "see the log of node_exporter on the host"
      default: nil
      }
    let kind: LinkFailure.Kind = code == 401 || code == 403 ? .authentication : .httpStatus
    return LinkFailure(kind, "\(url) answers \(code) \(reason.prefix(60))\(hint)", remedy: remedy)
  }

  // MARK: - Errors of the libraries

  private static func client(
    _ url: String, _ error: HTTPClientError, _ limits: NodeExporterEnvironment.Limits
  ) -> LinkFailure {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout: .noConnection(url, limits)
    case .deadlineExceeded, .readTimeout: .tooSlow(url, limits.total)
    case .tlsHandshakeTimeout:
      LinkFailure(.tls, "\(url) did not complete TLS", remedy: "check that the port speaks https")
    case .remoteConnectionClosed: LinkFailure(.closed, "\(url) closed the connection without an answer")
    case .uncleanShutdown, .bodyLengthMismatch, .contentLengthMissing: .cut(url)
    case .invalidURL, .emptyHost, .emptyScheme: .badAddress(url)
    case .cancelled, .alreadyShutdown: LinkFailure(.here, "the console is ending")
    default: .garbled(url, error.description)
    }
  }

  private static func noConnection(_ url: String, _ limits: NodeExporterEnvironment.Limits) -> LinkFailure {
    LinkFailure(
      .timedOut, "no connection to \(url) within \(limits.connect.wholeMilliseconds / 1000) s",
      remedy: "check that the host is up and no firewall drops the port")
  }

  private static func connection(_ url: String, _ error: NIOConnectionError) -> LinkFailure {
    if let first = error.connectionErrors.first { return system(url, first.error) }
    return LinkFailure(
      .unresolved, "the name \(error.host) does not resolve", remedy: "write the host's address in the inventory")
  }

  private static func channel(
    _ url: String, _ error: ChannelError, _ limits: NodeExporterEnvironment.Limits
  ) -> LinkFailure {
    switch error {
    case .connectTimeout: .noConnection(url, limits)
    default: LinkFailure(.closed, "the connection to \(url) ended")
    }
  }

  private static func system(_ url: String, _ error: any Error) -> LinkFailure {
    guard let code = (error as? IOError)?.errnoCode else {
      if case ChannelError.connectTimeout = error { return LinkFailure(.timedOut, "no connection to \(url) in time") }
      return LinkFailure(.unreachable, "\(url) cannot be reached: \(error)")
    }
    let reason = unsafe String(cString: strerror(code))
    switch code {
    case ECONNREFUSED:
      return LinkFailure(
        .refused, "nothing listens at \(url)", remedy: "check that node_exporter runs there and listens on this address"
      )
    case ECONNRESET, EPIPE: return LinkFailure(.closed, "\(url) reset the connection")
    case ETIMEDOUT: return LinkFailure(.timedOut, "no answer from \(url)")
    case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, EACCES, EPERM:
      return LinkFailure(
        .here, "this machine cannot connect to \(url): \(reason)", remedy: "raise its limit: ulimit -n")
    default: return LinkFailure(.unreachable, "\(url) cannot be reached: \(reason)")
    }
  }

  /// Errors of modules that are not imported here are known by the names of their types.
  private static func byTypeName(
    _ url: String, _ error: any Error, _ limits: NodeExporterEnvironment.Limits
  ) -> LinkFailure {
    let type = String(reflecting: type(of: error))
    if type.contains("DecompressionError") {
      return "\(error)".contains("limit") ? .tooLarge(url, limits.bodyBytes) : .garbled(url, "the gzip is damaged")
    }
    if type.contains("SSL") { return .untrusted(url, "\(error)") }
    if error is CancellationError { return LinkFailure(.here, "the console is ending") }
    return .garbled(url, "\(error)")
  }

  /// TLS failed; the library's own words hold paths of its sources, so the usual reasons have words of ours.
  private static func untrusted(_ url: String, _ words: String) -> LinkFailure {
    let reasons = [
      ("CERTIFICATE_VERIFY_FAILED", "its certificate is not signed by an authority that this machine trusts"),
      ("failedToValidateHostname", "its certificate is for another name"), ("WRONG_VERSION", "it does not speak TLS"),
      ("HTTP_REQUEST", "it does not speak TLS"), ("CERTIFICATE_REQUIRED", "it wants a certificate of ours"),
    ]
    let reason = reasons.first { words.contains($0.0) }?.1 ?? "the handshake failed"
    return LinkFailure(
      .tls, "no TLS with \(url): \(reason)",
      remedy: "check port, name and certificate; a private authority belongs in /usr/local/share/ca-certificates")
  }

  private static func cut(_ url: String) -> LinkFailure {
    LinkFailure(.closed, "\(url) ended the page before it was whole")
  }

  private static func garbled(_ url: String, _ reason: String) -> LinkFailure {
    LinkFailure(
      .garbage, "what \(url) answers is not HTTP: \(reason.prefix(160))", remedy: "check the port, and http or https")
  }
}
