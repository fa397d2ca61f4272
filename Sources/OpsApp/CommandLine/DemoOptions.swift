import ArgumentParser
import OpsCollectors
import OpsConsole
import OpsDomain

/// The simulation, wherever a command can show it.
struct DemoOptions: ParsableArguments {
  @Flag(name: .long, help: "Simulated servers instead of the inventory's.")
  var demo = false

  @Option(name: .long, help: ArgumentHelp("How many simulated servers.", valueName: "count"))
  var hosts: Int?

  @Option(
    name: .long, help: ArgumentHelp("The seed of the simulation: equal seeds tell equal stories.", valueName: "number"))
  var seed: UInt64?

  func validate() throws {
    if !demo, hosts != nil || seed != nil { throw ValidationError("--hosts and --seed need --demo") }
    if let hosts, !(1...SimulatedWorld.hostCountMax).contains(hosts) {
      throw ValidationError("--hosts must be from 1 to \(SimulatedWorld.hostCountMax)")
    }
  }

  /// The simulated world, or nil when it was not asked for.
  func world() -> SimulatedWorld? {
    guard demo else { return nil }
    let now = Moments.now()
    return SimulatedWorld(
      seed: seed ?? 1, hostCount: hosts ?? SimulatedWorld.usualHostCount, start: now,
      secondsEastOfUTC: Moments.zone(at: now).offsetSeconds)
  }
}
