/// Gives lines without identity that one console hears the identities of captures, so that consoles which share a store
/// come to the same ones.
///
/// The clocks of two consoles may put the same message into two spans of ten seconds that follow each other. So a
/// message may also be one that another console put into the span before or after: the caller looks which of
/// `Sighting.elsewhere` are recorded, and takes the nearest that is at most ten seconds off. A capture that this console
/// took once is never offered again, so that what is said twice becomes two entries.
public struct CaptureSightings: Sendable {
  /// The length of a span.
  public static let span: Int64 = 10_000
  /// How far the times of two consoles may be for the same message.
  public static let tolerance = Duration.milliseconds(span)
  /// The most captures that are remembered; older ones will not be met any more.
  public static let most = 1_000

  /// What a message may be.
  public struct Sighting: Hashable, Sendable {
    /// As what it is recorded where no other console has recorded it.
    public var own: CaptureIdentity
    /// As what another console may have recorded it.
    public var elsewhere: [CaptureIdentity]
  }

  private var taken: Set<CaptureIdentity> = []
  private var order: [CaptureIdentity] = []

  /// Nothing was heard yet.
  public init() {}

  /// What a message that is heard now may be; `take` tells what it was taken for.
  public func sighting(network: String, channel: String, sender: String, text: String, at: Timestamp) -> Sighting {
    func free(_ span: Int64) -> CaptureIdentity {
      var identity = CaptureIdentity(
        network: network, channel: channel, sender: sender, text: text, mark: .span(span, number: 0))
      // Bounded by what is remembered.
      var number = 0
      while taken.contains(identity) {
        number += 1
        identity.mark = .span(span, number: number)
      }
      return identity
    }
    let span = at.milliseconds.flooredSpan(Self.span)
    return Sighting(own: free(span), elsewhere: [free(span &- 1), free(span &+ 1)])
  }

  /// Remembers what a message was taken for.
  public mutating func take(_ identity: CaptureIdentity) {
    guard taken.insert(identity).inserted else { return }
    order.append(identity)
    guard order.count > Self.most else { return }
    for old in order.prefix(Self.most / 2) { taken.remove(old) }
    order.removeFirst(Self.most / 2)
  }
}

extension Int64 {
  /// The number of the span of such a length in which it lies, also before 0.
  fileprivate func flooredSpan(_ length: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: length)
    return remainder < 0 ? quotient &- 1 : quotient
  }
}
