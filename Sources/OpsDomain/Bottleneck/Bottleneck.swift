/// What holds a host back at present, with the walk through the questions that led there.
///
/// The tree and its numbers stand in docs/health.md.
public struct Bottleneck: Hashable, Sendable {
  /// What holds it back; nil where too little was read to say.
  public var letter: Letter?
  /// Which kind of work keeps the CPUs, where they are what it waits for.
  public var cpuKind: CPUKind?
  /// The device that is waited for, the busiest; nil where none is, or none is known.
  public var device: DiskActivity?
  /// The conclusion with its numbers, in one sentence; may hold text from outside.
  public var conclusion: String
  /// What hardware would help, in one sentence; nil where none is known to.
  public var advice: String?
  /// The questions in the order in which they were asked, the last being the one that decided.
  public var steps: [Step]
}

extension Bottleneck {
  /// What a host can be held back by.
  public enum Letter: String, CaseIterable, Hashable, Sendable {
    /// CPU.
    case cpu = "C"
    /// Disk I/O.
    case disk = "I"
    /// Memory.
    case memory = "M"
    /// The network.
    case network = "N"
    /// It is loaded, and the numbers do not say by what, or contradict each other.
    case unclear = "?"
    /// Nothing: it has little to do.
    case idle

    /// What it is, in a word.
    public var word: String {
      switch self {
      case .cpu: return "CPU"
      case .disk: return "disk I/O"
      case .memory: return "memory"
      case .network: return "network"
      case .unclear: return "unclear"
      case .idle: return "idle"
      }
    }
  }

  /// Which kind of work keeps the CPUs.
  public enum CPUKind: String, CaseIterable, Hashable, Sendable {
    /// Programs.
    case user
    /// The kernel, on behalf of programs.
    case system
    /// Other guests of the same machine.
    case steal
  }

  /// The letter that stands for a host, kept from flapping.
  public struct Standing: Hashable, Sendable {
    /// What holds the host back.
    public var letter: Letter
    /// What did before; nil while it is the first letter known.
    public var earlier: Letter?
    /// Since when the letter stands.
    public var since: Timestamp
    /// A letter that stands.
    public init(letter: Letter, earlier: Letter? = nil, since: Timestamp) {
      self.letter = letter
      self.earlier = earlier
      self.since = since
    }
  }
}

extension HostState {
  /// What holds the host back; nil while that is not known, and while what is known of the host is old.
  public var bottleneck: Bottleneck.Standing? { isReadNow ? judgement.bottleneck.standing : nil }

  /// The walk through the tree for the last reading; nil as above.
  ///
  /// Made at each call, for whoever looks. Its letter is that of the last reading alone, and may be ahead of `bottleneck` until it has held.
  public var bottleneckWalk: Bottleneck? {
    guard isReadNow, let evidence = judgement.bottleneck.evidence, let vitals else { return nil }
    let tree = BottleneckTree(evidence, host.thresholds.bottleneck)
    return BottleneckWalk(tree, vitals).result
  }
}
