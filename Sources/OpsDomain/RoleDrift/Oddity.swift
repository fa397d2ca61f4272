/// One way in which a host is unlike the others of its role; a remark, no alarm.
public struct Oddity: Hashable, Sendable {
  /// What is compared.
  public enum Measure: String, CaseIterable, Hashable, Sendable {
    /// Load of five minutes per core.
    case load
    /// Memory used.
    case memory
    /// The running kernel.
    case kernel
    /// The distribution.
    case distribution
    /// How long ago packages were last changed.
    case packages
  }
  /// What is compared.
  public var measure: Measure
  /// The host's own value, for people; may hold text from outside.
  public var value: String
  /// What is usual in the role, for people; may hold text from outside.
  public var usual: String

  /// A way in which a host is unlike others.
  public init(_ measure: Measure, value: String, usual: String) {
    self.measure = measure
    self.value = value
    self.usual = usual
  }

  /// One sentence, as `load 2.10/core; of its role 0.40`; may hold text from outside.
  public var sentence: String {
    switch measure {
    case .load: return "load \(value)/core; usual in its role \(usual)"
    case .memory: return "memory \(value) used; usual in its role \(usual)"
    case .kernel: return "kernel \(value); most of its role \(usual)"
    case .distribution: return "\(value); most of its role \(usual)"
    case .packages: return "packages last changed \(value) ago; usual in its role \(usual)"
    }
  }
}

/// What is far from the middle: more than five deviations, and more than a floor.
///
/// The middle is the median and the deviation the median of the distances to it, scaled so that it is the standard deviation of
/// a normal distribution. Neither is moved by the odd ones themselves.
struct Spread {
  /// Deviations that are far.
  static let far = 5.0
  /// The median absolute deviation of a normal distribution is this part of its standard deviation.
  static let scale = 1.4826

  let median: Double
  private let reach: Double

  /// The spread of these values, of which there must be at least one; nil when there is none.
  init?(_ values: [Double], floor: Double) {
    guard let median = Self.median(values) else { return nil }
    self.median = median
    let deviation = Self.median(values.map { ($0 - median).magnitude }) ?? 0
    reach = max(Self.far * Self.scale * deviation, floor)
  }

  /// Whether the value is far from the middle.
  func isFar(_ value: Double) -> Bool { (value - median).magnitude > reach }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
