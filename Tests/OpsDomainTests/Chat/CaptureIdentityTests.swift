import OpsDomain
import Testing

@Suite("identities of captures") struct CaptureIdentityTests {
  private func identity(_ change: (inout CaptureIdentity) -> Void = { _ in }) -> CaptureIdentity {
    var identity = CaptureIdentity(
      network: "libera", channel: "#ops", sender: "naoya", text: "!log 障害", mark: .message("m1"))
    change(&identity)
    return identity
  }

  @Test("the bytes are these, for ever") func bytesAreFixed() {
    let parts: [[UInt8]] = [
      Array("opsconsole capture 1\n".utf8), [0, 0, 0, 6], Array("libera".utf8), [0, 0, 0, 4], Array("#ops".utf8),
      [0, 0, 0, 5], Array("naoya".utf8), [0, 0, 0, 11], Array("!log 障害".utf8), [0, 0, 0, 7], Array("message".utf8),
      [0, 0, 0, 2], Array("m1".utf8),
    ]
    #expect(identity().bytes == parts.flatMap { $0 })
  }

  @Test("every part counts, and where it ends") func everyPartCounts() {
    let all = [
      identity(), identity { $0.network = "liber" }, identity { ($0.network, $0.channel) = ("libera#", "ops") },
      identity { $0.sender = "Naoya" }, identity { $0.text = "!log 障" }, identity { $0.mark = .message("m2") },
      identity { $0.mark = .span(1, number: 0) }, identity { $0.mark = .span(1, number: 1) },
      identity { $0.mark = .span(11, number: 0) }, identity { $0.mark = .message("1") },
    ]
    #expect(Set(all.map(\.bytes)).count == all.count)
  }

  @Test func aDigestGivesAnIdentity() {
    let digest = Array(UInt8(1)...32)
    let id = OperationID(digest: digest)
    #expect(id == OperationID(high: 0x0102_0304_0506_0708, low: 0x090A_0B0C_0D0E_0F10))
    #expect(OperationID(id.description) == id)
    let all = OperationID(digest: Array(repeating: UInt8.max, count: 16))
    #expect(OperationID(all.description) == all)
    #expect(OperationID(digest: [1]) == OperationID(high: 1 << 56, low: 0))
  }
}

@Suite("lines without identity that consoles hear") struct CaptureSightingsTests {
  /// A console with a store that it shares; it records as `CaptureSightings` says.
  private struct Console {
    var sightings = CaptureSightings()

    mutating func hear(_ text: String, at milliseconds: Int64, _ store: inout [CaptureIdentity: Int64]) {
      let at = Timestamp(milliseconds: milliseconds)
      let found = sightings.sighting(network: "n", channel: "#c", sender: "naoya", text: text, at: at)
      let near = found.elsewhere.filter { identity in
        store[identity].map { abs($0 - milliseconds) <= CaptureSightings.span } ?? false
      }
      let best = near.min { abs((store[$0] ?? 0) - milliseconds) < abs((store[$1] ?? 0) - milliseconds) }
      let identity = store[found.own] == nil ? best ?? found.own : found.own
      sightings.take(identity)
      if store[identity] == nil { store[identity] = milliseconds }
    }
  }

  @Test("the same words on both sides of a border of spans are one") func bordersDoNotMatter() {
    for lag in [-400, -1, 0, 1, 400] as [Int64] {
      var (one, two) = (Console(), Console())
      var store: [CaptureIdentity: Int64] = [:]
      for at in stride(from: Int64(-30_000), through: 30_000, by: 499) {
        one.hear("ok", at: at, &store)
        two.hear("ok", at: at + lag, &store)
      }
      #expect(store.count == 121, "\(lag)")
    }
  }

  @Test("what is said twice is two, on whichever side of a border") func twiceIsTwo() {
    for at in [1_000, 9_700, 9_999] as [Int64] {
      var (one, two) = (Console(), Console())
      var store: [CaptureIdentity: Int64] = [:]
      for step in [0, 600] as [Int64] { one.hear("ok", at: at + step, &store) }
      for step in [50, 650] as [Int64] { two.hear("ok", at: at + step, &store) }
      #expect(store.count == 2, "\(at)")
    }
  }

  @Test("what is remembered is bounded, and times at the ends do no harm") func bounds() {
    var sightings = CaptureSightings()
    for number in 0..<CaptureSightings.most * 3 {
      let found = sightings.sighting(
        network: "n", channel: "#c", sender: "x", text: "y", at: Timestamp(milliseconds: Int64(number % 7)))
      sightings.take(found.own)
    }
    for end in [Int64.min, .max, 0, -1] {
      let found = sightings.sighting(
        network: "n", channel: "#c", sender: "x", text: "z", at: Timestamp(milliseconds: end))
      #expect(found.elsewhere.count == 2 && !found.elsewhere.contains(found.own))
    }
  }
}

@Suite struct CapturedEntryTests {
  @Test("tags and tickets of a captured line are those of its text, its times whole seconds") func wordsCount() {
    let chat = ChatOrigin(network: "office", channel: "#ops", sender: "naoya")
    let entry = Entry(
      captured: "止めた #db OPS-12", at: Timestamp(milliseconds: 1_500), targets: [], chat: chat)
    #expect(entry.tags == ["db"])
    #expect(entry.tickets == ["OPS-12"])
    #expect(entry.at == Timestamp(milliseconds: 1_000))
  }
}
