import ArgumentParser

/// The program: without a command it opens the console.
struct Opsconsole: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opsconsole",
    abstract: "A console that watches servers: what each does, how loaded it is, what is wrong with it.",
    discussion: """
      Without a command the console opens. It reads servers through OpenSSH or node_exporter and installs nothing on \
      them. Servers are listed in ~/.config/opsconsole/hosts.yaml; without it this machine is watched. \
      “opsconsole config init” writes a first inventory.

      EXAMPLES
        opsconsole                        watch the servers of the inventory
        opsconsole --demo                 watch 56 simulated servers
        opsconsole -i staging.yaml        use another inventory
        opsconsole status @bookmark:db    print one role once
        opsconsole status --json | jq .   the same for programs
        opsconsole log add 'disk replaced' --host bm-db07
        opsconsole ok bm-db07             may it be updated now?
        opsconsole run --reserve web01 -- ./deploy web01
        opsconsole doctor                 what may be wrong here, and the remedy

      EXIT STATUS
        0    all is well
        1    some hosts did not answer, a check failed, or it was not saved
        2    the configuration or the inventory has mistakes
        64   the arguments are not understood

      FILES
        ~/.config/opsconsole/hosts.yaml   the inventory, read again whenever it changes
        ~/.config/opsconsole/config.yaml  settings of the console
        ~/.config/opsconsole/themes/      themes of your own
        ~/.local/share/opsconsole/log.sqlite   the work log
        ~/.local/share/opsconsole/chat.sqlite  what was said in the chat

      ENVIRONMENT
        NO_COLOR          when set, no colours are used
        XDG_CONFIG_HOME   instead of ~/.config
        XDG_DATA_HOME     instead of ~/.local/share
        XDG_STATE_HOME    instead of ~/.local/state
        EDITOR, VISUAL    the editor for longer texts
        TZ                the time zone of the clock
      """,
    version: programVersion,
    subcommands: [
      StatusCommand.self, HostsCommand.self, LogCommand.self, WindowCommand.self, FreezeCommand.self, HoldCommand.self,
      OkCommand.self, NextCommand.self, BeginCommand.self, RunCommand.self, DoneCommand.self, AbortCommand.self,
      ExtendCommand.self, ReservationsCommand.self, RequestCommand.self,
      DigestCommand.self, HostCommand.self, ChatHistoryCommand.self, ProbeCommand.self,
      ConfigCommand.self, DoctorCommand.self, ThemeCommand.self, CompletionsCommand.self,
    ])

  @OptionGroup var options: ConsoleOptions

  func run() throws { try options.open() }
}
