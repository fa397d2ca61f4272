/// The files that `config init` writes; `examples/` holds the same texts.
enum SampleFiles {
  /// A first `hosts.yaml`.
  static let hosts = """
    # The servers that opsconsole watches. It is read again whenever it changes.
    # All keys: docs/configuration.md. Check it with: opsconsole config check

    # What holds for all hosts; services, roles and hosts may say otherwise.
    defaults:
      source: ssh            # ssh, node_exporter or local; a list reads the second when the first is stale
      interval: 15s          # hosts on the screen are read every 5s

    # ssh: { config: ~/.ssh/config }                           # given to ssh -F
    # node_exporter: { url: "http://{address}:9100/metrics" }

    # Hosts without a service.
    hosts:
      - { name: localhost, source: local }

    # service → role → hosts
    # services:
    #   bookmark:
    #     site: kyoto
    #     roles:
    #       proxy: { keep: 2, hosts: "bm-proxy[01-03]" }
    #       db:
    #         keep: 22
    #         expect: [mysqld]
    #         thresholds: { disk-warn: 75%, load-crit: 4 }
    #         hosts:
    #           - "bm-db[01-22]"
    #           - { name: bm-db23, status: standby, parent: vmhost04, address: 10.0.0.23, port: 2222, user: ops }
    #       web: { source: node_exporter, hosts: "bm-web[01-04]" }

    # Hosts that are listed elsewhere.
    # include:
    #   - { ssh_config: ~/.ssh/config }
    #   - { ansible: inventory.ini }
    #   - { file: more-hosts.yaml }

    """

  /// A first `config.yaml`.
  static let config = """
    # Settings of the console. All keys: docs/configuration.md.

    theme: dark              # opsconsole theme list
    symbols: block           # braille, block or ascii
    mouse: true
    read_only: false         # refuse all that acts on servers, and writing into the log
    # site: kyoto            # the name of this office
    # time_zone: Asia/Tokyo  # TZ otherwise

    # The work log and the team.
    # log: { path: ~/work/log.sqlite }                # ~/.local/share/opsconsole/log.sqlite otherwise
    # author: { account: naoya, display: "Naoya" }    # the user of this machine otherwise
    # team:
    #   groups: { dba: [naoya, hatta] }               # requests to @dba reach both
    #   duty: { db: naoya, web: "@dba" }              # who is on duty: requests to duty:db
    # tickets: { url: "https://tickets.example.jp/browse/{ticket}" }

    # The chat: IRC networks. What it does: docs/chat.md.
    # chat:
    #   networks:
    #     office:
    #       address: irc.example.jp                       # TLS, port 6697
    #       nicks: [naoya, naoya_]                        # the account otherwise
    #       sasl: { account: naoya, password: { file: ~/.config/opsconsole/irc } }   # where the secret is, never the secret
    #       channels: ["#ops", "#deploy"]                 # in quotes: # begins a comment
    #   highlight: [db07, 障害]                            # words that call you, besides your nick
    #   announce: "office/#ops"                           # new entries are told there; !log said there becomes an entry

    # Other keys for commands; the usual ones of a command are replaced.
    # keys:
    #   help: ["?", "F1"]
    #   quit: [Ctrl-Q]

    """
}
