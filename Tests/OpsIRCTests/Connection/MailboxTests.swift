import Synchronization
import Testing

@testable import OpsIRC

/// Counts calls.
private final class Bell: Sendable {
  private let count = Mutex(0)
  func ring() { count.withLock { $0 += 1 } }
  var rung: Int { count.withLock { $0 } }
}

private func said(_ text: String, bytes: Int = 100) -> Mailbox.Received {
  Mailbox.Received(message: IRCMessage("PRIVMSG", ["#ops", text]), bytes: bytes, isOfPeople: true)
}

private func join(_ bytes: Int = 100) -> Mailbox.Received {
  Mailbox.Received(message: IRCMessage("JOIN", ["#ops"]), bytes: bytes, isOfPeople: false)
}

private func texts(_ events: [ConnectionEvent]) -> [String] {
  events.flatMap { event -> [String] in
    switch event {
    case .connected: ["connected"]
    case .messages(let messages): messages.map { $0[1] }
    case .dropped(let count): ["dropped \(count)"]
    case .oddity(let words): [words]
    case .closed(let failure): ["closed \(failure.kind)"]
    }
  }
}

@Test("one call wakes until all was taken, and order is kept")
func wakesOnce() {
  let bell = Bell()
  let mailbox = Mailbox { bell.ring() }
  mailbox.post(.connected(isSecure: true))
  mailbox.post([said("1"), said("2")])
  mailbox.post(oddity: "odd")
  mailbox.post([said("3")])
  #expect(bell.rung == 1)
  #expect(texts(mailbox.take(3)) == ["connected", "1", "2"])
  #expect(bell.rung == 1)
  #expect(texts(mailbox.take(100)) == ["odd", "3"])
  #expect(mailbox.take(100).isEmpty)
  mailbox.post([said("4")])
  #expect(bell.rung == 2)
}

@Test("the end is the last thing that is told, what was dropped before it")
func closedIsLast() {
  let mailbox = Mailbox {}
  mailbox.post([said("1")])
  mailbox.post(dropped: 3)
  mailbox.post(dropped: 4)
  mailbox.close(ConnectionFailure(.closed, "", mayRetry: true))
  mailbox.post([said("2")])
  mailbox.close(ConnectionFailure(.reset, "", mayRetry: true))
  #expect(texts(mailbox.take(100)) == ["1", "dropped 7", "closed closed"])
  #expect(mailbox.take(100).isEmpty)
}

@Test("room for what people say shrinks by number and by size, and comes back")
func roomShrinks() {
  let mailbox = Mailbox {}
  #expect(mailbox.roomForPeople == ConnectionLimits.peopleWaitingMax)
  mailbox.post((1...10).map { said("\($0)") })
  #expect(mailbox.roomForPeople == ConnectionLimits.peopleWaitingMax - 10)
  mailbox.post([join(ConnectionLimits.peopleBytesMax)])
  #expect(mailbox.roomForPeople == 0)
  _ = mailbox.take(100)
  #expect(mailbox.roomForPeople == ConnectionLimits.peopleWaitingMax)
}

@Test("the socket is not read while too many wait, and again when half of them were taken")
func pauseAndRoom() {
  let bell = Bell()
  let mailbox = Mailbox {}
  mailbox.whenRoomAgain { bell.ring() }
  mailbox.post(Array(repeating: join(), count: ConnectionLimits.othersWaitingMax - 1))
  #expect(!mailbox.mustPause())
  mailbox.post([join()])
  #expect(mailbox.mustPause())
  _ = mailbox.take(ConnectionLimits.othersWaitingMax / 2 - 1)
  #expect(bell.rung == 0)
  #expect(mailbox.mustPause())
  _ = mailbox.take(1)
  #expect(bell.rung == 1)
  #expect(!mailbox.mustPause())
  mailbox.post([join(ConnectionLimits.waitingBytesMax)])
  #expect(mailbox.mustPause())
}

@Test("odd lines are told of a few times, not for ever")
func odditiesAreBounded() {
  let mailbox = Mailbox {}
  for number in 1...1_000 { mailbox.post(oddity: "\(number)") }
  #expect(mailbox.take(10_000).count == ConnectionLimits.odditiesMax)
  mailbox.post(oddity: "again")
  #expect(texts(mailbox.take(10)) == ["again"])
}

@Test("nothing is taken before the connection and after it, nor when too many wait; urgent ones have their own place")
func outboxIsBounded() {
  let bell = Bell()
  let outbox = Outbox()
  #expect(outbox.put([1], isUrgent: true) == .closed)
  outbox.open { bell.ring() }
  for _ in 1...ConnectionLimits.sendingMax { #expect(outbox.put([1], isUrgent: false) == nil) }
  #expect(outbox.put([1], isUrgent: false) == .full)
  for _ in 1...ConnectionLimits.urgentMax { #expect(outbox.put([2], isUrgent: true) == nil) }
  #expect(outbox.put([2], isUrgent: true) == .full)
  #expect(outbox.count == ConnectionLimits.sendingMax + ConnectionLimits.urgentMax)
  #expect(bell.rung == 1)
  #expect(outbox.takeUrgent().count == ConnectionLimits.urgentMax)
  #expect(outbox.put([2], isUrgent: true) == nil)
  #expect(bell.rung == 2)
  #expect(outbox.takeOrdinary() == [1])
  outbox.close()
  #expect(outbox.count == 0)
  #expect(outbox.put([1], isUrgent: false) == .closed)
}

@Test("fingerprints are read as people write them")
func fingerprints() {
  let digits = String(repeating: "0a", count: 32)
  #expect(Fingerprint.parse(String(repeating: "0A:", count: 31) + "0A") == digits)
  #expect(Fingerprint.parse(digits + "00") == nil)
  #expect(Fingerprint.parse(String(repeating: "xy", count: 32)) == nil)
  #expect(Fingerprint.of(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
}
