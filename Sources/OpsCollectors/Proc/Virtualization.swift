/// Names the hypervisor or container that a host runs in, from what the host tells.
enum Virtualization {
  /// The hypervisor by the vendor and product of the machine (DMI, SMBIOS); nil for real machines and unknown ones.
  static func hypervisor(vendor: String, product: String) -> String? {
    let words = "\(vendor) \(product)".lowercased()
    return products.first { words.contains($0.mark) }?.name
  }

  /// The container by what its manager left: the text of /run/systemd/container, or `container=` in the environment of
  /// process 1.
  static func container(_ word: String) -> String? {
    let name = word.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    return name.isEmpty ? nil : String(name.prefix(32))
  }

  private static let products: [(mark: String, name: String)] = [
    ("kvm", "kvm"), ("qemu", "kvm"), ("openstack", "kvm"), ("ovirt", "kvm"), ("proxmox", "kvm"), ("firecracker", "kvm"),
    ("amazon ec2", "amazon"), ("google", "google"), ("vmware", "vmware"), ("virtualbox", "virtualbox"),
    ("innotek", "virtualbox"), ("hvm domu", "xen"), ("xen", "xen"), ("virtual machine", "hyper-v"), ("bhyve", "bhyve"),
    ("parallels", "parallels"), ("nutanix", "nutanix"), ("alibaba", "alibaba"), ("digitalocean", "kvm"),
    ("hetzner", "kvm"), ("linode", "kvm"), ("sakura", "kvm"),
  ]
}
