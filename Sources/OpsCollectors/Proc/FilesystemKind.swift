/// What the type of a filesystem means for those who watch disks.
enum FilesystemKind: Hashable {
  /// On a disk of the host.
  case disk
  /// On the network or behind a user's program: reading it may hang for ever.
  case network
  /// In memory: worth showing only where programs keep files.
  case memory
  /// Not storage, or full by nature (an image): never shown, and never touched.
  case pseudo

  /// The kind of a filesystem by its type and its device.
  init(type: String, device: String) {
    if Self.networkTypes.contains(type) || device.hasPrefix("//") {
      self = .network
    } else if Self.memoryTypes.contains(type) {
      self = .memory
    } else if Self.pseudoTypes.contains(type) {
      self = .pseudo
    } else if type.hasPrefix("fuse.") {
      self = Self.pseudoFuse.contains(type) ? .pseudo : .network
    } else {
      self = .disk
    }
  }

  private static let networkTypes: Set<String> = [
    "nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "9p", "coda", "lustre", "beegfs", "gpfs",
    "glusterfs", "pvfs2", "orangefs", "davfs", "virtiofs", "acfs",
  ]
  private static let memoryTypes: Set<String> = ["tmpfs", "ramfs", "rootfs"]
  private static let pseudoTypes: Set<String> = [
    "autofs", "binder", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devfs", "devpts", "devtmpfs",
    "ecryptfs", "efivarfs", "erofs", "fuse", "fusectl", "hugetlbfs", "iso9660", "mqueue", "none", "nsfs", "overlay",
    "pipefs", "proc", "procfs", "pstore", "resctrl", "rpc_pipefs", "securityfs", "selinuxfs", "smackfs", "sockfs",
    "squashfs", "sysfs", "tracefs", "udf", "usbfs",
  ]
  private static let pseudoFuse: Set<String> = [
    "fuse.lxcfs", "fuse.gvfsd-fuse", "fuse.portal", "fuse.snapfuse", "fuse.squashfuse", "fuse.xdg-document-portal",
  ]
}

/// Chooses the filesystems that people watch.
///
/// Left out are: what is not storage; images, full by nature; memory, unless it is `/`, `/tmp` or `/var/tmp`; overlays
/// and images except as `/`, where they are what the host runs on; a second mount of one device, as containers and
/// bind mounts make; and what another mount hides.
enum FilesystemChoice {
  /// At most so many filesystems are kept of one host.
  static let limit = 512

  /// The places of those mounts that are worth reading, in their order, and whether reading them may hang.
  static func chosen(of mounts: [Mount]) -> [(index: Int, isNetwork: Bool)] {
    let top = Dictionary(mounts.indices.map { (mounts[$0].mount, $0) }, uniquingKeysWith: { max($0, $1) })
    var best: [String: Int] = [:]
    var kept: [(index: Int, key: String?, isNetwork: Bool)] = []
    for index in mounts.indices where top[mounts[index].mount] == index {
      guard let isNetwork = isShown(mounts[index]) else { continue }
      let key = deviceKey(mounts[index])
      kept.append((index, key, isNetwork))
      guard let key else { continue }
      if let other = best[key], !isBetter(mounts[index], than: mounts[other]) { continue }
      best[key] = index
    }
    return kept.lazy.filter { entry in entry.key.map { best[$0] == entry.index } ?? true }
      .prefix(limit).map { ($0.index, $0.isNetwork) }
  }

  /// Whether the mount is worth showing: nil when not, else whether it is on the network.
  private static func isShown(_ mount: Mount) -> Bool? {
    guard !containerFiles.contains(mount.mount) else { return nil }
    switch FilesystemKind(type: mount.type, device: mount.device) {
    case .disk: return false
    case .network: return true
    case .memory: return ["/", "/tmp", "/var/tmp"].contains(mount.mount) ? false : nil
    case .pseudo: return mount.mount == "/" ? false : nil
    }
  }

  /// Files that container managers mount one by one from the disk of the machine below.
  private static let containerFiles: Set<String> = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"]

  /// What two mounts of one device share; nil for those that stand for themselves.
  private static func deviceKey(_ mount: Mount) -> String? {
    if let number = mount.deviceNumber { return number }
    return mount.device.hasPrefix("/dev/") ? mount.device : nil
  }

  /// Whether to show this mount of a device rather than that one: the whole before a part, then the shorter path.
  private static func isBetter(_ mount: Mount, than other: Mount) -> Bool {
    let (isWhole, otherIsWhole) = (mount.root == "/", other.root == "/")
    if isWhole != otherIsWhole { return isWhole }
    return mount.mount.utf8.count < other.mount.utf8.count
  }
}
