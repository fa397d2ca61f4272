import ArgumentParser

/// The exit statuses of all commands.
enum ExitStatus {
  /// Some hosts did not answer, or a check failed.
  static let incomplete = ExitCode(1)
  /// The configuration or the inventory has mistakes.
  static let configuration = ExitCode(2)
  /// The arguments are not understood (sysexits.h, EX_USAGE).
  static let usage = ExitCode(64)
}
