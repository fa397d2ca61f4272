import ArgumentParser
import OpsCollectors

/// `opsconsole probe`: what runs on servers, for audit.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe", abstract: "Print the program that is run on servers over ssh.",
    discussion: """
      It is one POSIX sh program. It answers requests from its standard input with readings of /proc and df, writes \
      nothing to the server's disks, and ends when the connection does.
      """)

  func run() {
    StandardOutput.print(RemoteProgram.text)
  }
}
