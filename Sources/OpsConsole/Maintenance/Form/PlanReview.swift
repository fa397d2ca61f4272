import OpsDomain
import OpsScreen

extension Form {
  /// Says anew what follows from the fields.
  mutating func reconsider(_ desk: FormDesk) {
    var review = FormReview()
    switch task {
    case .plan: reviewPlan(&review, desk)
    case .change(let id): reviewChange(of: id, &review, desk)
    case .step(let id, let state, let occurrence): reviewStep(id, to: state, occurrence, &review, desk)
    case .extend(let id): reviewExtension(of: id, &review, desk)
    case .freeze: reviewFreeze(&review, desk)
    case .hold: reviewHold(&review, desk)
    case .clearFreeze(let id), .clearHold(let id): reviewClearing(of: id, &review, desk)
    case .status: reviewStatus(&review, desk)
    case .acknowledge(let problem): reviewAcknowledgement(of: problem, &review, desk)
    case .request(let about): reviewRequest(about: about, &review, desk)
    case .answer(let id, let state): reviewAnswer(to: id, state, &review, desk)
    case .publish(let day): reviewPublication(of: day, &review, desk)
    }
    for body in review.bodies where review.problems.isEmpty {
      guard let problem = body.problem, let field = fields.first else { continue }
      review.problems[field.id] = problem.message
    }
    if let current, !current.isLong {
      (review.start, review.candidates) = desk.candidates(current.id, before: current.field.textBeforeCursor)
    }
    self.review = review
  }

  // MARK: parts that several forms share

  /// The hosts of the field `targets`; nil when they cannot be understood.
  func hosts(_ review: inout FormReview, _ desk: FormDesk, emptyMeans: String? = nil) -> WorkTargets? {
    let text = self[.targets]
    if text.isEmpty {
      if let emptyMeans {
        review.notes[.targets] = [emptyMeans]
        return WorkTargets("")
      }
      review.problems[.targets] = "hosts are missing: a node set, as bm-db[01-03] or @bookmark:db"
      return nil
    }
    do throws(NodeSet.Problem) {
      let targets = try desk.targets(text)
      guard !targets.hosts.isEmpty else {
        review.problems[.targets] = "that leaves no host"
        return nil
      }
      review.notes[.targets] = [FormDesk.words(targets.hosts)]
      return targets
    } catch {
      review.problems[.targets] = "\(error.message) (at character \(error.offset + 1))"
      return nil
    }
  }

  /// The interval of the field `when`; nil when it cannot be understood.
  func interval(_ review: inout FormReview, _ desk: FormDesk) -> Range<Timestamp>? {
    let text = self[.when]
    guard !text.isEmpty else {
      review.problems[.when] = "a time is missing, as 14:00-16:00, tomorrow 10:00 for 2h, sat 23:00-01:00"
      return nil
    }
    do throws(TimeProblem) {
      let found = try TimePhrase.interval(text, now: desk.now, zone: desk.clock.zone)
      guard found.start < found.end else {
        review.problems[.when] = "it ends as it begins"
        return nil
      }
      let interval = found.start..<found.end
      review.notes[.when] = ["\(desk.clock.full(interval)), \(desk.clock.distance(to: found.start))"] + found.notes
      if found.end <= desk.now { review.warnings.append("all of it lies in the past") }
      return interval
    } catch {
      review.problems[.when] = error.description
      return nil
    }
  }

  /// The moment of a field that may be empty.
  func moment(_ id: FormFieldID, _ review: inout FormReview, _ desk: FormDesk, otherwise: String) -> Timestamp? {
    let text = self[id]
    guard !text.isEmpty else {
      review.notes[id] = [otherwise]
      return nil
    }
    do throws(TimeProblem) {
      let moment = try TimePhrase.moment(text, now: desk.now, zone: desk.clock.zone)
      if moment <= desk.now { review.problems[id] = "that is \(desk.clock.distance(to: moment))" }
      review.notes[id] = ["\(desk.clock.day(moment)) \(desk.clock.time(moment)), \(desk.clock.distance(to: moment))"]
      return moment
    } catch {
      // A length of time is a moment too: so long from now.
      if let length = try? TimePhrase.duration(text), length > .zero {
        let moment = desk.now + length
        review.notes[id] = ["\(desk.clock.day(moment)) \(desk.clock.time(moment)), in \(formatSpan(length))"]
        return moment
      }
      review.problems[id] = error.description
      return nil
    }
  }

  func require(_ id: FormFieldID, _ message: String, _ review: inout FormReview) {
    if self[id].isEmpty { review.problems[id] = message }
  }

  // MARK: planned work

  /// The plan that the fields describe; problems say why there is none.
  private func plan(_ review: inout FormReview, _ desk: FormDesk, changing old: Window? = nil) -> WindowPlan? {
    require(.title, "a title is missing: what is done, in a few words", &review)
    let targets = hosts(&review, desk)
    let interval = interval(&review, desk)
    guard let targets, let interval else { return nil }
    var plan = WindowPlan(
      title: self[.title], targets: targets, start: interval.lowerBound, end: interval.upperBound,
      zone: old?.plan.zone ?? desk.clock.zone.name, owner: self[.owner].isEmpty ? desk.me : self[.owner])
    plan.purpose = self[.purpose]
    if let old, !isTouched(.when), !isTouched(.recurrence) {
      // The rule was right when it was recorded, also where no words say it.
      plan.recurrence = old.plan.recurrence
    } else {
      plan.recurrence = recurrence(interval, changing: old?.plan, &review, desk)
    }
    plan.crew = self[.crew].split { $0 == "," || $0.isWhitespace }.map(String.init).filter { $0 != plan.owner }
    plan.impact = Impact(rawValue: self[.impact]) ?? .none
    plan.procedure = self[.procedure]
    plan.rollback = self[.rollback]
    plan.silencesAlarms = self[.silences] != "no"
    plan.state = WindowState(rawValue: self[.state]) ?? .planned
    let horizon = interval.lowerBound..<(interval.lowerBound + Self.conflictHorizon)
    for occurrence in plan.occurrences(in: horizon, zones: desk.settings.zones).prefix(Self.conflictOccurrences) {
      for word in desk.conflicts(targets.hosts, occurrence, besides: old?.id) where !review.warnings.contains(word) {
        review.warnings.append(word)
      }
    }
    return plan
  }

