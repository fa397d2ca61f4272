/// What a terminal reports.
public enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Text was pasted (bracketed paste), at most 1 MiB of it.
  case paste(String)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// The size changed.
  case resized(Size)
  /// The process was asked to end (SIGTERM, SIGINT); the terminal is still there.
  case terminate
  /// The terminal is gone; nothing can be shown any more.
  case closed
}

/// What the mouse did, in cells from the top left corner.
public struct MouseEvent: Hashable, Sendable {
  /// The kinds of event.
  public enum Kind: Hashable, Sendable { case press, release, doublePress, wheelUp, wheelDown }
  /// What it did.
  public var kind: Kind
  /// The column, from 0.
  public var column: Int
  /// The row, from 0.
  public var row: Int
  /// An event.
  public init(_ kind: Kind, column: Int, row: Int) {
    self.kind = kind
    self.column = column
    self.row = row
  }
}
