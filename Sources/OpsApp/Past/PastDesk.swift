import OpsDomain
import Synchronization

/// The main thread's side of the fleet's past: sees to it that every minute is kept and every host forecast, and never waits.
final class PastDesk {
  /// How often hosts are looked through for forecasts that are due, in seconds.
  static let look: Int64 = 10
  /// How old a forecast becomes before the next, in seconds: an alarm must hold for an hour anyway.
  static let pace: Int64 = 900
  /// The most hosts of which a forecast is asked at once, so that a large fleet spreads over minutes.
  static let atOnce = 64

  private let keeper: PastKeeper
  /// Whether what was asked last is still being done; nothing more is asked meanwhile.
  private let work = Work()
  private var minute: Int64?
  private var second: Int64 = .min
  /// When each host's forecast was asked last, in seconds.
  private var asked: [HostID: Int64] = [:]

  init(_ keeper: PastKeeper) { self.keeper = keeper }

  /// Looks whether something is due; called about once a second.
  func look(_ fleet: Fleet, at now: Timestamp) {
    let seconds = now.milliseconds / 1000
    guard seconds != second else { return }
    second = seconds
    let ended = minute.map { $0 != seconds / 60 } ?? false
    if minute == nil || ended { minute = seconds / 60 }
    let questions = seconds % Self.look == 0 ? due(in: fleet, at: seconds) : []
    guard ended || !questions.isEmpty else { return }
    guard begin() else { return }
    for question in questions { asked[question.host] = seconds }
    let kept = ended ? FleetMinute(of: fleet, at: now) : nil
    Task { [keeper, work] in
      if let kept { await keeper.keep(kept) }
      await keeper.forecast(questions, at: now)
      work.isBusy.store(false, ordering: .releasing)
    }
  }

  private func begin() -> Bool { !work.isBusy.exchange(true, ordering: .acquiringAndReleasing) }

  /// The hosts whose forecast is due: those whose filesystems are known, a limited number at once.
  private func due(in fleet: Fleet, at seconds: Int64) -> [ForecastQuestion] {
    var questions: [ForecastQuestion] = []
    for index in fleet.hosts.indices {
      let id = fleet.hosts[index].host.id
      // A clock that was set back makes all due.
      if let last = asked[id], last <= seconds, seconds - last < Self.pace { continue }
      guard let reading = fleet.hosts[index].filesystems else { continue }
      questions.append(ForecastQuestion(host: id, reading: reading, thresholds: fleet.hosts[index].host.thresholds))
      if questions.count == Self.atOnce { break }
    }
    if asked.count > 2 * fleet.hosts.count + 64 { asked = asked.filter { fleet.index(of: $0.key) != nil } }
    return questions
  }
}

/// Whether something is being done, for two threads.
private final class Work: Sendable {
  let isBusy = Atomic(false)
}

/// A host whose forecast is asked.
struct ForecastQuestion: Sendable {
  /// The host.
  var host: HostID
  /// Its filesystems as they are now.
  var reading: FilesystemReading
  /// The limits by which it is judged.
  var thresholds: Thresholds
}
