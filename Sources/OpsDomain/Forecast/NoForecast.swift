/// Why it cannot be said when something will be full.
public enum NoForecast: Hashable, Sendable {
  /// What is known does not reach back far enough, in all so far.
  case tooLittleData(Duration)
  /// It cannot be written to.
  case readOnly
  /// It does not answer, or was not read.
  case unread
  /// As much is left as before.
  case flat
  /// More is left than before.
  case shrinking
  /// It fills and is emptied again and again, so many times as was seen, and never gets worse.
  case recovers(Int)
  /// The pace changes so much that no range says anything.
  case tooNoisy
  /// It will be full at some time after so many days.
  case beyond(days: Int)

  /// In at most eight columns: `flat`.
  public var words: String {
    switch self {
    case .tooLittleData: return "new"
    case .readOnly: return "r/o"
    case .unread: return absentMark
    case .flat: return "flat"
    case .shrinking: return "shrinks"
    case .recovers: return "recovers"
    case .tooNoisy: return "unsteady"
    case .beyond(let days): return ">\(min(max(days, 0), 99_999)) d"
    }
  }

  /// In one sentence, without its end: `no forecast: it has recovered 12 times`.
  public var sentence: String {
    switch self {
    case .tooLittleData(let known): return "no forecast yet: known for \(formatSpan(known)) only"
    case .readOnly: return "no forecast: it is read-only"
    case .unread: return "no forecast: it was not read"
    case .flat: return "no forecast: it does not fill"
    case .shrinking: return "no forecast: it empties"
    case .recovers(let times): return "no forecast: it filled and recovered \(times) times, and gets no worse"
    case .tooNoisy: return "no forecast: its pace changes too much"
    case .beyond(let days): return "not full within \(days) days"
    }
  }
}
