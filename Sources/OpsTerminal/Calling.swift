import CNcurses
import OpsScreen

/// What calls a person who looks elsewhere: the bell and the title of the window.
enum Calling {
  /// The most bytes of a title.
  static let titleBytes = 200
  /// What keeps the title that the window has, and what gives it back (xterm's window operations 22 and 23).
  static let keepTitle = "\u{1B}[22;2t"
  static let giveTitleBack = "\u{1B}[23;2t"

  /// The sequence for a title (OSC 2); what could end it or do something else is left out.
  static func title(_ text: String) -> String {
    var title = ""
    for character in harmless(text) {
      guard title.utf8.count + character.utf8.count <= titleBytes else { break }
      title.append(character)
    }
    return "\u{1B}]2;\(title)\u{07}"
  }
}

extension Terminal {
  /// Rings the bell, and shows words in the title of the window; without words it has the title from before again.
  public func call(title: String, bell: Bool) {
    guard descriptor >= 0, cn_screen_is_ansi() else { return }
    if !title.isEmpty {
      if !hasTitle { output.append(Calling.keepTitle) }
      output.append(Calling.title(title))
    } else if hasTitle {
      output.append(Calling.giveTitleBack)
    }
    hasTitle = !title.isEmpty
    if bell { output.append("\u{07}") }
    flush()
  }
}
