import ArgumentParser
import Glibc
import OpsCollectors
import OpsDomain
import OpsScreen

/// `opsconsole status`: the fleet once, for pipes and scripts.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Print the state of the servers once.",
    discussion: """
      Every server is read twice, about a second apart, since rates need two readings. A reading that was not taken \
      is a dash in the table and an absent key in JSON; shares in JSON are 0 to 1.

      With --watch the state is printed as often as --every says, whoever has not answered by then: such a server \
      says so, and shows its last reading with its age. The work log is read for each of them too. A server whose \
      maintenance is over is back after three good readings; without --watch it is shown by its health at once.

      EXAMPLES
        opsconsole status
        opsconsole status 'web[01-04],@bookmark:db!bm-db09'
        opsconsole status --json | jq '.hosts[] | select(.health != "ok") | .name'
        opsconsole status --watch --every 10s

      EXIT STATUS
        0 every host answered · 1 some did not · 2 mistakes in the configuration · 64 wrong arguments
      """)

  @Argument(help: ArgumentHelp("A node set: names, patterns, @service:role.", valueName: "set"))
  var set: String?

  @Flag(name: .long, help: "Print JSON of the schema opsconsole.status/1.")
  var json = false

  @Flag(name: .long, help: "Print again and again.")
  var watch = false

  @Option(name: .long, help: ArgumentHelp("With --watch, how often.", valueName: "duration"))
  var every: String = "5s"

  @Option(name: .long, help: ArgumentHelp("Without --watch, how long to wait for answers.", valueName: "duration"))
  var timeout: String = "15s"

  @OptionGroup var simulation: DemoOptions

  @OptionGroup var files: FileOptions

  func validate() throws {
    _ = try parse(every, "--every")
    _ = try parse(timeout, "--timeout")
  }

  func run() throws {
    let theme = shownTheme(try files.settings())
    let (declared, factory) = try hosts()
    var words = simulation.demo ? nil : StatusWords(files)
    _ = raiseDescriptorLimit()
    let reading = FleetReading(try selected(from: declared, words), make: factory.make)
    defer { reading.stop() }
    let past = simulation.demo ? nil : PastRecall(path: files.paths.pastFile)
    let (every, timeout) = (try parse(every, "--every"), try parse(timeout, "--timeout"))
    repeat {
      let began = ContinuousClock.now
      if let words { reading.lay(watch ? words : words.withoutReleasing) }
      // Watching, the slowest host holds up nobody: what is known is printed in time.
      reading.round(until: began + (watch ? every : timeout))
      reading.recall(past)
      show(reading, watch ? words?.standing(in: reading.fleet) : words, waited: watch ? nil : timeout, theme)
      guard watch else { break }
      pause(until: began + every)
      if !simulation.demo { words = StatusWords(files) }
    } while watch
    if !reading.allAnswered {
      reading.stop()
      throw ExitStatus.incomplete
    }
  }

  /// The servers that are asked for, also by the status that the team gives, with what the inventory says of them.
  private func selected(from declared: Inventory, _ words: StatusWords?) throws -> Inventory {
    let wanted = try files.select(set, from: words?.over(declared) ?? declared)
    return Inventory(hosts: wanted.hosts.map { declared[$0.id] ?? $0 }, roles: wanted.roles)
  }

  private func hosts() throws -> (Inventory, SourceFactory) {
    if let world = simulation.world() {
      return (
        world.inventory,
        SourceFactory(LoadedInventory(inventory: world.inventory, files: []), variables: [:], world: world)
      )
    }
    let loaded = try files.loadInventory(foreign: true)
    return (loaded.inventory, SourceFactory(loaded, variables: files.environment))
  }

  /// Prints what is known; `waited` is how long the hosts had to answer, nil while they are still waited for.
  private func show(_ reading: FleetReading, _ words: StatusWords?, waited: Duration?, _ theme: Theme) {
    let now = Moments.now()
    let silence = SilentHosts(hosts: reading.unanswered, waited: waited)
    if json {
      StandardOutput.print(StatusDocument.make(reading.fleet, silence, words, at: now).text)
    } else {
      let colours = StandardOutput.hasColours(files.environment)
      let lines = StatusTable.lines(
        reading.fleet, silence, words, at: now, theme: theme, colours: colours)
      StandardOutput.print(lines.joined(separator: "\n"))
      if watch { StandardOutput.print("") }
    }
  }

  private func shownTheme(_ settings: ConsoleFile) -> Theme {
    (try? files.themes.load(settings.theme ?? Theme.fallback.name).get()) ?? Theme.fallback
  }

  private func parse(_ text: String, _ option: String) throws -> Duration {
    do {
      // A bare number means seconds here: that is what timeout options of other programs take.
      let text = Double(text) == nil ? text : "\(text)s"
      return try ScalarParsing.duration(text, in: .milliseconds(100)...Duration.seconds(3600))
    } catch {
      throw ValidationError("\(option) \(harmless(error.message))")
    }
  }

  private func pause(until moment: ContinuousClock.Instant) {
    let milliseconds = (moment - .now).wholeMillisecondsLeft
    if milliseconds > 0 { _ = poll(nil, 0, Int32(clamping: milliseconds)) }
  }
}