  /// How far ahead, and for how many occurrences, conflicts are looked for.
  private static let conflictHorizon = Duration.seconds(60 * 86_400)
  private static let conflictOccurrences = 8

  /// The rule of the field `recurs`, whose days are those of the plan's own zone.
  private func recurrence(
    _ interval: Range<Timestamp>, changing old: WindowPlan?, _ review: inout FormReview, _ desk: FormDesk
  ) -> String? {
    guard !self[.recurrence].isEmpty else { return nil }
    do throws(TimeProblem) {
      let rule = try ruleAsWritten(old)
      let zone = old.map { desk.settings.zones.rules(of: $0.zone) } ?? desk.clock.zone
      let clock = PlanClock(now: desk.now, zone: zone, symbols: desk.settings.symbols)
      let place = zone.name == desk.clock.zone.name ? "" : " in \(zone.name)"
      guard rule.includes(start: interval.lowerBound, zone: zone) else {
        review.problems[.recurrence] = "\(clock.day(interval.lowerBound))\(place) is no day of \(rule.words)"
        return nil
      }
      let year = interval.lowerBound..<(interval.lowerBound + .seconds(370 * 86_400))
      let next = rule.occurrences(start: interval.lowerBound, zone: zone, in: year, limit: 4)
      let days = next.prefix(3).map { clock.day($0) } + (next.count > 3 ? ["…"] : [])
      review.notes[.recurrence] = ["\(rule.words)\(place): \(days.joined(separator: ", "))"]
      return rule.rrule
    } catch {
      review.problems[.recurrence] = error.description
      return nil
    }
  }

  /// The rule that was recorded while nobody has typed another: words do not say all of them.
  private func ruleAsWritten(_ old: WindowPlan?) throws(TimeProblem) -> Recurrence {
    if let rule = old?.recurrence, !isTouched(.recurrence) { return try Recurrence(rrule: rule) }
    return try Recurrence(words: self[.recurrence])
  }

  private func reviewPlan(_ review: inout FormReview, _ desk: FormDesk) {
    guard let plan = plan(&review, desk) else { return }
    let when = desk.clock.full(plan.start..<plan.end)
    let verb = plan.state == .draft ? "keeps as a draft" : plan.state == .announced ? "announces" : "plans"
    review.statement = "\(verb) it on \(FormDesk.words(plan.targets.hosts)), \(when)"
    review.bodies = [.windowPlan(plan)]
    review.done = plan.state == .draft ? "kept as a draft" : "planned"
  }

  private func reviewChange(of id: OperationID, _ review: inout FormReview, _ desk: FormDesk) {
    guard let window = desk.team.window(id) else {
      review.problems[.title] = "it is no longer there"
      return
    }
    let old = window.plan
    guard let new = plan(&review, desk, changing: window) else { return }
    var change = WindowChange(window: id, reason: self[.reason])
    if isTouched(.title) { change.title = new.title }
    if isTouched(.purpose) { change.purpose = new.purpose }
    if isTouched(.targets), new.targets != old.targets { change.targets = new.targets }
    if isTouched(.when), new.start != old.start { change.start = new.start }
    if isTouched(.when), new.end != old.end { change.end = new.end }
    if isTouched(.recurrence) { change.recurrence = new.recurrence ?? "" }
    if isTouched(.owner) { change.owner = new.owner }
    if isTouched(.crew) { change.crew = new.crew }
    if isTouched(.impact) { change.impact = new.impact }
    if isTouched(.procedure) { change.procedure = new.procedure }
    if isTouched(.rollback) { change.rollback = new.rollback }
    if isTouched(.silences) { change.silencesAlarms = new.silencesAlarms }
    var bodies: [OperationBody] =
      change == WindowChange(window: id, reason: self[.reason]) ? [] : [.windowChange(change)]
    if let problem = bodies.isEmpty ? nil : window.problem(of: change, at: desk.now) {
      let field: FormFieldID =
        problem.kind == .reason ? .reason : change.targets != nil && problem.kind == .begun ? .targets : .when
      review.problems[field] = problem.message
      return
    }
    if isTouched(.state), let state = WindowState(rawValue: self[.state]) {
      do throws(PlanProblem) {
        bodies.append(.windowState(try window.transition(to: state, at: desk.now)))
      } catch { review.problems[.state] = error.message }
    }
    review.bodies = bodies
    review.statement = bodies.isEmpty ? "" : "changes \(desk.reference(id)) on \(FormDesk.words(new.targets.hosts))"
    if bodies.isEmpty { review.notes[.title] = ["nothing is changed yet"] }
    review.done = "\(desk.reference(id)) changed"
  }
}
