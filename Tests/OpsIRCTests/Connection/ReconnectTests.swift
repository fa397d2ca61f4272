import Testing

@testable import OpsIRC

private let refused = ConnectionFailure(.refused, "", mayRetry: true)
private let lost = ConnectionFailure(.closed, "", mayRetry: true)

/// The waits after each of so many failed attempts, without chance.
private func waits(_ reconnect: inout Reconnect, _ failures: [ConnectionFailure], from start: Int64) -> [Int64] {
  var now = start
  return failures.map { failure in
    reconnect.begun()
    reconnect.ended(failure, at: now, chance: 0.5)
    let next = reconnect.next ?? -1
    defer { now = next }
    return next - now
  }
}

@Test("a network that never answered is tried after 5 s, twice as long each time, at most 10 min")
func waitDoubles() {
  var reconnect = Reconnect()
  let seconds = waits(&reconnect, Array(repeating: refused, count: 9), from: 0).map { $0 / 1_000 }
  #expect(seconds == [5, 10, 20, 40, 80, 160, 320, 600, 600])
  #expect(reconnect.failures == 9)
}

@Test("a network that is lost is back within ten seconds of its return for five minutes, then the waits double")
func quickAtFirst() {
  var reconnect = Reconnect()
  reconnect.begun()
  reconnect.registered(at: 0)
  reconnect.ended(lost, at: 100_000, chance: 0.5)
  #expect(reconnect.next == 101_000)
  let seconds = waits(&reconnect, Array(repeating: refused, count: 48), from: 101_000).map { $0 / 1_000 }
  #expect(seconds.prefix(5) == [2, 4, 8, 8, 8])
  #expect(seconds.prefix(38).allSatisfy { $0 <= 8 })
  #expect(seconds.suffix(8) == [10, 20, 40, 80, 160, 320, 600, 600])
}

@Test("with the worst chance too, the quick waits are shorter than ten seconds")
func chanceVaries() {
  var waits: Set<Int64> = []
  for chance in [0, 0.5, 1, -3, 7, Double.nan] {
    var reconnect = Reconnect()
    reconnect.begun()
    reconnect.registered(at: 0)
    for _ in 1...6 {
      reconnect.ended(refused, at: 0, chance: chance)
      reconnect.begun()
    }
    reconnect.ended(refused, at: 0, chance: chance)
    waits.insert(reconnect.next ?? -1)
  }
  #expect(waits == [6_400, 8_000, 9_600])
}

@Test("only a connection that was registered for a minute makes all well again")
func unstableConnectionsDoNotReset() {
  var reconnect = Reconnect()
  _ = waits(&reconnect, Array(repeating: refused, count: 4), from: 0)
  reconnect.begun()
  reconnect.registered(at: 400_000)
  reconnect.ended(lost, at: 459_999, chance: 0.5)
  #expect(reconnect.failures == 5)
  #expect(reconnect.next == 539_999)
  reconnect.begun()
  reconnect.registered(at: 600_000)
  reconnect.ended(lost, at: 660_000, chance: 0.5)
  #expect(reconnect.failures == 1)
  #expect(reconnect.next == 661_000)
}

@Test("a server that ends the connection before registration is left alone for long")
func throttledServersAreLeftAlone() {
  var reconnect = Reconnect()
  reconnect.begun()
  reconnect.registered(at: 0)
  reconnect.ended(lost, at: 70_000, chance: 0.5)
  #expect(reconnect.next == 71_000)
  #expect(waits(&reconnect, [lost, lost, lost], from: 71_000) == [5_000, 10_000, 20_000])
}

@Test("what a person must change is not tried again until asked")
func noRetryWithoutHope() {
  var reconnect = Reconnect()
  reconnect.begun()
  reconnect.ended(ConnectionFailure(.certificateName, "", mayRetry: false), at: 0, chance: 0.5)
  #expect(reconnect.next == nil)
  reconnect.woke(at: 10)
  #expect(!reconnect.isDue(at: 10))
  reconnect.asked(at: 20)
  #expect(reconnect.isDue(at: 20))
}

@Test("after leaving, nothing is tried again, whatever ends the connection")
func leavingIsFinal() {
  var reconnect = Reconnect()
  reconnect.begun()
  reconnect.registered(at: 0)
  reconnect.left()
  reconnect.ended(lost, at: 70_000, chance: 0.5)
  #expect(reconnect.next == nil)
  reconnect.asked(at: 80_000)
  reconnect.begun()
  reconnect.ended(refused, at: 80_000, chance: 0.5)
  #expect(reconnect.next != nil)
}

@Test("after a sleep, what waits is tried at once")
func wakingTriesAtOnce() {
  var reconnect = Reconnect()
  _ = waits(&reconnect, Array(repeating: refused, count: 9), from: 0)
  #expect(!reconnect.isDue(at: 1_300_000))
  reconnect.woke(at: 1_300_000)
  #expect(reconnect.isDue(at: 1_300_000))
}

@Test("a sleep is seen by clocks that part, a stop of the process by a reading that is late")
func wakeIsNoticed() {
  var watch = WakeWatch()
  let readings: [(Int64, Int64)] = [
    (1_000, 900), (2_000, 1_900), (9_000, 2_900), (10_000, 3_900), (310_000, 303_900), (311_000, 304_900),
  ]
  let woken = readings.map { watch.hasWoken(boot: $0.0, monotonic: $0.1) }
  #expect(woken == [false, false, true, false, true, false])
}
