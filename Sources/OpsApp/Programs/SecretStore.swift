import Foundation
import Glibc
import OpsDomain
import Synchronization

/// Fetches secrets from where they are kept, each once for all who need it; their text is in no message.
final class SecretStore: Sendable {
  /// The longest secret, in bytes.
  static let longest = 4096
  /// How long a program may take to print one.
  static let patience = Duration.seconds(10)
  /// What was fetched within this time is not fetched again, good or bad: a thousand hosts may ask.
  static let freshness = Duration.seconds(30)

  /// A secret, or why there is none.
  typealias Answer = Result<String, LinkFailure>

  private struct Known {
    var answer: Answer
    var fetchedAt: ContinuousClock.Instant
  }
  private struct Contents {
    var known: [SecretPlace: Known] = [:]
    var waiting: [SecretPlace: [CheckedContinuation<Answer, Never>]] = [:]
  }
  private enum Step {
    case known(Answer)
    case fetch
    case wait
  }
  private let contents = Mutex(Contents())
  private let environment: [String: String]
  private let freshness: Duration

  /// A store; `environment` is this process's own.
  init(environment: [String: String], freshness: Duration = SecretStore.freshness) {
    self.environment = environment
    self.freshness = freshness
  }

  /// The secret; with `anew` it is fetched again, unless that was done just now, because it was not accepted.
  ///
  /// `lack` begins the words of a failure: what there is not without the secret.
  func secret(
    at place: SecretPlace, anew: Bool, lack: String = "no login for node_exporter"
  ) async -> Answer {
    await answer(at: place, anew: anew).mapError { failure in
      LinkFailure(failure.kind, "\(lack): \(failure.message)", remedy: failure.remedy)
    }
  }

  private func answer(at place: SecretPlace, anew: Bool) async -> Answer {
    await withCheckedContinuation { continuation in
      let step = contents.withLock { contents -> Step in
        if let known = contents.known[place] {
          let isFresh = ContinuousClock.now - known.fetchedAt < freshness
          var isGood = false
          if case .success = known.answer { isGood = true }
          if isFresh || (isGood && !anew) { return .known(known.answer) }
        }
        let isFirst = contents.waiting[place] == nil
        contents.waiting[place, default: []].append(continuation)
        return isFirst ? .fetch : .wait
      }
      switch step {
      case .known(let answer): continuation.resume(returning: answer)
      case .wait: break
      // A file or a program may hang: nobody else waits for that.
      case .fetch: Thread.detachNewThread { [self] in finish(place, fetch(place)) }
      }
    }
  }

  private func finish(_ place: SecretPlace, _ answer: Answer) {
    let waiting = contents.withLock { contents in
      contents.known[place] = Known(answer: answer, fetchedAt: .now)
      return contents.waiting.removeValue(forKey: place) ?? []
    }
    for continuation in waiting { continuation.resume(returning: answer) }
  }

  private func fetch(_ place: SecretPlace) -> Answer {
    switch place {
    case .file(let path):
      do {
        return firstLine(of: try readFile(path, limit: Self.longest, isPrivate: true), place)
      } catch {
        return problem(place, error.message, error == .notPrivate ? "chmod 600 \(path)" : nil)
      }
    case .environment(let name):
      guard let value = environment[name] else {
        return problem(place, "is not set", "set it where opsconsole is started")
      }
      return firstLine(of: Array(value.utf8), place)
    case .command(let words): return run(words, place)
    }
  }

  /// What the program says on standard error is left out: it could be the secret.
  private func run(_ words: [String], _ place: SecretPlace) -> Answer {
    let process = BoundedProcess(
      program: words.first ?? "", arguments: Array(words.dropFirst()), environment: environment,
      deadline: Self.patience, outputBytes: 2 * Self.longest)
    do {
      return firstLine(of: try process.output(), place)
    } catch .notFound {
      return problem(place, "is not there", "install it, or write its whole path")
    } catch .failed(let status, _) {
      return problem(place, "ended with status \(status)", "try it by hand, without a terminal")
    } catch .tooSlow {
      return problem(place, "took longer than \(ScalarParsing.words(Self.patience))", "it must not ask for anything")
    } catch {
      return problem(place, "printed no secret", "it must print the secret on its first line")
    }
  }

  private func firstLine(of bytes: [UInt8], _ place: SecretPlace) -> Answer {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard (1...Self.longest).contains(line.count), line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
      let text = String(validating: line, as: UTF8.self)
    else { return problem(place, "holds no secret on its first line", nil) }
    return .success(text)
  }

  private func problem(_ place: SecretPlace, _ words: String, _ remedy: String?) -> Answer {
    .failure(LinkFailure(.here, "\(place.words) \(words)", remedy: remedy))
  }
}

extension ExporterAccess {
  /// The value of the header `Authorization` (RFC 9110, 11.6.2).
  func header(_ secrets: SecretStore, anew: Bool) async -> SecretStore.Answer {
    switch self {
    case .basic(let user, let password):
      return await secrets.secret(at: password, anew: anew).map { secret in
        "Basic \(Data("\(user):\(secret)".utf8).base64EncodedString())"
      }
    case .bearer(let token):
      return await secrets.secret(at: token, anew: anew).flatMap { secret in
        guard secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
          return .failure(
            LinkFailure(.here, "no login for node_exporter: \(token.words) holds no bearer token", remedy: nil))
        }
        return .success("Bearer \(secret)")
      }
    }
  }
}
