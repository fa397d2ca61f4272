import Glibc
import OpsCollectors
import OpsConsole
import OpsDomain
import OpsScreen
import OpsTerminal

/// Why the console ended.
enum Ending: Hashable, Sendable {
  /// The person asked for it.
  case quit
  /// The program was asked to end from outside.
  case terminated
  /// The terminal is gone.
  case terminalGone

  /// The exit status, for the two last ones as a shell reports a signal.
  var status: Int32 {
    switch self {
    case .quit: return 0
    case .terminated: return 128 + SIGTERM
    case .terminalGone: return 128 + SIGHUP
    }
  }
}

/// The loop of the main thread: it owns the state and the terminal, and sleeps in `poll(2)`.
final class ConsoleLoop {
  private var state: ConsoleState
  private let terminal: Terminal
  private let inbox: Inbox
  private let wakeup: Wakeup
  private let performer: Performer
  private var pace: FramePace
  private var frameDue: ContinuousClock.Instant?
  private var tickedSecond: Int64 = .min
  private var meter = CostMeter()
  private var terminalFailed = false
  private var ending: Ending?

  init(state: ConsoleState, terminal: Terminal, inbox: Inbox, wakeup: Wakeup, performer: Performer) {
    self.state = state
    self.terminal = terminal
    self.inbox = inbox
    self.wakeup = wakeup
    self.performer = performer
    pace = FramePace(at: .now)
  }

  /// Shows the first frame, then begins the slow things, then serves until there is a reason to end.
  func run(begin: () -> Void) -> Ending {
    takeSecond()
    draw()
    begin()
    takeInbox()
    while true {
      sleep()
      takeTerminal()
      takeSecond()
      if let due = frameDue, due <= .now { drawIfPaced() }
      if let ending { return ending }
    }
  }

  /// Sleeps until there is something to do.
  private func sleep() {
    let wanted = terminal.wantsToWrite ? POLLIN | POLLOUT : POLLIN
    var ready = [
      pollfd(fd: terminal.descriptor, events: Int16(wanted), revents: 0),
      pollfd(fd: terminal.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = unsafe poll(&ready, nfds_t(ready.count), timeout())
    terminalFailed = count > 0 && ready[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    guard count > 0, ready[2].revents != 0 else { return }
    wakeup.answer()
    want(by: pace.newsDue(at: .now))
  }

  /// Milliseconds to the next second, the frame that is due, or the end of a lone Escape.
  private func timeout() -> Int32 {
    var milliseconds = 1000 - Moments.now().milliseconds % 1000
    if let due = frameDue { milliseconds = min(milliseconds, (due - .now).wholeMillisecondsLeft) }
    if let escape = terminal.escapeTimeout { milliseconds = min(milliseconds, Int64(escape)) }
    return Int32(clamping: max(0, min(milliseconds, 1000)))
  }

  /// Takes in all that the terminal reports, and only then draws: a burst of keys is one frame.
  private func takeTerminal() {
    let events = terminal.events()
    for event in events {
      switch event {
      case .closed: ending = .terminalGone
      case .terminate: ending = ending ?? .terminated
      default: handle(.terminal(event))
      }
      if ending != nil { return }
    }
    if !events.isEmpty { want(by: .now) } else if terminalFailed { ending = .terminalGone }
  }

  /// Tells the state that a second of the wall clock has begun, with what waited for it.
  private func takeSecond() {
    let now = Moments.now()
    let second = now.milliseconds / 1000
    guard second != tickedSecond else { return }
    tickedSecond = second
    takeInbox()
    if let cost = meter.measure(performer.watcher.cost(), at: .now) {
      handle(.cost(pollsPerSecond: cost.polls, bytesPerSecond: cost.bytes, openLinks: cost.open))
    }
    performer.look(state.fleet, at: now)
    handle(.tick(now, Moments.zone(at: now)))
    want(by: .now)
  }

  private func takeInbox() {
    wakeup.rearm()
    let (events, observations, dropped) = inbox.drain()
    if !observations.isEmpty { state.noteTime(Moments.now()) }
    for event in events {
      performer.notice(event)
      handle(event)
    }
    for observation in observations { handle(.observed(observation)) }
    if let problem = performer.useArrivedTheme(terminal) { handle(problem) }
    if dropped > 0 {
      handle(.message("\(dropped) readings were skipped: this machine cannot keep up", isError: true))
    }
  }

  private func handle(_ event: Event) {
    for effect in state.handle(event) {
      if effect == .quit { ending = .quit } else { perform(effect) }
    }
  }

  private func perform(_ effect: Effect) {
    switch performer.perform(effect, terminal: terminal, fleet: state.fleet) {
    case .terminal(.terminate)?: ending = .terminated
    case .some(let answer): handle(answer)
    case .none: break
    }
  }

  private func want(by moment: ContinuousClock.Instant) { frameDue = frameDue.map { min($0, moment) } ?? moment }

  private func drawIfPaced() {
    if let wait = pace.wait(at: .now) { frameDue = .now + wait } else { draw() }
  }

  private func draw() {
    takeInbox()
    terminal.present(state.render())
    frameDue = nil
    pace.drew(at: .now)
  }
}
