import OpsDomain

/// One host of the simulation: all that can be known of it at any moment follows from this.
///
/// Times are seconds from the start of the simulation; before it they are negative.
struct SimulatedHost: Sendable {
  let id: HostID
  let address: String
  private let sharedProfile: Shared<RoleProfile>
  private let sharedTrouble: Shared<Trouble>
  /// Decides all that is left to chance.
  let seed: UInt64
  /// What it does on average when all is well, per core.
  let usual: Amounts
  let memoryUsed: Double
  private let demand: Waves
  private let storage: Waves
  private let firstBoot: Double
  private let progressAtFirstBoot: Progress

  /// CPU time that may be used at most, usual work and trouble together.
  private static let fullest = 0.97
  /// How much less than others a host in trouble swings, so that its trouble stays in sight.
  private static let troubledCalm = 0.2
  private static let day = 86_400.0
  /// A restarted host has been up this long when it answers again.
  private static let bootSeconds = 20.0

  /// A host; `secondsOfDay` is the local time of day at the start.
  init(
    _ host: Host, _ part: Roster.Part, seed: UInt64, secondsOfDay: Double
  ) {
    (id, address) = (host.id, host.address)
    (sharedProfile, sharedTrouble) = (part.profile, part.trouble)
    let (profile, trouble) = (part.profile.value, part.trouble.value)
    let seed = StableHash.mix(seed ^ StableHash.of(id.name))
    self.seed = seed
    func chance(_ salt: UInt64) -> UInt64 { StableHash.mix(seed &+ salt) }
    let calm = trouble.level == nil ? 1 : Self.troubledCalm
    let sincePeak = secondsOfDay - profile.peakHour * 3600
    demand = Waves(seed: chance(100), calm: calm, dayAmplitude: profile.dayAmplitude, sincePeak: sincePeak)
    storage = Waves(seed: chance(200), calm: calm, dayAmplitude: profile.dayAmplitude / 2, sincePeak: sincePeak)
    let level = trouble.level ?? Chance.within(profile.level, chance(1))
    usual = Self.fitted(profile.usual, level, max(demand.reach, storage.reach), trouble.extra)
    memoryUsed = trouble.memoryUsed ?? Chance.within(profile.memoryUsed, chance(2))
    firstBoot = -Chance.within(3...400, chance(3)) * Self.day
    progressAtFirstBoot = Self.progress(firstBoot, demand, storage, trouble.course)
  }

  var profile: RoleProfile { sharedProfile.value }
  var trouble: Trouble { sharedTrouble.value }

  /// The usual amounts at this level, or less where there would be more CPU time than there is.
  private static func fitted(_ usual: Amounts, _ level: Double, _ reach: Double, _ extra: Amounts) -> Amounts {
    let peak = (usual.busy + usual.iowait + usual.steal) * level * (1 + reach)
    let room = fullest - extra.busy - extra.iowait - extra.steal
    let fitting = level * min(1, room / peak)
    return Amounts(usual, Amounts(), during: Progress(time: 1, demand: fitting, storage: fitting, trouble: 0))
  }

  private static func progress(_ time: Double, _ demand: Waves, _ storage: Waves, _ course: Course) -> Progress {
    Progress(time: time, demand: demand.passed(time), storage: storage.passed(time), trouble: course.passed(time))
  }

  /// What has passed by `time`.
  func progress(_ time: Double) -> Progress { Self.progress(time, demand, storage, trouble.course) }

  /// What passed since the host was booted, by `time`.
  func sinceBoot(_ progress: Progress) -> Progress {
    let boot = boot(before: progress.time)
    return progress - (boot == firstBoot ? progressAtFirstBoot : self.progress(boot))
  }

  /// What it did in this time, per core.
  func amounts(_ passed: Progress) -> Amounts { Amounts(usual, trouble.extra, during: passed) }

  /// A number of its own, the same every time, for each salt.
  func chance(_ salt: UInt64) -> UInt64 { StableHash.mix(seed &+ salt) }
}

extension SimulatedHost {
  /// When an outage under way at `time` began; nil while the host answers.
  func outage(at time: Double) -> Double? {
    switch trouble.link {
    case .steady: return nil
    case .dead(let since): return time >= since ? since : nil
    case .restarting(let period, let length, let offset):
      guard time >= offset else { return nil }
      let began = offset + ((time - offset) / period).rounded(.down) * period
      return time - began < length ? began : nil
    }
  }

  /// Since when it answers without a break, as long as it does; 0 if it has since the start.
  func answersSince(_ time: Double) -> Double {
    guard case .restarting(let period, let length, let offset) = trouble.link else { return 0 }
    let cycle = ((time - offset - length) / period).rounded(.down)
    return cycle < 0 ? 0 : offset + length + cycle * period
  }

  /// The last boot before `time`.
  func boot(before time: Double) -> Double {
    let since = answersSince(time)
    return since > 0 ? since - Self.bootSeconds : firstBoot
  }
}
