import OpsDomain
import OpsScreen

/// One graph of the overview, and what is written beside it.
struct Panel {
  /// A band of a panel: one graph over the hour.
  ///
  /// Several bands lie below each other and share the time axis.
  struct Band {
    /// What is drawn; several are stacked, the lowest first.
    let measures: [Measure]
    /// The series' roles.
    let roles: [Role]
    /// How its axis ends where it is not as the panel's.
    var scale: Scale?
  }

  /// A figure beside the graph.
  struct Figure {
    /// What it is.
    let name: String
    /// How much, with its unit.
    let value: String
    /// The series of a stack whose fill stands before it, or the band it stands beside.
    var index: Int?
  }

  /// What the panel shows.
  let title: String
  /// The unit of the y axis, beside the title.
  let unit: String
  /// Its bands.
  let bands: [Band]
  /// The figures of now.
  let figures: [Figure]
  /// How the y axis ends.
  let scale: Scale
  /// Why there is nothing to draw; nil when there is.
  var absence: String?

  /// How the upper end of the y axis is found.
  enum Scale {
    /// Always there.
    case fixed(Double)
    /// A round number over the highest value, at least this.
    case atLeast(Double)
    /// As `atLeast`, for shares, written as per cent.
    case share(atLeast: Double)
    /// As `atLeast`, in bytes a second: the unit depends on the highest value.
    case bytes
    /// As `bytes`, with the unit as a letter behind the number.
    case compactBytes
  }

  /// Whether the figures name the series of a stack.
  var isStack: Bool { bands.count == 1 && bands[0].measures.count > 1 }
}

/// The upper end of a y axis.
struct Ceiling {
  /// The value at the upper edge.
  let value: Double
  /// How it is written.
  let label: String
  /// The unit, where it depends on the values.
  let unit: String?

  init(_ scale: Panel.Scale, highest: Double) {
    switch scale {
    case .fixed(let top): (value, label, unit) = (top, Figures.short(top * 100), nil)
    case .atLeast(let least):
      value = Graph.roundCeiling(highest, least: least)
      (label, unit) = (Figures.short(value), nil)
    case .share(let least):
      value = Graph.roundCeiling(highest * 100, least: least * 100) / 100
      (label, unit) = (Figures.short(value * 100), nil)
    case .bytes, .compactBytes:
      // At least kilobytes: below that a network is quiet.
      var size = 1024.0
      var power = 1
      while highest >= size * 1000, power < 5 {
        size *= 1024
        power += 1
      }
      let top = Graph.roundCeiling(highest / size, least: 1)
      value = top * size
      let letter = ["", "K", "M", "G", "T", "P"][power]
      if case .compactBytes = scale {
        (label, unit) = (Figures.short(top) + letter, nil)
      } else {
        (label, unit) = (Figures.short(top), letter + "B/s")
      }
    }
  }
}
