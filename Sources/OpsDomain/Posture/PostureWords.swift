extension PostureTopic {
  /// What it is called in lists.
  public var title: String {
    switch self {
    case .rootLogin: return "root login by ssh"
    case .passwordLogin: return "password login by ssh"
    case .securityUpdates: return "security updates"
    case .packageLists: return "package lists"
    case .reboot: return "restart required"
    case .kernel: return "kernel runs as installed"
    case .openServices: return "services on all addresses"
    case .firewall: return "firewall"
    case .clockSource: return "clock source"
    case .clockSync: return "clock synchronised"
    case .certificates: return "certificates of TLS ports"
    }
  }

  /// What a person can do when it is bad.
  public var remedy: String {
    switch self {
    case .rootLogin: return "set PermitRootLogin to prohibit-password or no in sshd_config, then reload sshd"
    case .passwordLogin:
      return "set PasswordAuthentication and KbdInteractiveAuthentication to no in sshd_config, then reload sshd"
    case .securityUpdates: return "plan a window and install them: apt-get upgrade, or dnf upgrade --security"
    case .packageLists: return "let them be renewed daily: unattended-upgrades or dnf-automatic; now: apt-get update"
    case .reboot: return "plan a window for a restart"
    case .kernel: return "plan a window for a restart: the running kernel lacks what the installed one mends"
    case .openServices: return "bind the service to an inner address, or let the firewall keep others out"
    case .firewall: return "load a set of rules: nftables, ufw or firewalld"
    case .clockSource: return "find out why the kernel gave up its usual source: dmesg | grep -i clocksource"
    case .clockSync: return "run chrony, ntpd or systemd-timesyncd, and look whether its servers answer"
    case .certificates: return "renew the certificate and reload the service"
    }
  }

  /// The topic of a word that people type: its name, or the beginning of it.
  public init?(word: String) {
    guard let topic = Self(rawValue: word) ?? Self.allCases.first(where: { $0.rawValue.hasPrefix(word) }),
      !word.isEmpty
    else { return nil }
    self = topic
  }
}

extension PostureVerdict {
  /// The verdict in one word.
  public var word: String {
    switch self {
    case .good: return "ok"
    case .bad: return "bad"
    case .unknown: return "unknown"
    case .none: return "n/a"
    }
  }
}
