/// Where a network is and how it is reached.
public struct ConnectionSettings: Hashable, Sendable {
  /// How the connection is made secret.
  public struct TLS: Hashable, Sendable {
    /// A file with the certificates of authorities to trust; nil: those of the system.
    public var authorities: String?
    /// The name that the certificate must have; nil: the host.
    public var name: String?
    /// Own certificate and key, PEM files, for SASL EXTERNAL; nil for none.
    public var certificate: String?
    /// The key; nil where the file of the certificate holds it.
    public var key: String?
    /// SHA-256 fingerprints of the server's certificate, in hexadecimal; when given, one of them must match, and only
    /// that counts.
    public var pins: [String] = []
    /// Verified by the system's authorities and the host name.
    public init() {}
  }
  /// The name or address.
  public var host: String
  /// The port.
  public var port: Int
  /// How it is made secret; nil: not at all.
  public var tls: TLS?
  /// The encoding of bytes that come and are not UTF-8.
  public var fallback: FallbackEncoding
  /// Whether we write in that encoding too, for networks whose other clients know no UTF-8.
  public var sendsFallback = false
  /// The longest that DNS, TCP, TLS and registration together may take, in milliseconds.
  public var deadline: Int64 = 30_000

  /// Settings.
  public init(host: String, port: Int, tls: TLS? = TLS(), fallback: FallbackEncoding = .cp1252) {
    self.host = host
    self.port = port
    self.tls = tls
    self.fallback = fallback
  }
}

/// What a connection tells.
public enum ConnectionEvent: Sendable {
  /// Connected and, where wanted, verified.
  case connected(isSecure: Bool)
  /// Messages that came, in their order.
  case messages([IRCMessage])
  /// Messages of people that were dropped because there were too many; what was kept is in order.
  case dropped(Int)
  /// A line that could not be read, in words.
  case oddity(String)
  /// It is over, or could not begin.
  case closed(ConnectionFailure)
}

/// Why a connection ended or could not begin.
public struct ConnectionFailure: Error, Hashable, Sendable {
  /// What happened.
  public enum Kind: String, Hashable, Sendable {
    case unresolved, refused, unreachable, timedOut, closed, reset
    case certificateExpired, certificateName, certificateUnknownAuthority, certificatePin, certificateOther, notTLS
    case tls, tooMuch, ownCertificate, silent, asked, other
  }
  /// What happened.
  public var kind: Kind
  /// The place, the thing and the remedy, in words.
  public var words: String
  /// Whether a later attempt may go better with nothing changed.
  public var mayRetry: Bool
  /// A failure.
  public init(_ kind: Kind, _ words: String, mayRetry: Bool) {
    self.kind = kind
    self.words = words
    self.mayRetry = mayRetry
  }
}
