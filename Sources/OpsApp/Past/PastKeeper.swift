import OpsDomain

/// Keeps the fleet's past in its store, and tells what follows from it: forecasts, and the load that is usual.
///
/// When the store fails this is said once; the console goes on, and the store is tried again.
actor PastKeeper {
  /// How long a store that failed is left alone, in milliseconds.
  static let pause: Int64 = 60_000
  /// How far back minutes are asked: the six hours of the shortest window, as they were up to an hour ago.
  static let minutesBack = Duration.seconds(8 * 3600)
  /// How far back hours are asked.
  static let hoursBack = Duration.seconds(90 * 86_400)
  /// How many hosts are asked for in one question to the store.
  static let slice = 16

  private let open: @Sendable () async throws(StoreFailure) -> any FleetHistoryStore
  private let post: @Sendable (Observation) -> Void
  private let tell: @Sendable (String) -> Void
  private let now: @Sendable () -> Int64
  private var store: (any FleetHistoryStore)?
  private var retryAt: Int64 = .min
  private var trouble: String?

  /// A keeper of the store that `open` opens when it is needed; `now` is a clock that never goes back, in milliseconds.
  init(
    open: @escaping @Sendable () async throws(StoreFailure) -> any FleetHistoryStore,
    post: @escaping @Sendable (Observation) -> Void, tell: @escaping @Sendable (String) -> Void,
    now: @escaping @Sendable () -> Int64 = { BootClock.milliseconds }
  ) {
    self.open = open
    self.post = post
    self.tell = tell
    self.now = now
  }

  /// Keeps a minute.
  func keep(_ minute: FleetMinute) async {
    await attempt { store throws(StoreFailure) in try await store.record(minute) }
  }

  /// Forecasts hosts, and tells what their load usually is.
  func forecast(_ questions: [ForecastQuestion], at now: Timestamp) async {
    var rest = questions[...]
    while !rest.isEmpty {
      let slice = rest.prefix(Self.slice)
      rest = rest.dropFirst(Self.slice)
      await forecast(slice: slice, at: now)
      await Task.yield()
    }
  }

  private func forecast(slice: ArraySlice<ForecastQuestion>, at now: Timestamp) async {
    let hosts = slice.map(\.host)
    let histories = await attempt { store throws(StoreFailure) in
      try await store.mounts(
        of: hosts, minutesSince: now - Self.minutesBack, hoursSince: now - Self.hoursBack, to: now)
    }
    guard let histories else { return }
    for question in slice {
      let forecast = Forecaster(question.thresholds).forecast(
        of: question.reading, histories[question.host] ?? [], at: now)
      post(.forecast(question.host, forecast))
    }
    let peaks = await attempt { store throws(StoreFailure) in
      try await store.loadPeaks(of: hosts, from: now - .seconds(UsualLoad.days * 86_400), to: now)
    }
    for (host, peaks) in peaks ?? [:] where !peaks.isEmpty { post(.usualLoad(host, UsualLoad(of: peaks, at: now))) }
  }

  /// Does something with the store; nil when it cannot be used.
  @discardableResult
  private func attempt<Value: Sendable>(
    _ work: @Sendable (any FleetHistoryStore) async throws(StoreFailure) -> Value
  ) async -> Value? {
    guard now() >= retryAt else { return nil }
    do {
      let opened: any FleetHistoryStore
      if let store { opened = store } else { opened = try await open() }
      store = opened
      let value = try await work(opened)
      trouble = nil
      return value
    } catch {
      retryAt = now() &+ Self.pause
      store = nil
      if trouble != error.message {
        trouble = error.message
        tell("the fleet's past is not kept: \(error.message)")
      }
      return nil
    }
  }
}
