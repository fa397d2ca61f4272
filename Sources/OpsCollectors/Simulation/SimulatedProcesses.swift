import OpsDomain

extension SimulatedHost {
  /// The first number that programs get; threads of the kernel have lower ones.
  private static let firstPid = 400

  /// The processes at `time`: the same numbers every time, and together as busy as the host's CPUs.
  func processes(at time: Double, _ stamp: Timestamp) -> ProcessReading {
    let here = progress(time)
    let sinceBoot = sinceBoot(here)
    let minute = (here - progress(time - 60)).perSecond
    let cores = Double(profile.cores)
    let troubling = trouble.program?.cores ?? 0
    let used = max(0, amounts(sinceBoot).busy * cores - troubling * sinceBoot.trouble)
    let share = max(0, amounts(minute).busy * cores - troubling * minute.trouble)
    var entries = usualProcesses()
    for index in entries.indices {
      let part = entries[index].cpuSeconds
      entries[index].cpuSeconds = part * used
      entries[index].cpuShare = part * share
      if part * share > 0.5 { entries[index].state = "R" }
    }
    if let (program, cores) = trouble.program, let began = trouble.course.began(time) {
      var entry = entry(program, pid: program.pid ?? 5000 + Chance.below(20_000, chance(6)), parent: 1)
      entry.cpuSeconds = cores * (trouble.course.passed(time) - trouble.course.passed(began))
      entry.cpuShare = cores * minute.trouble
      entries.append(entry)
    }
    return ProcessReading(takenAt: stamp, source: .simulation, uptimeSeconds: sinceBoot.time, processes: entries)
  }

  /// What always runs; `cpuSeconds` is each one's part of all CPU time of these.
  private func usualProcesses() -> [ProcessEntry] {
    var entries: [ProcessEntry] = []
    var weights = 0.0
    var (kernelPid, pid) = (2, Self.firstPid)
    for (order, program) in usualPrograms.enumerated() {
      var leader: Int?
      for number in 0..<program.count {
        let chance = chance(UInt64(1000 + order * 100 + number))
        let isKernel = program.command == nil
        let own = isKernel ? kernelPid : number == 0 ? program.pid ?? pid : pid
        let parent = own <= 2 ? 0 : isKernel ? 2 : leader ?? 1
        var entry = entry(program, pid: own, parent: parent)
        entry.cpuSeconds = program.weight * (program.count > 1 ? Chance.within(0.4...1.6, chance) : 1)
        weights += entry.cpuSeconds
        entries.append(entry)
        if isKernel { kernelPid += 1 + Chance.below(3, chance) } else { pid += 1 + Chance.below(40, chance) }
        leader = leader ?? (isKernel ? nil : own)
      }
    }
    for index in entries.indices { entries[index].cpuSeconds /= weights }
    return entries
  }

  private func entry(_ program: Program, pid: Int, parent: Int) -> ProcessEntry {
    ProcessEntry(
      pid: pid, parent: parent, user: program.user, state: program.state, cpuSeconds: 0,
      residentBytes: program.command == nil
        ? 0 : Self.count(profile.memoryBytes * memoryUsed * program.memory), threads: program.threads,
      name: program.name, command: program.command ?? "[\(program.name)]")
  }
}
