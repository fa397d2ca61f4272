import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Says of each failure what happened, where, and what to do.
enum FailureWords {
  static let asked = ConnectionFailure(.asked, "closed on request", mayRetry: false)

  static func unwritten(_ place: String) -> ConnectionFailure {
    ConnectionFailure(
      .silent, "\(place) takes nothing any more: nothing could be sent for \(ConnectionLimits.unwrittenTicksMax) s",
      mayRetry: true)
  }

  static func untaken(_ place: String) -> ConnectionFailure {
    ConnectionFailure(
      .tooMuch, "\(place) sent more than could be taken in; the connection was given up", mayRetry: true)
  }

  static func other(_ place: String, _ error: any Error) -> ConnectionFailure {
    ConnectionFailure(.other, "\(place): \(error)", mayRetry: true)
  }

  static func closed(_ place: String, _ stage: ConnectionLife.Stage, hasTLS: Bool) -> ConnectionFailure {
    switch stage {
    case .connecting, .securing: endedWhileSecuring(place)
    case .registering:
      ConnectionFailure(
        .closed,
        "\(place) closed the connection before one was registered\(hasTLS ? "" : "; does this port want TLS?")",
        mayRetry: true)
    case .registered, .over: ConnectionFailure(.closed, "\(place) closed the connection", mayRetry: true)
    }
  }

  static func endedWhileSecuring(_ place: String) -> ConnectionFailure {
    ConnectionFailure(
      .closed, "\(place) closed the connection instead of beginning TLS; is this its port for TLS?", mayRetry: true)
  }

  /// The deadline has passed.
  static func late(
    _ place: String, _ stage: ConnectionLife.Stage, _ settings: ConnectionSettings
  ) -> ConnectionFailure {
    let seconds = settings.deadline / 1_000
    let words =
      switch stage {
      case .connecting: "no connection within \(seconds) s; is a firewall on the way?"
      case .securing: "said nothing to the beginning of TLS within \(seconds) s; is this its port for TLS?"
      case .registering, .registered, .over: "registration was not done within \(seconds) s"
      }
    return ConnectionFailure(.timedOut, "\(place): \(words)", mayRetry: true)
  }

  // MARK: - Before the connection

  /// No address, or none that could be connected to.
  static func dialing(_ place: String, _ error: any Error) -> ConnectionFailure {
    if let error = error as? ChannelError, case .connectTimeout = error { return noAnswer(place) }
    guard let error = error as? NIOConnectionError else {
      return (error as? IOError).flatMap { socket(place, $0) } ?? other(place, error)
    }
    guard !error.connectionErrors.isEmpty else {
      return ConnectionFailure(
        .unresolved, "\(place): there is no address for this name; is it written right, and does DNS answer?",
        mayRetry: true)
    }
    let failures = error.connectionErrors.compactMap { failure -> ConnectionFailure? in
      if let error = failure.error as? ChannelError, case .connectTimeout = error { return noAnswer(place) }
      return (failure.error as? IOError).flatMap { socket(place, $0) }
    }
    // Of several addresses, the one that came farthest tells most.
    for kind in [ConnectionFailure.Kind.refused, .timedOut, .unreachable] {
      if let failure = failures.first(where: { $0.kind == kind }) { return failure }
    }
    return failures.first ?? other(place, error.connectionErrors.last?.error ?? error)
  }

  private static func noAnswer(_ place: String) -> ConnectionFailure {
    ConnectionFailure(.timedOut, "\(place) does not answer; is a firewall on the way?", mayRetry: true)
  }

  /// An error of the socket; nil: none that has words of its own.
  static func socket(_ place: String, _ error: IOError) -> ConnectionFailure? {
    switch error.errnoCode {
    case ECONNREFUSED:
      ConnectionFailure(
        .refused, "\(place) refuses the connection: nothing listens there, or the port is another one", mayRetry: true)
    case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL:
      ConnectionFailure(.unreachable, "\(place): no way leads there; is this machine's network up?", mayRetry: true)
    case ETIMEDOUT: noAnswer(place)
    case ECONNRESET, EPIPE:
      ConnectionFailure(.reset, "\(place): the connection was cut (reset)", mayRetry: true)
    default: nil
    }
  }
}
