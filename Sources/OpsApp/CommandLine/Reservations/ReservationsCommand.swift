import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole reservations`: work in hand.
struct ReservationsCommand: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "reservations", abstract: "Print the work that goes on, whose it is, and what is overdue.",
    discussion: """
      Work is overdue when its lease has ended and nobody has said that it is over: look after it, then end it with \
      “opsconsole done W-7” or “abort W-7”.

      EXAMPLES
        opsconsole reservations
        opsconsole reservations --all --json | jq '.reservations[] | select(.state == "overdue")'

      EXIT STATUS
        0 printed · 1 the work log cannot be read · 2 mistakes in the configuration · 64 wrong arguments
      """)

  @Option(help: ArgumentHelp("As it was at this moment.", valueName: "time"))
  var at: String?

  @Flag(help: "Those that are over too.")
  var all = false

  @Flag(help: "Print JSON of the schema opsconsole.reservations/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let past = try at.map { try desk.moment($0, "--at") }
    let moment = past ?? desk.now
    let state = try desk.team(at: past)
    let found = all ? state.reservations : state.openReservations(at: moment)
    ReservationListing(desk: desk, team: state, moment: moment).show(found, json: json)
  }
}

/// `opsconsole extend`: work takes longer.
struct ExtendCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "Say that work goes on that “begin” began: its lease ends later.",
    discussion: """
      EXAMPLES
        opsconsole extend --for 30m
        opsconsole extend W-7 --for 2h

      EXIT STATUS
        0 saved for good · 1 not saved, or it is over · 2 mistakes in the configuration · 64 wrong arguments,
        or it is not clear which one
      """)

  @OptionGroup var reservation: ReservationOptions

  @Option(name: .customLong("for"), help: ArgumentHelp("How long it takes from now on.", valueName: "length"))
  var length: String

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let lease = try TeamDesk.lease(length)
    let before = try desk.team()
    let work = try desk.reservation(reservation.reference, before)
    let name = before.reference(of: work.id) ?? work.reference
    guard work.end == nil else { throw CommandFailure("\(name) is over: begin anew") }
    guard desk.now <= work.leaseExpires else {
      throw CommandFailure(
        "the lease of \(name) ended \(desk.stamp(work.leaseExpires)), and others may have begun since: begin anew")
    }
    let expires = desk.now + lease
    guard expires > work.leaseExpires else {
      throw CommandFailure("\(name) lasts until \(desk.stamp(work.leaseExpires)) already")
    }
    let beat = ReservationBeat(reservation: work.id, at: desk.now, leaseExpires: expires)
    let (after, _) = try desk.recordPlan([.reserveBeat(beat)])
    guard let extended = after.reservation(work.id) else { return }
    ReservationListing(desk: desk, team: after, moment: desk.now).show([extended], json: reservation.json)
  }
}

extension TeamDesk {
  /// The length of a lease as a person writes it; ends the program when it is none.
  static func lease(_ text: String) throws -> Duration {
    let length: Duration
    do {
      length = try TimePhrase.duration(text)
    } catch {
      throw ValidationError("--for: \(harmless(error.description))")
    }
    guard length > .zero, length <= ReservationPlan.leaseMax else {
      throw ValidationError("--for: from a moment up to 7 days; what takes longer is planned with “window plan”")
    }
    return length
  }
}
