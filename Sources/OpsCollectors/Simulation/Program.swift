/// A program that runs on hosts of the simulation.
struct Program: Sendable {
  /// The short name.
  var name: String
  /// The command line; nil for a thread of the kernel.
  var command: String?
  var user: String
  /// The number of its process, where it is always the same; nil: decided by chance.
  var pid: Int?
  /// How many of them run.
  var count: Int
  /// Its part of the CPU time of the host's programs, compared with other programs.
  var weight: Double
  /// Its share of the host's memory in use, each.
  var memory: Double
  var threads: Int
  var state: String
  /// The TCP port it listens on.
  var port: Int?

  init(
    _ name: String, _ command: String?, user: String = "root", pid: Int? = nil, count: Int = 1, weight: Double = 0.002,
    memory: Double = 0.002, threads: Int = 1, state: String = "S", port: Int? = nil
  ) {
    self.name = name
    self.command = command
    self.user = user
    self.pid = pid
    self.count = count
    self.weight = weight
    self.memory = memory
    self.threads = threads
    self.state = state
    self.port = port
  }

  /// A thread of the kernel.
  static func kernel(_ name: String, count: Int = 1) -> Program {
    Program(name, nil, count: count, weight: 0.001, memory: 0, state: "I")
  }

  /// What runs everywhere; the first two are the parents of all others.
  static let everywhere: [Program] = [
    Program("systemd", "/sbin/init", pid: 1), kernel("kthreadd"), kernel("ksoftirqd/0"), kernel("ksoftirqd/1"),
    kernel("kworker/0:1-events"), kernel("kworker/1:2-mm_percpu_wq"), kernel("kcompactd0"), kernel("kswapd0"),
    kernel("jbd2/sda1-8"), kernel("rcu_preempt"), kernel("migration/0"), kernel("migration/1"), kernel("cpuhp/0"),
    kernel("kworker/u32:2-events_unbound", count: 3), kernel("oom_reaper"), kernel("writeback"), kernel("kblockd"),
    kernel("watchdogd"), kernel("scsi_eh_0"), kernel("khugepaged"),
    Program("systemd-journal", "/lib/systemd/systemd-journald", memory: 0.006),
    Program("systemd-udevd", "/lib/systemd/systemd-udevd"),
    Program("dbus-daemon", "/usr/bin/dbus-daemon --system --nofork", user: "messagebus"),
    Program("chronyd", "/usr/sbin/chronyd -F 1", user: "_chrony"), Program("cron", "/usr/sbin/cron -f"),
    Program("rsyslogd", "/usr/sbin/rsyslogd -n -iNONE", weight: 0.006, memory: 0.004, threads: 4),
    Program("sshd", "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups", port: 22),
    Program(
      "node_exporter", "/usr/bin/prometheus-node-exporter", user: "prometheus", weight: 0.01, memory: 0.004, threads: 9),
    Program("agetty", "/sbin/agetty -o -p -- \\u --noclear tty1 linux"),
    Program("qemu-ga", "/usr/sbin/qemu-ga"), Program("unattended-upgr", "/usr/bin/python3 unattended-upgrade-shutdown"),
  ]

  /// What the hosts of a role run besides.
  static func ofRole(_ role: String) -> [Program] {
    switch role {
    case "proxy":
      return [
        Program("nginx", "nginx: master process /usr/sbin/nginx", port: 443),
        Program("nginx", "nginx: worker process", user: "www-data", count: 8, weight: 1, memory: 0.04),
        Program(
          "varnishd", "/usr/sbin/varnishd -a :6081 -s malloc,3g", user: "vcache", weight: 2, memory: 0.5, threads: 220,
          port: 6081),
      ]
    case "app":
      return [
        Program("starman", "starman master -p 5000 bookmark.psgi", user: "www", memory: 0.02, port: 5000),
        Program("starman", "starman worker -p 5000 bookmark.psgi", user: "www", count: 40, weight: 1, memory: 0.021),
        Program(
          "fluentd", "/usr/bin/fluentd -c /etc/fluent/fluentd.conf", user: "_fluentd", weight: 0.6, memory: 0.03,
          threads: 7),
      ]
    case "db":
      return [
        Program("mysqld_safe", "/bin/sh /usr/bin/mysqld_safe", memory: 0.0001),
        Program(
          "mysqld", "/usr/sbin/mysqld --defaults-file=/etc/mysql/my.cnf", user: "mysql", pid: 2210, weight: 60,
          memory: 0.9, threads: 412, port: 3306),
        Program("pt-heartbeat", "perl /usr/bin/pt-heartbeat -D heartbeat --update", user: "mysql", weight: 0.1),
        Program("mysqld_exporter", "/usr/bin/prometheus-mysqld-exporter", user: "prometheus", weight: 0.3, threads: 8),
      ]
    case "cache":
      return [
        Program(
          "memcached", "/usr/bin/memcached -m 28672 -p 11211 -u memcache", user: "memcache", weight: 20, memory: 0.94,
          threads: 10, port: 11_211)
      ]
    case "lb":
      return [Program("keepalived", "/usr/sbin/keepalived --dont-fork", count: 3, weight: 0.4, memory: 0.01)]
    case "batch":
      return [
        Program(
          "gearmand", "/usr/sbin/gearmand --listen=0.0.0.0", user: "gearman", weight: 0.4, threads: 6, port: 4730),
        Program(
          "perl", "perl /srv/batch/worker.pl --queue=ブックマーク通知", user: "batch", count: 16, weight: 1, memory: 0.03),
        Program("python3", "python3 /srv/batch/정리.py --보관 30", user: "batch", count: 2, weight: 0.4, memory: 0.02),
      ]
    case "log":
      return [
        Program(
          "fluentd", "/usr/bin/fluentd -c /etc/fluent/aggregator.conf", user: "_fluentd", count: 4, weight: 4,
          memory: 0.12, threads: 12, port: 24_224),
        Program("zstd", "zstd -q --rm /data/ログ/access.log.1", user: "_fluentd", weight: 3, memory: 0.02),
      ]
    case "backup":
      return [
        Program("bareos-sd", "/usr/sbin/bareos-sd -f", user: "bareos", weight: 3, memory: 0.1, threads: 5, port: 9103),
        Program("df", "df -P /mnt/nas", user: "nobody", memory: 0.0005, state: "D"),
      ]
    case "mon":
      return [
        Program(
          "prometheus", "/usr/bin/prometheus --storage.tsdb.retention.time=90d", user: "prometheus", weight: 20,
          memory: 0.6, threads: 17, port: 9090),
        Program(
          "alertmanager", "/usr/bin/prometheus-alertmanager", user: "prometheus", weight: 1, memory: 0.03, threads: 9,
          port: 9093),
        Program(
          "grafana", "/usr/share/grafana/bin/grafana server", user: "grafana", weight: 3, memory: 0.1, threads: 18,
          port: 3000),
      ]
    case "deploy":
      return [
        Program(
          "java", "java -jar /usr/share/jenkins/jenkins.war", user: "jenkins", weight: 10, memory: 0.5, threads: 58,
          port: 8080)
      ]
    default:
      return [
        Program("unbound", "/usr/sbin/unbound -d -p", user: "unbound", weight: 3, memory: 0.1, threads: 4, port: 53)
      ]
    }
  }
}
