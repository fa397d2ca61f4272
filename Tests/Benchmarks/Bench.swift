import Foundation
import OpsCollectors
import OpsDomain
import Synchronization

/// Measures what reading costs, for `scripts/bench`; prints one JSON object of numbers.
///
///     opsbench parse FILE TIMES
///     opsbench scrape URL TIMES
///     opsbench ssh SSH_CONFIG SECONDS HOST...
///     opsbench judge PASSES
///     opsbench forecast FILE
///     opsbench history FOLDER HOSTS
///     opsbench log FILE COUNT
///     opsbench log-fill FILE COUNT
///     opsbench log-lines COUNT
///     opsbench chat FILE COUNT
@main
struct Bench {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    switch (words.first, words.count) {
    case ("parse", 3): parse(path: words[1], times: Int(words[2]) ?? 100)
    case ("scrape", 3): await scrape(url: words[1], times: Int(words[2]) ?? 100)
    case ("ssh", 4...):
      await ssh(config: words[1], seconds: Int(words[2]) ?? 10, hosts: Array(words[3...]))
    case ("log", 3), ("log-fill", 3):
      await log(words[1], count: Int(words[2]) ?? 1000, measures: words[0] == "log")
    case ("chat", 3): await chat(words[1], count: Int(words[2]) ?? 1000)
    case ("forecast", 2): forecast(words[1])
    case ("history", 3): await history(words[1], hosts: Int(words[2]) ?? 100)
    case ("judge", 2): report(JudgementBench.measure(passes: Int(words[1]) ?? 100))
    case ("log-lines", 2): LogBench.lines(count: Int(words[1]) ?? 1000)
    default:
      FileHandle.standardError.write(
        Data("usage: opsbench parse|scrape|ssh|judge|forecast|history|log|log-fill|log-lines|chat …\n".utf8))
      exit(64)
    }
  }

  private static func parse(path: String, times: Int) {
    guard let data = FileManager.default.contents(atPath: path) else { exit(1) }
    let page = [UInt8](data)
    var samples = 0
    let before = ProcessCost.own()
    for _ in 0..<times { samples &+= countSamples(inPage: page).samples }
    let seconds = max(ProcessCost.own() - before, 1e-9)
    report([
      "megabytesPerSecond": Double(page.count) * Double(times) / seconds / 1e6,
      "samplesPerSecond": Double(samples) / seconds,
    ])
  }

  private static func scrape(url: String, times: Int) async {
    let environment = NodeExporterEnvironment()
    let answers = Answers()
    let source = NodeExporterSource(host: "bench", url: url, environment: environment) { answers.take($0) }
    let task = Task { await source.run() }
    await answers.next { source.ask(.tick) }
    let before = ProcessCost.own()
    for _ in 0..<times { await answers.next { source.ask(.tick) } }
    let seconds = ProcessCost.own() - before
    task.cancel()
    await task.value
    await environment.shutdown()
    report(["scrapes": Double(times), "cpuSeconds": seconds])
  }

  private static func ssh(config: String, seconds: Int, hosts: [String]) async {
    let environment = SSHEnvironment(
      settings: SSHSettings(configFile: config), variables: ProcessInfo.processInfo.environment)
    let samples = Mutex(0)
    let seen = Mutex(Set<HostID>())
    let watcher = Watcher(factory: { host, _, post in
      SSHSource(host: host, environment: environment, post: post)
    }) { observation in
      guard case .sampled(let host, _) = observation else { return }
      samples.withLock { $0 += 1 }
      seen.withLock { _ = $0.insert(host) }
    }
    let inventory = Inventory(hosts: hosts.map { Host(id: HostID($0), interval: .seconds(1)) })
    watcher.replace(inventory)
    watcher.attend(Attention(visible: Set(inventory.hosts.map(\.id))))
    let end = ContinuousClock.now + .seconds(60)
    while seen.withLock({ $0.count }) < hosts.count, ContinuousClock.now < end {
      try? await Task.sleep(for: .seconds(1))
    }
    let countBefore = samples.withLock { $0 }
    let (ownBefore, allBefore) = (ProcessCost.own(), ProcessCost.own() + ProcessCost.children())
    try? await Task.sleep(for: .seconds(seconds))
    let own = ProcessCost.own() - ownBefore
    let all = ProcessCost.own() + ProcessCost.children() - allBefore
    let count = samples.withLock { $0 } - countBefore
    let answered = seen.withLock { $0.count }
    await watcher.stop()
    report([
      "samples": Double(count), "cpuSeconds": all, "ownCPUSeconds": own, "answered": Double(answered),
    ])
  }

  private static func log(_ path: String, count: Int, measures: Bool) async {
    do {
      if !FileManager.default.fileExists(atPath: path) { try await LogBench.fill(path, count: count) }
      if measures { report(try await LogBench.measure(path)) }
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func chat(_ path: String, count: Int) async {
    do {
      report(try await ChatBench.measure(path, count: count))
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func history(_ folder: String, hosts: Int) async {
    do {
      report(try await HistoryBench.measure(folder, hosts: hosts))
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func forecast(_ path: String) {
    do {
      try ForecastBench.run(path)
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func report(_ numbers: [String: Double]) {
    let lines = numbers.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    print("{\(lines.joined(separator: ", "))}")
  }
}

/// CPU seconds of this process and of its children.
enum ProcessCost {
  /// User and system time of this process.
  static func own() -> Double {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    let user = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
    return user + Double(usage.ru_stime.tv_sec) + Double(usage.ru_stime.tv_usec) / 1e6
  }

  /// Time on a CPU of all live children, whichever thread began them.
  static func children() -> Double {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    let pids = tasks.flatMap { words("/proc/self/task/\($0)/children") }
    return pids.reduce(0) { $0 + (Double(words("/proc/\($1)/schedstat").first ?? "") ?? 0) } / 1e9
  }

  private static func words(_ path: String) -> [String] {
    guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.readToEnd() else { return [] }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

/// Waits for the answer to one ask.
final class Answers: Sendable {
  private let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)

  func take(_ observation: Observation) {
    switch observation {
    case .sampled, .link(_, _, .failed): waiting.withLock { $0.take() }?.resume()
    default: break
    }
  }

  func next(_ ask: @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
      waiting.withLock { $0 = continuation }
      ask()
    }
  }
}
