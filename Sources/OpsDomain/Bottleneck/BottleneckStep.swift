extension Bottleneck {
  /// One question of the tree, with the numbers it was answered by.
  public struct Step: Hashable, Sendable {
    /// The question.
    public var question: Question
    /// The answer.
    public var answer: Answer
    /// The numbers, those that decide first; absent ones are kept, for absent is not zero.
    public var readings: [Reading]
    /// What speaks against a number, or what it must be read with; nil mostly.
    public var note: String?
  }

  /// The questions, in the order in which they are asked.
  public enum Question: String, CaseIterable, Hashable, Sendable {
    case load, memory, disk, cpu, network

    /// The question in words.
    public var sentence: String {
      switch self {
      case .load: return "Is there any load?"
      case .memory: return "Is memory short?"
      case .disk: return "Is I/O waited for?"
      case .cpu: return "Are the CPUs used up?"
      case .network: return "Is it the network?"
      }
    }
  }

  /// An answer.
  public enum Answer: String, CaseIterable, Hashable, Sendable {
    case yes, no, unknown

    init(_ answer: Bool?) { self = answer.map { $0 ? .yes : .no } ?? .unknown }
  }

  /// A number beside the limit it is held against.
  public struct Reading: Hashable, Sendable {
    /// What was measured.
    public var name: String
    /// How much, in its unit; nil when it was not read.
    public var value: Double?
    /// The unit.
    public var unit: Unit
    /// From where on it speaks for yes; nil where it is told beside others only.
    public var limit: Double?

    init(_ name: String, _ value: Double?, _ unit: Unit, limit: Double? = nil) {
      self.name = name
      self.value = value
      self.unit = unit
      self.limit = limit
    }

    /// Whether the limit is reached; nil where either is absent.
    public var isBeyond: Bool? {
      guard let value, let limit else { return nil }
      return value >= limit
    }
    /// The value with its unit: `62 %`; `–` when it was not read.
    public var valueText: String { value.map(unit.text) ?? "–" }
    /// The limit with its unit: `70 %`; nil without one.
    public var limitText: String? { limit.map(unit.text) }
  }

  /// In what a number of the walk is told.
  public enum Unit: String, CaseIterable, Hashable, Sendable {
    /// A share of time, 0...1.
    case share
    /// Tasks by core.
    case perCore = "per core"
    /// Tasks, requests, samples.
    case count
    /// Events a second.
    case perSecond = "/s"
    /// Bytes a second.
    case bytesPerSecond = "bytes/s"
    /// Milliseconds.
    case milliseconds = "ms"

    /// A number with this unit.
    func text(_ value: Double) -> String {
      switch self {
      case .share: return value > 0 && value < 0.0995 ? formatShare(value, places: 1) : formatShare(value)
      case .perCore: return "\(formatDecimal(value))/core"
      case .count: return formatDecimal(value, places: value == value.rounded() ? 0 : 1)
      case .perSecond: return "\(formatDecimal(value, places: value < 9.95 && value != value.rounded() ? 1 : 0))/s"
      case .bytesPerSecond: return formatByteRate(value)
      case .milliseconds: return "\(formatDecimal(value, places: value < 9.95 ? 1 : 0)) ms"
      }
    }
  }
}
