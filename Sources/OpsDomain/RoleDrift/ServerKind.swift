/// What a server does for others, told by what runs on it.
public enum ServerKind: String, CaseIterable, Hashable, Sendable {
  /// Answers or passes on HTTP.
  case web
  /// Keeps data.
  case db
  /// Keeps data that may be lost.
  case cache
  /// Answers for names.
  case dns
  /// Spreads connections over other servers.
  case lvs
  /// Takes and passes on mail.
  case mail
  /// Keeps messages and jobs for others.
  case queue
  /// Searches.
  case search
  /// Watches other servers.
  case monitoring
  /// Collects logs.
  case log
  /// Keeps files for others.
  case files
  /// Knows users.
  case directory
  /// Builds and delivers software.
  case builds
}

/// By what a kind of server is known.
struct ServerSignature: Sendable {
  let kind: ServerKind
  /// The short names of programs, as the kernel keeps them: at most 15 bytes.
  let programs: Set<String>
  /// The ports that say so where the program behind is not known.
  let ports: Set<Int>
  /// The words of a role's name that declare it.
  let words: Set<String>
  /// What is missing when none of the programs runs.
  let missing: String

  /// All kinds, in the order in which they are told.
  static let all: [ServerSignature] = [
    ServerSignature(
      kind: .db,
      programs: [
        "mysqld", "mariadbd", "postgres", "postmaster", "mongod", "mongos", "oracle", "ora_pmon", "clickhouse-serv",
        "cockroach", "sqlservr", "influxd", "db2sysc", "scylla", "tidb-server", "tikv-server",
      ], ports: [3306, 5432, 27_017, 1521, 1433, 26_257],
      words: [
        "db", "dbs", "database", "databases", "mysql", "mariadb", "postgres", "postgresql", "pg", "pgsql", "mongo",
        "mongodb", "sql", "rdb", "rdbms", "clickhouse",
      ], missing: "no database runs"),
    ServerSignature(
      kind: .lvs, programs: ["keepalived", "ldirectord", "ipvsadm", "pulse", "nanny"], ports: [],
      words: ["lvs", "lb", "balancer", "balancers", "loadbalancer", "director", "directors", "ipvs", "slb", "l4"],
      missing: "neither keepalived nor an ip_vs table is there"),
    ServerSignature(
      kind: .web,
      programs: [
        "nginx", "openresty", "tengine", "apache2", "httpd", "httpd2", "haproxy", "varnishd", "varnish", "cache-main",
        "caddy", "traefik", "envoy", "lighttpd", "h2o", "squid", "pound", "hitch", "litespeed", "traffic_server",
        "[ET_NET 0]", "starman", "starlet",
      ], ports: [80, 443, 8080, 8443],
      words: [
        "web", "webs", "www", "http", "https", "proxy", "proxies", "rproxy", "revproxy", "nginx", "httpd", "apache",
        "haproxy", "varnish", "static", "cdn", "front", "frontend", "frontends", "edge", "squid",
      ], missing: "no web server runs"),
    ServerSignature(
      kind: .cache,
      programs: [
        "memcached", "redis-server", "redis-sentinel", "valkey-server", "keydb-server", "dragonfly", "mcrouter",
        "twemproxy", "nutcracker",
        // Caches of pages, which are web servers, too.
        "varnishd", "varnish", "cache-main", "squid", "traffic_server", "[ET_NET 0]",
      ], ports: [11_211, 6379, 26_379],
      words: ["cache", "caches", "memcache", "memcached", "redis", "valkey", "kvs"], missing: "no cache runs"),
    ServerSignature(
      kind: .dns,
      programs: [
        "named", "unbound", "nsd", "knotd", "kresd", "pdns_server", "pdns_recursor", "pdns-server", "pdns-recursor",
        "coredns", "tinydns", "dnscache",
      ], ports: [53],
      words: ["dns", "ns", "resolver", "resolvers", "named", "unbound", "nameserver"], missing: "no name server runs"),
    ServerSignature(
      kind: .mail,
      programs: [
        "master", "exim", "exim4", "sendmail", "sendmail-mta", "smtpd", "dovecot", "qmail-send", "cyrus-master",
        "opendkim",
      ], ports: [25, 465, 587, 143, 993],
      words: ["mail", "smtp", "mx", "imap", "postfix", "exim", "mta", "relay", "mailrelay"],
      missing: "no mail server runs"),
    ServerSignature(
      kind: .queue,
      programs: [
        "gearmand", "beam.smp", "rabbitmq-server", "nats-server", "beanstalkd", "kafka", "nsqd", "mosquitto",
        "activemq",
      ], ports: [5672, 9092, 4222, 4730, 11_300, 1883],
      words: ["queue", "queues", "mq", "rabbitmq", "kafka", "nats", "gearman", "broker"], missing: "no queue runs"),
    ServerSignature(
      kind: .search,
      programs: ["elasticsearch", "opensearch", "searchd", "solr", "sphinxsearch", "groonga", "meilisearch"],
      ports: [9200, 9300, 8983, 7700],
      words: ["search", "elastic", "elasticsearch", "es", "opensearch", "solr", "groonga"],
      missing: "no search engine runs"),
    ServerSignature(
      kind: .monitoring,
      programs: [
        "prometheus", "alertmanager", "grafana", "grafana-server", "nagios", "nagios3", "nagios4", "icinga2",
        "zabbix_server",
        "carbon-cache", "victoria-metric", "thanos", "munin-node-serv",
      ], ports: [9090, 10_051],
      words: ["mon", "monitor", "monitoring", "metrics", "prometheus", "grafana", "nagios", "zabbix", "icinga"],
      missing: "no monitoring runs"),
    ServerSignature(
      kind: .log,
      programs: [
        "fluentd", "fluent-bit", "td-agent", "logstash", "vector", "loki", "graylog", "syslog-ng", "rsyslogd",
      ],
      ports: [24_224, 514, 5044], words: ["log", "logs", "syslog", "fluentd", "loki", "logging"],
      missing: "no collector of logs runs"),
    ServerSignature(
      kind: .files,
      programs: [
        "nfsd", "rpc.mountd", "smbd", "glusterfsd", "minio", "ceph-osd", "ceph-mon", "mfschunkserver", "bareos-sd",
        "vsftpd",
        "proftpd", "pure-ftpd",
      ], ports: [2049, 445, 9000, 21],
      words: ["nfs", "nas", "files", "fileserver", "storage", "samba", "smb", "minio", "ceph", "gluster", "ftp"],
      missing: "no file server runs"),
    ServerSignature(
      kind: .directory, programs: ["slapd", "ns-slapd", "krb5kdc", "radiusd", "freeradius", "samba"],
      ports: [389, 636, 88, 1812],
      words: ["ldap", "ldaps", "directory", "kdc", "kerberos", "radius"], missing: "no directory runs"),
    ServerSignature(
      kind: .builds,
      programs: [
        "jenkins", "gitea", "forgejo", "gitlab-runner", "puma: cluster", "Runner.Listener", "buildkite-agent",
      ],
      ports: [], words: [], missing: ""),
  ]

  /// The signature of a kind.
  static func of(_ kind: ServerKind) -> ServerSignature? { all.first { $0.kind == kind } }
}
