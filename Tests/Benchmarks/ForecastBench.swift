import Foundation
import OpsDomain

/// Makes forecasts of series that are given as text, as the console would have made them at each moment.
///
/// The text has a line `series NAME SIZE FROM STEP`, then lines `SECONDS LEFT`; forecasts are printed for every STEP
/// seconds from FROM on, one JSON object a line.
enum ForecastBench {
  /// Prints the forecasts of all series of a file.
  static func run(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var series: Series?
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 5, words[0] == "series" {
        series?.run()
        series = Series(
          name: String(words[1]), size: Double(words[2]) ?? 0, from: Int64(words[3]) ?? 0, step: Int64(words[4]) ?? 600)
      } else if words.count == 2, let seconds = Int64(words[0]), let left = Double(words[1]) {
        series?.points.append(HistoryPoint(Timestamp(seconds: seconds), left))
      }
    }
    series?.run()
  }

  private struct Series {
    let name: String
    let size: Double
    let from: Int64
    let step: Int64
    var points: [HistoryPoint] = []

    func run() {
      guard let last = points.last?.moment, step > 0 else { return }
      let hours = hourlyLows
      var now = Timestamp(seconds: from)
      var (first, firstHour, end) = (0, 0, 0)
      while now <= last {
        while end < points.count, points[end].moment <= now { end += 1 }
        while first < end, now.since(points[first].moment) > .seconds(86_400) { first += 1 }
        while firstHour < hours.count, now.since(hours[firstHour].moment) > .seconds(90 * 86_400) { firstHour += 1 }
        let known = hours[firstHour...].prefix { $0.moment <= now }
        report(FillHistory(minutes: Array(points[first..<end]), hours: Array(known)), at: now)
        now = now + .seconds(step)
      }
    }

    /// The least of each hour, at its end.
    private var hourlyLows: [HistoryPoint] {
      var hours: [HistoryPoint] = []
      for point in points {
        let end = Timestamp(seconds: ((point.moment.milliseconds - 1) / 3_600_000 + 1) * 3600)
        if hours.last?.moment == end {
          hours[hours.count - 1].value = min(hours[hours.count - 1].value, point.value)
        } else {
          hours.append(HistoryPoint(end, point.value))
        }
      }
      return hours
    }

    private func report(_ history: FillHistory, at now: Timestamp) {
      guard let left = history.minutes.last?.value else { return }
      let filesystem = Filesystem(
        mount: "/", sizeBytes: UInt64(size), usedBytes: UInt64(max(size - left, 0)), availableBytes: UInt64(left))
      let reading = FilesystemReading(takenAt: now, source: .local, filesystems: [filesystem])
      let forecast = Forecaster().forecast(of: reading, [MountHistory(mount: "/", space: history)], at: now)
      guard let mount = forecast.mounts.first else { return }
      var line = "{\"name\": \"\(name)\", \"at\": \(now.milliseconds / 1000)"
      switch mount.space {
      case .fills(let fill):
        line += ", \"earliest\": \(fill.earliest), \"middle\": \(fill.middle), \"latest\": \(fill.latest)"
        line += ", \"window\": \"\(fill.window.words)\", \"recoveries\": \(fill.recoveries)"
      case .none(let reason): line += ", \"reason\": \"\(reason.words)\""
      }
      if let incident = mount.spaceIncident { line += ", \"alarm\": \"\(incident.severity)\"" }
      print(line + "}")
    }
  }
}
