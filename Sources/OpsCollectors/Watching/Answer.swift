import Dispatch
import Foundation
import OpsDomain
import Synchronization

/// What a blocking function gives, or nil when it takes longer: a filesystem that is gone may hold it up for ever.
///
/// It runs on a thread of its own, which is left to itself when it is too late.
public func answer<Value: Sendable>(within limit: Duration, _ body: @escaping @Sendable () -> Value) async -> Value? {
  await withCheckedContinuation { continuation in
    let first = FirstAnswer(continuation)
    Thread.detachNewThread { first.give(body()) }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(clamping: limit.wholeMilliseconds))) {
      first.give(nil)
    }
  }
}

/// Lets only the first answer through.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private let continuation: Mutex<CheckedContinuation<Value?, Never>?>

  init(_ continuation: CheckedContinuation<Value?, Never>) { self.continuation = Mutex(continuation) }

  func give(_ value: Value?) {
    let waiting = continuation.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    waiting?.resume(returning: value)
  }
}

/// As `answer(within:)`, for a thread that may wait: not one of the tasks' own.
public func waitForAnswer<Value: Sendable>(within limit: Duration, _ body: @escaping @Sendable () -> Value) -> Value? {
  let (found, done) = (Found<Value>(), DispatchSemaphore(value: 0))
  Thread.detachNewThread {
    let value = body()
    found.value.withLock { $0 = value }
    done.signal()
  }
  _ = done.wait(timeout: .now() + .milliseconds(Int(clamping: limit.wholeMilliseconds)))
  return found.value.withLock { $0 }
}

/// A value on its way from one thread to another.
private final class Found<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
