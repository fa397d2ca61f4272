import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

extension FailureWords {
  /// An error of the channel, mostly of TLS; `certificate` is what the server showed, where it came so far.
  static func securing(
    _ life: ConnectionLife, _ error: any Error, certificate: NIOSSLCertificate?
  ) -> ConnectionFailure {
    let place = life.place
    switch error {
    case WrongProtocol.noTLS(let said):
      let words = said.isEmpty ? "" : " (it said: \(said))"
      return ConnectionFailure(
        .notTLS, "\(place) answers in plain text, not TLS\(words); use its port for TLS, mostly 6697", mayRetry: false)
    case WrongProtocol.tls:
      return ConnectionFailure(.tls, "\(place) speaks TLS; switch TLS on for this network", mayRetry: false)
    case let error as IOError: return socket(place, error) ?? other(place, error)
    case let error as NIOSSLExtraError where error == .failedToValidateHostname: return wrongName(life, certificate)
    case let error as NIOSSLExtraError where error == .serverHostnameImpossibleToMatch || error == .invalidSNIHostname:
      return ConnectionFailure(
        .certificateName,
        "\(life.settings.tls?.name ?? life.settings.host): no certificate can be for this name; write it in ASCII",
        mayRetry: false)
    case NIOSSLError.uncleanShutdown: return endedWhileSecuring(place)
    case NIOSSLError.handshakeFailed(let cause): return handshake(life, "\(cause)", certificate)
    default: return life.stage == .securing ? tls(place, "\(error)") : other(place, error)
    }
  }

  private static func handshake(
    _ life: ConnectionLife, _ cause: String, _ certificate: NIOSSLCertificate?
  ) -> ConnectionFailure {
    if let seen = life.seenFingerprint.withLock({ $0 }) { return wrongPin(life.place, seen) }
    if cause.contains("CERTIFICATE_VERIFY_FAILED") { return unverified(life, certificate) }
    if cause.contains("EOF during handshake") { return endedWhileSecuring(life.place) }
    if cause.contains("UNSUPPORTED_PROTOCOL") || cause.contains("PROTOCOL_VERSION") {
      return ConnectionFailure(
        .tls, "\(life.place) speaks no TLS 1.2 or newer; its operators must update it", mayRetry: false)
    }
    if cause.contains("ALERT"), cause.contains("CERTIFICATE") || cause.contains("UNKNOWN_CA") {
      return ConnectionFailure(
        .ownCertificate, "\(life.place) did not accept our certificate, or wants one (\(short(cause)))", mayRetry: false
      )
    }
    return tls(life.place, cause)
  }

  private static func tls(_ place: String, _ cause: String) -> ConnectionFailure {
    ConnectionFailure(.tls, "\(place): TLS could not begin (\(short(cause)))", mayRetry: true)
  }

  // MARK: - The server's certificate

  private static func wrongPin(_ place: String, _ seen: String) -> ConnectionFailure {
    ConnectionFailure(
      .certificatePin,
      "\(place) shows a certificate that is not pinned; its SHA-256 is \(seen). If its operators say that this is right, "
        + "put it in the network's pin", mayRetry: false)
  }

  private static func wrongName(_ life: ConnectionLife, _ certificate: NIOSSLCertificate?) -> ConnectionFailure {
    let wanted = life.settings.tls?.name ?? life.settings.host
    let names = certificate.map(names) ?? []
    let others = names.isEmpty ? "another name" : names.joined(separator: ", ")
    return ConnectionFailure(
      .certificateName,
      "\(life.place): the certificate is for \(others), not for \(wanted); use that name as the address, or say which "
        + "name is right in the network's tls name", mayRetry: false)
  }

  /// BoringSSL says no more than that verification failed; the certificate itself says why.
  private static func unverified(_ life: ConnectionLife, _ certificate: NIOSSLCertificate?) -> ConnectionFailure {
    let now = Int(Date().timeIntervalSince1970)
    let pin = certificate.flatMap { try? $0.toDERBytes() }.map(Fingerprint.of)
    let accept = pin.map { "; to accept this one certificate all the same, pin its SHA-256 \($0)" } ?? ""
    guard let certificate else {
      return ConnectionFailure(
        .certificateOther, "\(life.place): the certificate could not be verified", mayRetry: false)
    }
    if certificate.notValidAfter < now {
      return ConnectionFailure(
        .certificateExpired,
        "\(life.place): the certificate expired on \(day(certificate.notValidAfter)); its operators must renew it\(accept)",
        mayRetry: false)
    }
    if certificate.notValidBefore > now {
      return ConnectionFailure(
        .certificateExpired,
        "\(life.place): the certificate is not valid before \(day(certificate.notValidBefore)); is the clock of this "
          + "machine right?", mayRetry: false)
    }
    let known = life.settings.tls?.authorities.map { "those in \($0)" } ?? "the system's"
    return ConnectionFailure(
      .certificateUnknownAuthority,
      "\(life.place): the certificate is not from an authority that is trusted (\(known)); give the file of the "
        + "network's own authority as its ca\(accept)", mayRetry: false)
  }

  private static func day(_ time: Int) -> String {
    Date(timeIntervalSince1970: Double(time)).formatted(.iso8601.year().month().day())
  }

  /// The first names that a certificate is for.
  private static func names(_ certificate: NIOSSLCertificate) -> [String] {
    var names: [String] = []
    for name in certificate._subjectAlternativeNames() where name.nameType == .dnsName && names.count < 4 {
      let bytes = unsafe name.contents.withUnsafeBufferPointer { unsafe Array($0.prefix(255)) }
      names.append(String(decoding: bytes.filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self))
    }
    return names
  }

  /// The part of a message of BoringSSL that says something: `SSLV3_ALERT_HANDSHAKE_FAILURE`.
  private static func short(_ cause: String) -> String {
    let words = cause.split { !($0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_")) }
    return words.filter { $0.contains("_") && $0.first?.isUppercase == true }.max { $0.count < $1.count }.map(
      String.init)
      ?? String(cause.prefix(120))
  }
}
