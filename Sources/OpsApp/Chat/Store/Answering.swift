import Synchronization

/// What a piece of work gives, or nil when it takes longer than it may; it goes on all the same, and nobody waits for it.
func answer<Value: Sendable>(
  within patience: Duration, of work: @escaping @Sendable () async -> Value
) async -> Value? {
  await withCheckedContinuation { continuation in
    let once = OnceAnswered<Value>(continuation)
    let limit = Task {
      try? await Task.sleep(for: patience)
      if !Task.isCancelled { once.answer(nil) }
    }
    Task {
      once.answer(await work())
      limit.cancel()
    }
  }
}

/// A question that is answered by whoever is first.
private final class OnceAnswered<Value: Sendable>: Sendable {
  private let waiting: Mutex<CheckedContinuation<Value?, Never>?>

  init(_ continuation: CheckedContinuation<Value?, Never>) { waiting = Mutex(continuation) }

  func answer(_ value: Value?) {
    let continuation = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    continuation?.resume(returning: value)
  }
}
