import OpsDomain
import OpsScreen

extension StyledText {
  /// Adds text of a chat with what its formatting codes say.
  mutating func append(formatted text: String, _ role: Role) {
    for run in FormattedText.runs(text) {
      let style = run.style
      var overlay: Overlay = []
      if style.isBold { overlay.insert(.bold) }
      if style.isItalic { overlay.insert(.italic) }
      if style.isUnderlined { overlay.insert(.underline) }
      if style.isStruck { overlay.insert(.strike) }
      if style.isReversed { overlay.insert(.reverse) }
      // A cell has one colour. One for the ground is shown by reversing it, so that the letters can be read whatever
      // their own colour would be.
      if let ground = style.background?.role, ground != style.foreground?.role || !style.isReversed {
        overlay.insert(.reverse)
        append(run.text, ground, overlay)
      } else {
        append(run.text, style.foreground?.role ?? role, overlay)
      }
    }
  }
}

extension FormattedColour {
  /// The role in which it is shown; nil for numbers that are no colour.
  fileprivate var role: Role? {
    switch self {
    case .indexed(let number): return Role.chat(number)
    case .rgb(let value):
      return Role.chat(
        red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
        blue: UInt8(truncatingIfNeeded: value))
    }
  }
}
