import Glibc
import OpsDomain
import OpsScreen

/// What the team says of servers' statuses in place of the inventory, for commands that print them.
struct StatusWords {
  /// The words by server.
  let words: [HostID: StatusOverlay]

  /// These words.
  init(_ words: [HostID: StatusOverlay]) { self.words = words }

  /// Reads the work log; one that is not there says nothing, and one that cannot be read is told and says nothing.
  init(_ files: FileOptions) {
    let settings = ConsoleFile.load(files.configurationFile, isExplicit: files.config != nil, paths: files.paths)
    // Without a log, or with settings that others complain of, statuses are those of the inventory.
    guard case .success(let settings) = settings,
      unsafe access(settings.team.logPath ?? files.paths.logFile, F_OK) == 0,
      let access = try? WorkLogAccess(settings: settings, paths: files.paths, environment: files.environment)
    else {
      self.init([:])
      return
    }
    do {
      let desk = try TeamDesk(files, access)
      self.init(try desk.team(), at: desk.now, zone: desk.zone)
    } catch {
      let message = (error as? CommandFailure)?.message ?? "the work log cannot be read"
      StandardOutput.complain("\(message); statuses are those of the inventory")
      self.init([:])
    }
  }

  /// The words of a state of the team at a moment, told in a zone.
  init(_ team: TeamState, at moment: Timestamp, zone: ZoneRules) {
    words = team.statusOverrides(at: moment).mapValues { Self.overlay($0, team, moment, zone) }
  }

  /// The words without those of work that is over: whoever looks once cannot wait until health has answered.
  var withoutReleasing: StatusWords { StatusWords(words.filter { !$0.value.isReleasing }) }

  /// The words that still hold in a fleet: health has not brought those servers back.
  func standing(in fleet: Fleet) -> StatusWords {
    StatusWords(words.filter { !$0.value.isReleasing || fleet[$0.key]?.overlay?.since == $0.value.since })
  }

  /// The inventory with the statuses that hold; work that is over hides nothing.
  func over(_ inventory: Inventory) -> Inventory {
    let words = withoutReleasing.words
    guard !words.isEmpty else { return inventory }
    let hosts = inventory.hosts.map { host in
      var host = host
      host.status = words[host.id]?.status ?? host.status
      return host
    }
    return Inventory(hosts: hosts, roles: inventory.roles)
  }

  /// Where the status of a server comes from; nil where it is the inventory's.
  func document(of host: HostID) -> JSON? {
    words[host].map { word in
      .members([
        ("words", .text(word.words)), ("window", word.window.map { .text($0.description) }),
        ("reservation", word.reservation.map { .text($0.description) }),
        ("since", EntryDocument.time(word.since)), ("releasing", .bool(word.isReleasing)),
      ])
    }
  }

  private static func overlay(
    _ word: StatusOverride, _ team: TeamState, _ moment: Timestamp, _ zone: ZoneRules
  ) -> StatusOverlay {
    switch word.reason {
    case .window(let id):
      let window = team.window(id)
      let name = team.reference(of: id) ?? id.description
      let owner = window.map { " (\($0.plan.owner))" } ?? ""
      let until = window.map { " until \(minuteText(of: $0.interval(at: moment).upperBound, zone))" } ?? ""
      let words = word.isReleasing ? "\(name) is over, coming back\(owner)" : "in \(name)\(until)\(owner)"
      return StatusOverlay(
        status: word.status, words: words, window: id, since: word.since, isReleasing: word.isReleasing)
    case .reservation(let id):
      let work = team.reservation(id)
      let name = team.reference(of: id) ?? id.description
      let owner = work.map { " (\($0.plan.owner))" } ?? ""
      let since = work.map { " \($0.plan.action.rawValue) since \(minuteText(of: $0.plan.begun, zone))" } ?? ""
      return StatusOverlay(
        status: word.status, words: name + (word.isReleasing ? " is over, coming back" : since) + owner,
        reservation: id, since: word.since, isReleasing: word.isReleasing)
    case .word(let author, let reason):
      let why = reason.isEmpty ? "" : ": \(reason)"
      return StatusOverlay(
        status: word.status, words: "\(word.status.rawValue), says \(author.display)\(why)", since: word.since,
        isReleasing: word.isReleasing)
    }
  }
}
