import Glibc
import OpsDomain

/// Makes averages of pressure from stall times, since node_exporter tells only the times.
///
/// Each average moves towards the share of the last interval by the weight that the interval has in it, as the
/// kernel's own averages do every two seconds (kernel psi.rst). The first page of a host gives none.
struct PressureAverages {
  private var uptime: Double?
  private var totals: [NodeMetric: Double] = [:]
  private var lines: [NodeMetric: PressureLine] = [:]

  /// The pressure that a page tells together with those before it; nil when it tells none.
  mutating func reading(_ page: NodePage, uptime now: Double?) -> PressureReading? {
    let interval = now.flatMap { now in uptime.map { now - $0 } }
    uptime = now
    let cpuSome = line(.cpuWaiting, page, interval)
    let (memorySome, memoryFull) = (line(.memoryWaiting, page, interval), line(.memoryStalled, page, interval))
    let (ioSome, ioFull) = (line(.ioWaiting, page, interval), line(.ioStalled, page, interval))
    guard [cpuSome, memorySome, memoryFull, ioSome, ioFull].contains(where: { $0 != nil }) else { return nil }
    var reading = PressureReading()
    reading.cpuSome = cpuSome
    (reading.memorySome, reading.memoryFull) = (memorySome, memoryFull)
    (reading.ioSome, reading.ioFull) = (ioSome, ioFull)
    return reading
  }

  private mutating func line(_ metric: NodeMetric, _ page: NodePage, _ interval: Double?) -> PressureLine? {
    guard let total = page[metric], let microseconds = CounterValue(total * 1e6)?.whole else {
      totals[metric] = nil
      lines[metric] = nil
      return nil
    }
    let before = totals.updateValue(total, forKey: metric)
    guard let before, let interval, interval > 0, total >= before else {
      // The first page, or the counter began anew.
      lines[metric] = nil
      return nil
    }
    let share = min((total - before) / interval, 1)
    func moved(_ average: Double?, _ window: Double) -> Double {
      guard let average else { return share }
      let kept = exp(-interval / window)
      return average * kept + share * (1 - kept)
    }
    let old = lines[metric]
    let line = PressureLine(
      average10: moved(old?.average10, 10), average60: moved(old?.average60, 60),
      average300: moved(old?.average300, 300), totalMicroseconds: microseconds)
    lines[metric] = line
    return line
  }
}
