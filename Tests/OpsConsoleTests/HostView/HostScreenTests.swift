import OpsConsole
import OpsDomain
import OpsScreen
import Testing

/// Whole screens of the host view, as they were looked at and found good.
struct HostScreenTests {
  static let sizes = [(80, 24), (160, 40), (200, 60), (40, 10)]

  @Test(arguments: sizes)
  func overviewOfAHostInTrouble(columns: Int, rows: Int) {
    let view = HostView(host: "bm-db07")
    let canvas = drawn(view, HostFixture().state(), columns: columns, rows: rows)
    expectHostScreen(canvas, "host-overview-\(columns)x\(rows)")
  }

  @Test(arguments: [Symbols.braille, .ascii])
  func overviewInOtherSymbols(symbols: Symbols) {
    let view = HostView(host: "bm-db07")
    let canvas = drawn(view, HostFixture().state(), columns: 120, rows: 30, symbols: symbols)
    expectHostScreen(canvas, "host-overview-\(symbols.rawValue)-120x30")
  }

  @Test func overviewWithAGapAndWithoutPressure() {
    let fixture = HostFixture(silent: 90..<130, hasPressure: false)
    expectHostScreen(
      drawn(HostView(host: "bm-db07"), fixture.state(), columns: 120, rows: 40), "host-overview-gap-120x40")
  }

  @Test func overviewOfAHostThatNoLongerAnswers() {
    var fixture = HostFixture(lastAnswer: .seconds(260))
    let failure = LinkFailure(
      .changedHostKey,
      "the host key of 10.0.0.7 is not the known one: SHA256:7Zk0cFSBvVq7pWnNNFQ1mZK0c3p0lU1cK8hB2x9T6uE was offered",
      remedy: "Ask who changed it; then remove the old key with: ssh-keygen -R 10.0.0.7")
    fixture.last = [
      .link(fixture.host.id, .ssh, .failed(failure, since: HostFixture.now - .seconds(250), retryAt: nil))
    ]
    expectHostScreen(
      drawn(HostView(host: "bm-db07"), fixture.state(), columns: 80, rows: 24), "host-overview-failing-80x24")
  }

  @Test(arguments: sizes)
  func whatLimitsAHostAndHowItWasFound(columns: Int, rows: Int) {
    let view = HostView(host: "bm-db07", tab: .limit)
    let canvas = drawn(view, HostFixture().state(), columns: columns, rows: rows)
    expectHostScreen(canvas, "host-limit-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func filesystemsWithAHungMount(columns: Int, rows: Int) {
    let fixture = HostFixture(filesystemFailures: ["/mnt/old: stale file handle"])
    let view = HostView(host: "bm-db07", tab: .filesystems)
    expectHostScreen(
      drawn(view, fixture.state(), columns: columns, rows: rows), "host-filesystems-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func processesWithWideAndHostileCommands(columns: Int, rows: Int) {
    var view = HostView(host: "bm-db07", tab: .processes)
    let state = HostFixture(totalProcesses: 312).state()
    _ = view.handle(.down, state: state, rows: rows, columns: columns)
    expectHostScreen(drawn(view, state, columns: columns, rows: rows), "host-processes-\(columns)x\(rows)")
  }

  @Test(arguments: [Symbols.block, .ascii])
  func processesAsATree(symbols: Symbols) {
    var view = HostView(host: "bm-db07", tab: .processes)
    let state = HostFixture().state()
    _ = view.handle(.toggleTree, state: state, rows: 24)
    expectHostScreen(
      drawn(view, state, columns: 100, rows: 24, symbols: symbols), "host-tree-\(symbols.rawValue)-100x24")
  }

  @Test(arguments: sizes)
  func networkOfTwoInterfaces(columns: Int, rows: Int) {
    let view = HostView(host: "bm-db07", tab: .network)
    expectHostScreen(
      drawn(view, HostFixture().state(), columns: columns, rows: rows), "host-network-\(columns)x\(rows)")
  }
}
