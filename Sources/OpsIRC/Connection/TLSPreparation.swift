import Glibc
import NIOCore
import NIOSSL
import Synchronization

/// What TLS needs before a connection can begin: authorities, own certificate, pins.
struct TLSPreparation: Sendable {
  private let context: NIOSSLContext
  /// The name for the certificate and for SNI; nil: it must be for the address.
  private let name: String?
  private let pins: Set<String>

  /// Reads the files.
  init(_ tls: ConnectionSettings.TLS, _ settings: ConnectionSettings) throws(ConnectionFailure) {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    pins = try Self.pins(tls)
    // A pin says all: with it, neither authorities nor names count, but a certificate is still demanded.
    configuration.certificateVerification = pins.isEmpty ? .fullVerification : .noHostnameVerification
    if let file = tls.authorities {
      configuration.trustRoots = .certificates(try Self.certificates(file, "authorities", .certificateOther))
    }
    if let file = tls.certificate {
      let chain = try Self.certificates(file, "own certificate", .ownCertificate)
      configuration.certificateChain = chain.map { .certificate($0) }
      configuration.privateKey = .privateKey(try Self.key(tls.key ?? file))
    }
    do {
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw tls.certificate.map { Self.mismatch($0, tls.key ?? $0) } ?? FailureWords.other(settings.host, error)
    }
    let wanted = tls.name ?? settings.host
    let isAddress = (try? SocketAddress(ipAddress: wanted, port: 0)) != nil
    name = isAddress ? nil : wanted.hasSuffix(".") ? String(wanted.dropLast()) : wanted
  }

  /// A handler for one connection.
  func handler(_ life: ConnectionLife) throws -> NIOSSLClientHandler {
    guard !pins.isEmpty else { return try NIOSSLClientHandler(context: context, serverHostname: name) }
    let pins = pins
    return try NIOSSLClientHandler(context: context, serverHostname: name) { chain, promise in
      let seen = chain.first.flatMap { try? $0.toDERBytes() }.map(Fingerprint.of)
      let isPinned = seen.map { pins.contains($0) } ?? false
      if !isPinned { life.seenFingerprint.withLock { $0 = seen } }
      promise.succeed(isPinned ? .certificateVerified : .failed)
    }
  }

  private static func pins(_ tls: ConnectionSettings.TLS) throws(ConnectionFailure) -> Set<String> {
    var pins: Set<String> = []
    for text in tls.pins {
      guard let pin = Fingerprint.parse(text) else {
        throw ConnectionFailure(
          .certificatePin, "\(text) is no fingerprint: that has 64 hexadecimal digits (SHA-256 of the certificate)",
          mayRetry: false)
      }
      pins.insert(pin)
    }
    return pins
  }

  private static func certificates(
    _ file: String, _ what: String, _ kind: ConnectionFailure.Kind
  ) throws(ConnectionFailure) -> [NIOSSLCertificate] {
    if let reason = unreadable(file) {
      throw ConnectionFailure(kind, "\(file): \(what): \(reason)", mayRetry: false)
    }
    guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
      throw ConnectionFailure(
        kind, "\(file): \(what): holds no certificate; it must be in PEM, as -----BEGIN CERTIFICATE-----",
        mayRetry: false)
    }
    return certificates
  }

  private static func key(_ file: String) throws(ConnectionFailure) -> NIOSSLPrivateKey {
    if let reason = unreadable(file) {
      throw ConnectionFailure(.ownCertificate, "\(file): own key: \(reason)", mayRetry: false)
    }
    guard let key = try? NIOSSLPrivateKey(file: file, format: .pem) else {
      throw ConnectionFailure(
        .ownCertificate,
        "\(file): own key: holds no key that can be used; it must be in PEM and without a passphrase "
          + "(openssl pkey -in FILE removes one)", mayRetry: false)
    }
    return key
  }

  private static func mismatch(_ certificate: String, _ key: String) -> ConnectionFailure {
    ConnectionFailure(
      .ownCertificate, "\(key): own key: does not belong to the certificate in \(certificate)", mayRetry: false)
  }

  /// Why a file cannot be read; nil: it can.
  private static func unreadable(_ file: String) -> String? {
    guard unsafe access(file, R_OK) != 0 else { return nil }
    return errno == ENOENT
      ? "there is no such file" : errno == EACCES ? "may not be read by this user" : "cannot be read"
  }
}
