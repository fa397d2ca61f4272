import OpsDomain

/// What is wrong with one host of the simulation, and when.
struct Trouble: Sendable {
  /// How the link to the host behaves.
  ///
  /// Times are seconds from the start of the simulation.
  enum Link: Sendable {
    case steady
    /// Not answering since that moment.
    case dead(since: Double)
    /// Restarted every `period` seconds, away for `length` seconds; the first time at `offset`.
    case restarting(period: Double, length: Double, offset: Double)
  }

  var course = Course.never
  var extra = Amounts()
  /// The level of usual work, as a factor of the role's; nil: decided by chance.
  var level: Double?
  /// Memory in use; nil: as usual in the role.
  var memoryUsed: Double?
  /// Swap in use.
  var swapUsed = 0.0
  /// What the host's clock is ahead of ours, in seconds.
  var clockAhead = 0.0
  /// The filesystem that fills up: the share in use at the start, and bytes a second.
  var filling: (mount: String, share: Double, bytesPerSecond: Double)?
  /// The program that does it, with its share of one core.
  var program: (program: Program, cores: Double)?
  /// How long a request to the disk takes meanwhile, in milliseconds.
  var awaitMilliseconds = 6.0
  var link = Link.steady
  /// The role whose programs run in place of its own; nil: its own.
  var runs: String?
}

extension Trouble {
  /// None.
  static let none = Shared(Trouble())

  private static let minute = 60.0
  private static let megabyte = 1_000_000.0

  /// The hosts of a service that are in trouble: role, number in the role, what is wrong.
  static let cast: [(role: String, number: Int, trouble: Trouble)] = [
    ("db", 7, backup), ("db", 9, dead), ("app", 3, overloaded), ("cache", 5, crowded), ("lb", 2, fastClock),
    ("batch", 1, nightJobs), ("batch", 2, swapping), ("batch", 3, restarting), ("proxy", 3, strange),
  ]

  /// A full backup writes to the disk that the database needs, and fills it.
  private static var backup: Trouble {
    var trouble = Trouble(course: .rising(from: -25 * minute, to: -22 * minute), level: 0.5)
    trouble.extra = Amounts(
      user: 0.19, system: 0.12, iowait: 0.39, load: 2.9, cpuPressure: 0.01, memoryPressure: 0.001, ioPressure: 0.37,
      receivedBytes: 38 * megabyte, sentBytes: 120 * megabyte, majorFaults: 2, diskBusy: 0.9,
      readBytes: 64 * megabyte, writtenBytes: 61 * megabyte)
    trouble.filling = ("/data", 0.93, 10 * megabyte)
    trouble.awaitMilliseconds = 48
    trouble.program = (
      Program("rsync", "rsync -a /data/backup bm-db24:/data/", user: "root", pid: 4312, memory: 0.0002, state: "D"),
      0.41
    )
    return trouble
  }

  /// More work than cores, since an hour ago and growing.
  private static var overloaded: Trouble {
    var trouble = Trouble(course: .rising(from: -55 * minute, to: -12 * minute), level: 0.6)
    trouble.extra = Amounts(user: 0.62, system: 0.09, load: 1.38, cpuPressure: 0.42, receivedBytes: 9 * megabyte)
    return trouble
  }

  /// Nearly all memory is taken, as it should be in a cache, but a little more than that.
  private static var crowded: Trouble { Trouble(level: 0.7, memoryUsed: 0.964) }

  /// A clock that nobody sets.
  private static var fastClock: Trouble { Trouble(level: 0.5, clockAhead: 0.72) }

  /// Jobs with names of their own, a few minutes in every ten.
  private static var nightJobs: Trouble {
    var trouble = Trouble(course: .recurring(period: 600, length: 200, offset: -150), level: 0.4)
    trouble.extra = Amounts(user: 0.36, system: 0.05, iowait: 0.04, load: 0.52, diskBusy: 0.3, readBytes: 22 * megabyte)
    trouble.program = (
      Program("perl", "perl /srv/batch/ランキング集計.pl --対象 前日 --出力 /var/tmp/順位.tsv", user: "batch", memory: 0.06), 2.4
    )
    return trouble
  }

  /// Too little memory: pages go out and come back.
  private static var swapping: Trouble {
    var trouble = Trouble(course: .rising(from: -130 * minute, to: -120 * minute), level: 0.5)
    trouble.extra = Amounts(
      user: 0.05, system: 0.06, iowait: 0.11, load: 0.4, memoryPressure: 0.09, ioPressure: 0.06, swappedIn: 31,
      swappedOut: 22, majorFaults: 34, diskBusy: 0.34, readBytes: 2 * megabyte, writtenBytes: 1.5 * megabyte)
    (trouble.memoryUsed, trouble.swapUsed) = (0.882, 0.62)
    trouble.program = (
      Program("java", "java -Xmx14g -jar /srv/search/색인-갱신.jar --전체", user: "batch", memory: 0.7, threads: 64), 0.8
    )
    return trouble
  }

  /// Timed out a little before anybody looked.
  private static var dead: Trouble { Trouble(link: .dead(since: -75)) }

  /// Somebody tried a cache on it, and left it so.
  private static var strange: Trouble {
    var trouble = Trouble()
    trouble.runs = "cache"
    return trouble
  }

  /// Restarts again and again.
  private static var restarting: Trouble {
    Trouble(level: 0.5, link: .restarting(period: 180, length: 70, offset: 45))
  }
}
