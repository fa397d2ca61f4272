import Foundation
import Testing

@Suite("two processes that begin on the last spare at once") struct BeginRace {
  /// How often: `OPS_RACES` for more.
  private static let rounds = Int(ProcessInfo.processInfo.environment["OPS_RACES"] ?? "") ?? 40
  /// How many pairs run at the same time.
  private static let pairsAtOnce = 4

  @Test(.timeLimit(.minutes(10))) func exactlyOneWinsEachTime() async throws {
    let roles = (1...Self.rounds).map { "r\($0): { keep: 1, hosts: \"r\($0)-[1-2]\" }" }
    let home = try VerdictHome(roles.joined(separator: "\n      "))
    let folder = home.home.folder.path
    for batch in stride(from: 1, through: Self.rounds, by: Self.pairsAtOnce) {
      let rounds = batch...min(batch + Self.pairsAtOnce - 1, Self.rounds)
      let outcomes = try await race(rounds, folder)
      for (round, statuses) in outcomes {
        #expect(statuses.sorted() == [0, 2], "round \(round): \(statuses)")
      }
    }
    let open = try home.home.json("reservations")["reservations"].list
    #expect(open.count == Self.rounds)
    #expect(
      Set(open.compactMap { $0["targets"]["hosts"].texts.first?.split(separator: "-").first }).count == Self.rounds)
  }

  /// Two processes for each round, all at once; their exit statuses.
  private func race(_ rounds: ClosedRange<Int>, _ folder: String) async throws -> [Int: [Int32]] {
    try await withThrowingTaskGroup(of: (Int, Int32).self) { group in
      for round in rounds {
        for side in 1...2 {
          group.addTask {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Program.path)
            process.arguments = [
              "begin", "r\(round)-\(side)", "--reason", "race", "-i", "\(folder)/hosts.yaml", "--config",
              "\(folder)/config.yaml",
            ]
            process.environment = ["HOME": folder, "TZ": "UTC", "OPSCONSOLE_AUTHOR": "side\(side)", "LANG": "C.UTF-8"]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning { try? await Task.sleep(for: .milliseconds(5)) }
            return (round, process.terminationReason == .exit ? process.terminationStatus : -1)
          }
        }
      }
      return try await group.reduce(into: [:]) { found, one in found[one.0, default: []].append(one.1) }
    }
  }
}
