/// The rules that judge a tick, with what each remembers of one host.
struct TickRules {
  private var load = LoadRule()
  private var cpu = CPURule()
  private var memory = MemoryRule()
  private var swap = SwapRule()
  private var clock = ClockRule()

  /// What the rules say of the newest tick, each once.
  mutating func judge(
    _ sample: Sample, _ vitals: Vitals, _ history: borrowing History, _ judging: Judging
  ) -> [Finding] {
    var findings: [Finding] = []
    func add(_ finding: Finding?) {
      if let finding { findings.append(finding) }
    }
    add(load.judge(vitals, cores: sample.cores, judging))
    add(cpu.judgeBusy(history, judging))
    add(cpu.judgeSteal(history, judging))
    add(memory.judge(vitals, sample.memory, judging))
    add(memory.judgeKills(vitals, judging))
    add(swap.judge(vitals, judging))
    add(clock.judge(vitals, sample, judging))
    return findings
  }
}
