import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct NodeExporterStateTests {
  private let start = ContinuousClock.now
  private let moment = Timestamp(seconds: 1_795_000_000)
  private var scrape: Scrape { Scrape(page: NodePage(), takenAt: moment, roundTrip: .zero, bytes: 10) }

  @Test func asksAreHeldBackUntilTheWaitIsOver() {
    var state = NodeExporterState()
    guard case .scrape = state.ask(.tick, at: start) else { return #expect(Bool(false), "scrape") }
    let beginsAtOnce = state.begins(at: start)
    #expect(beginsAtOnce)
    let beginsTwice = state.begins(at: start)
    #expect(!beginsTwice)
    guard case .nothing = state.ask(.tick, at: start) else { return #expect(Bool(false), "in flight") }
    let (wait, since) = state.failed(at: start, on: moment)
    #expect(since == moment)
    guard case .nothing = state.ask(.tick, at: start + wait / 2) else { return #expect(Bool(false), "too early") }
    let beginsTooEarly = state.begins(at: start + wait / 2)
    #expect(!beginsTooEarly)
    let beginsAfterTheWait = state.begins(at: start + wait)
    #expect(beginsAfterTheWait)
    let (longer, sinceThen) = state.failed(at: start + wait, on: moment + wait)
    #expect(longer > .seconds(10) && sinceThen == moment)
    state.retryNow()
    let beginsForAPerson = state.begins(at: start + wait)
    #expect(beginsForAPerson)
  }

  @Test func aFreshPageAnswersAndAnOldOneDoesNot() {
    var state = NodeExporterState()
    _ = state.ask(.tick, at: start)
    let begins = state.begins(at: start)
    #expect(begins)
    let isNew1 = state.succeeded(scrape, at: start).isNew
    #expect(isNew1)
    guard case .answer = state.ask(.disk, at: start + .seconds(29)) else { return #expect(Bool(false), "fresh") }
    guard case .scrape = state.ask(.disk, at: start + .seconds(31)) else { return #expect(Bool(false), "old") }
    let beginsAnew = state.begins(at: start + .seconds(31))
    #expect(beginsAnew)
    let (wanted, _, isNew) = state.succeeded(scrape, at: start + .seconds(31))
    #expect(wanted == [.disk] && !isNew)
    #expect(state.bytes == 20)
    let beginsUnasked = state.begins(at: start + .seconds(40))
    #expect(!beginsUnasked)
  }

  @Test func onlyAKeptConnectionThatClosesIsTriedAtOnce() {
    var state = NodeExporterState()
    let triesUnconnected = state.triesAnew(after: LinkFailure(.closed, ""))
    #expect(!triesUnconnected)
    _ = state.ask(.tick, at: start)
    _ = state.begins(at: start)
    _ = state.succeeded(scrape, at: start)
    let triesConnected = state.triesAnew(after: LinkFailure(.closed, ""))
    #expect(triesConnected)
    let triesRefused = state.triesAnew(after: LinkFailure(.refused, ""))
    #expect(!triesRefused)
  }
}
