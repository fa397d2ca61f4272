import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole window start`: work begins.
struct WindowStartCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Begin a maintenance: its servers get the status maintenance.",
    discussion: """
      EXAMPLES
        opsconsole window start M-81
        opsconsole window start M-81 --at 13:05 --text 'began on the phone'

      EXIT STATUS
        0 saved for good · 1 not saved or not allowed · 64 there is no such maintenance
      """)

  @OptionGroup var window: WindowOptions
  @OptionGroup var step: WindowStepOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws { try desk.step(to: .inProgress, window, step) }
}

/// `opsconsole window verify`: the work is over, and it is looked whether all is well.
struct WindowVerifyCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Say that the work is over and that you look whether all is well.",
    discussion: """
      EXAMPLES
        opsconsole window verify M-81

      EXIT STATUS
        0 saved for good · 1 not saved or not allowed · 64 there is no such maintenance
      """)

  @OptionGroup var window: WindowOptions
  @OptionGroup var step: WindowStepOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws { try desk.step(to: .verifying, window, step) }
}

/// `opsconsole window cancel`: it will not be.
struct WindowCancelCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Say that a maintenance will not be.",
    discussion: """
      EXAMPLES
        opsconsole window cancel M-81 --text 'the vendor is not ready'

      EXIT STATUS
        0 saved for good · 1 not saved or not allowed · 64 there is no such maintenance
      """)

  @OptionGroup var window: WindowOptions
  @OptionGroup var step: WindowStepOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws { try desk.step(to: .cancelled, window, step) }
}

/// `opsconsole window abort`: it was begun and given up.
struct WindowAbortCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "abort", abstract: "Say that a maintenance that had begun was given up.",
    discussion: """
      EXAMPLES
        opsconsole window abort M-81 --text 'rolled back: replication broke'

      EXIT STATUS
        0 saved for good · 1 not saved or not allowed · 64 there is no such maintenance
      """)

  @OptionGroup var window: WindowOptions
  @OptionGroup var step: WindowStepOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws { try desk.step(to: .aborted, window, step, result: .aborted) }
}

/// What may be said of a step.
struct WindowStepOptions: ParsableArguments {
  @Option(help: ArgumentHelp("When it was; else now.", valueName: "time"))
  var at: String?

  @Option(name: [.long, .customLong("reason")], help: ArgumentHelp("Why, or what came of it.", valueName: "text"))
  var text: String?

  @Option(help: ArgumentHelp("Of a recurring one, the beginning that is meant.", valueName: "time"))
  var occurrence: String?
}

extension TeamDesk {
  /// The step of a window to a state; ends the program when it is not allowed.
  func transition(
    of window: OpsDomain.Window, to state: WindowState, _ step: WindowStepOptions, result: WorkResult? = nil
  ) throws -> WindowTransition {
    let moment = try step.at.map { try self.moment($0, "--at") } ?? now
    let occurrence = try step.occurrence.map { try self.moment($0, "--occurrence", leaning: .ahead) }
    // Whom the node set means is asked anew when work begins: servers may have come since it was planned.
    let hosts = state == .inProgress ? try hostsNow(of: window.plan.targets) : []
    do {
      return try window.transition(
        to: state, at: moment, occurrence: occurrence, reason: step.text ?? "", result: result, hosts: hosts)
    } catch {
      throw CommandFailure(error.message)
    }
  }

  /// A step with the entry that tells of it.
  func bodies(_ transition: WindowTransition, of window: OpsDomain.Window) -> [OperationBody] {
    let targets = targets(of: window, hosts: transition.hosts)
    return [
      .entryAdd(transition.entry(of: window, targets: targets, zone: access.zoneName)), .windowState(transition),
    ]
  }

  /// What an entry about planned work is about: these hosts, or those of the window for none.
  func targets(of window: OpsDomain.Window, hosts: [String] = []) -> [EntryTarget] {
    (hosts.isEmpty ? window.hosts : hosts).prefix(Self.entryTargetLimit)
      .map { EntryTarget(.host, $0, origin: .window) }
  }

  /// The most hosts that an entry about planned work names.
  private static var entryTargetLimit: Int { 1_000 }

  private func hostsNow(of targets: WorkTargets) throws -> [String] {
    guard let set = try? NodeSet(parsing: targets.text), let hosts = try? set.resolve(in: try inventory()) else {
      return targets.hosts
    }
    return hosts.map(\.name)
  }

  fileprivate func step(
    to state: WindowState, _ options: WindowOptions, _ step: WindowStepOptions, result: WorkResult? = nil
  ) throws {
    let before = try team()
    let window = try window(options.reference, before)
    let transition = try transition(of: window, to: state, step, result: result)
    let (after, _) = try recordPlan(bodies(transition, of: window), text: step.text)
    if let window = after.window(window.id) { try show(window, after, json: options.json) }
  }
}
