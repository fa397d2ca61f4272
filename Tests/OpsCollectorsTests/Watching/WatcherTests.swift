import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct WatcherTests {
  static let refused = LinkState.failed(LinkFailure(.refused, "no"), since: Timestamp(seconds: 0), retryAt: nil)

  static func host(_ name: String, sources: [SourceKind] = [.ssh], change: (inout Host) -> Void = { _ in }) -> Host {
    var host = Host(id: HostID(name), sources: sources)
    change(&host)
    return host
  }

  @Test func asksEveryHostAndPassesItsPostsOn() async {
    let (fleet, posts) = (FakeFleet(), Posts())
    let watcher = fleet.watcher { posts.take($0) }
    watcher.replace(Inventory(hosts: [Self.host("a"), Self.host("b")]))
    fleet.timer.advance(by: .milliseconds(500))
    #expect(fleet.asks(of: "a") == [.zero])
    #expect(posts.drain().map(\.host) == ["a", "b"])
    #expect(fleet.asks(of: "a", .facts) == [.milliseconds(100)])
    #expect(fleet.asks(of: "b", .disk) == [.milliseconds(100)])
    #expect(watcher.cost().asks == 6)
    #expect(watcher.cost().open == 2)
    #expect(watcher.cost().bytes == 200)
    await watcher.stop()
  }

  @Test func asksMoreOftenWhatPeopleLookAt() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: [Self.host("a"), Self.host("b")]))
    watcher.attend(Attention(visible: ["a"], drilled: "b", wantsProcesses: true))
    fleet.timer.advance(by: .seconds(60))
    #expect(fleet.asks(of: "a").count >= 11)
    #expect(fleet.asks(of: "b", .processes).count >= 10)
    #expect(fleet.asks(of: "a", .processes).isEmpty)
    await watcher.stop()
  }

  @Test func wakesOnlyWhenSomethingIsDue() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: (1...500).map { Self.host("web\($0)") }))
    fleet.timer.advance(by: .seconds(100))
    #expect(fleet.timer.firings <= 300)
    #expect(fleet.timer.firings > 180)
    let one = FakeFleet()
    let lonely = one.watcher()
    lonely.replace(Inventory(hosts: [Self.host("a")]))
    one.timer.advance(by: .seconds(100))
    #expect(one.timer.firings <= 12)
    await watcher.stop()
    await lonely.stop()
  }

  @Test func hostsSwitchedOffOnPurposeAreLeftAlone() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(
      Inventory(hosts: [Self.host("a") { $0.status = .poweroff }, Self.host("b") { $0.status = .standby }]))
    fleet.timer.advance(by: .seconds(60))
    #expect(fleet.made == ["b/ssh"])
    #expect(fleet.asks(of: "a").isEmpty)
    await watcher.stop()
  }

  @Test func aNewInventoryKeepsTheSourcesOfHostsReadAsBefore() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: [Self.host("a"), Self.host("b"), Self.host("c")]))
    fleet.timer.advance(by: .seconds(1))
    fleet.clear()
    watcher.replace(
      Inventory(hosts: [
        Self.host("d"), Self.host("b") { $0.port = 2222 },
        Self.host("a") {
          ($0.role, $0.parent, $0.origin, $0.status) = (RoleID(service: "s", role: "r"), "vm1", "x:9", .maintenance)
          $0.thresholds.loadFloor = 8
        },
      ]))
    #expect(fleet.made == ["a/ssh", "b/ssh", "c/ssh", "d/ssh", "b/ssh"])
    fleet.timer.advance(by: .seconds(1))
    #expect(Set(fleet.asks.filter { $0.section == .tick }.map(\.host)) == ["b", "d"])
    fleet.timer.advance(by: .seconds(60))
    #expect(fleet.asks(of: "c").isEmpty)
    #expect(!fleet.asks(of: "a").isEmpty)
    await watcher.stop()
  }

  @Test func aHostReadInAnotherMannerBeginsAnewAndNoOther() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    let inventory = Inventory(hosts: [Self.host("a"), Self.host("b")])
    watcher.replace(inventory)
    fleet.timer.advance(by: .seconds(1))
    fleet.read("b", in: "-F other")
    watcher.replace(inventory)
    watcher.replace(inventory)
    #expect(fleet.made == ["a/ssh", "b/ssh", "b/ssh"])
    await watcher.stop()
    #expect(fleet.running == 0)
  }

  @Test func aSourceThatIsNoMorePostsNothing() async {
    let (fleet, posts) = (FakeFleet(), Posts())
    let watcher = fleet.watcher { posts.take($0) }
    watcher.replace(Inventory(hosts: [Self.host("a"), Self.host("b")]))
    watcher.replace(Inventory(hosts: [Self.host("b")]))
    fleet.post(.link("a", .ssh, Self.refused))
    fleet.post(.link("b", .ssh, Self.refused))
    #expect(posts.drain().map(\.host) == ["b"])
    await watcher.stop()
    fleet.post(.link("b", .ssh, Self.refused))
    #expect(posts.drain().isEmpty)
  }

  @Test func theSecondSourceIsLeftAloneWhileTheFirstAnswers() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: [Self.host("a", sources: [.ssh, .nodeExporter])]))
    fleet.timer.advance(by: .seconds(120))
    #expect(fleet.asks.allSatisfy { $0.source == .ssh })
    #expect(fleet.running <= 1)
    await watcher.stop()
  }

  @Test func theSecondSourceIsAskedWhenTheFirstHasFailedAndLeftAgainAfterwards() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: [Self.host("a", sources: [.ssh, .nodeExporter])]))
    fleet.silence("a", .ssh)
    fleet.post(.link("a", .ssh, Self.refused))
    fleet.timer.advance(by: .seconds(40))
    let asked = fleet.asks.filter { $0.section == .tick }
    #expect(asked.count { $0.source == .ssh } == asked.count { $0.source == .nodeExporter })
    #expect(!asked.isEmpty)
    fleet.post(.link("a", .ssh, .connected(since: Timestamp(seconds: 40))))
    fleet.post(.sampled("a", Sample(takenAt: Timestamp(seconds: 40), source: .ssh)))
    fleet.clear()
    fleet.timer.advance(by: .seconds(16))
    #expect(!fleet.asks.isEmpty)
    #expect(fleet.asks.allSatisfy { $0.source == .ssh })
    await watcher.stop()
  }

  @Test func theSecondSourceIsAskedWhenTheFirstIsSilent() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    fleet.silence("a", .ssh)
    watcher.replace(Inventory(hosts: [Self.host("a", sources: [.ssh, .nodeExporter])]))
    fleet.timer.advance(by: .seconds(29))
    #expect(fleet.asks.allSatisfy { $0.source == .ssh })
    fleet.timer.advance(by: .seconds(30))
    #expect(fleet.asks.contains { $0.source == .nodeExporter })
    #expect(watcher.cost().open == 1)
    await watcher.stop()
  }

  @Test func aLostHostIsAskedForTicksOnly() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: [Self.host("a")]))
    fleet.timer.advance(by: .seconds(5))
    fleet.silence("a", .ssh)
    fleet.post(.link("a", .ssh, Self.refused))
    fleet.clear()
    fleet.timer.advance(by: .seconds(200))
    #expect(Set(fleet.asks.map(\.section)) == [.tick])
    #expect(watcher.cost().open == 0)
    await watcher.stop()
  }

  @Test func retryingForgetsBackOffAndAsksAtOnce() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: [Self.host("a")]))
    fleet.timer.advance(by: .seconds(2))
    fleet.clear()
    watcher.retryNow("a")
    watcher.retryNow("nobody")
    fleet.timer.advance(by: .zero)
    #expect(fleet.retries == ["a"])
    #expect(fleet.asks(of: "a") == [.seconds(2)])
    await watcher.stop()
  }

  @Test func aStoppedProgramAsksEveryHostOnceWhenItGoesOn() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: (1...20).map { Self.host("web\($0)") }))
    fleet.timer.advance(by: .seconds(30))
    fleet.clear()
    fleet.timer.jump(by: .seconds(3_000))
    #expect(fleet.asks.count { $0.section == .tick } == 20)
    await watcher.stop()
  }

  @Test func stoppingEndsEveryTaskAndNothingIsAskedAfterwards() async {
    let fleet = FakeFleet()
    let watcher = fleet.watcher()
    watcher.replace(Inventory(hosts: (1...50).map { Self.host("web\($0)") }))
    fleet.timer.advance(by: .seconds(1))
    watcher.replace(Inventory(hosts: (26...60).map { Self.host("web\($0)") }))
    fleet.timer.advance(by: .seconds(1))
    await watcher.stop()
    #expect(fleet.running == 0)
    #expect(fleet.timer.armed == nil)
    #expect(watcher.cost().bytes == 60 * 100)
    fleet.clear()
    watcher.replace(Inventory(hosts: [Self.host("late")]))
    watcher.attend(Attention(visible: ["late"]))
    fleet.timer.advance(by: .seconds(100))
    #expect(fleet.asks.isEmpty)
    await watcher.stop()
  }

  @Test func theTimerOfTheSystemWakesItsOwner() async {
    let timer = DispatchWakeTimer()
    let (stream, continuation) = AsyncStream<Duration>.makeStream()
    timer.start { continuation.yield(timer.now) }
    let moment = timer.now + .milliseconds(20)
    timer.arm(at: moment)
    var woken = stream.makeAsyncIterator()
    let first = await woken.next()
    #expect((first ?? .zero) >= moment - .milliseconds(1))
    timer.arm(at: .zero)
    #expect(await woken.next() != nil)
    timer.cancel()
  }
}
