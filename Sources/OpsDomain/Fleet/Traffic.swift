/// Bytes received and sent a second over the interfaces that stand on no other one; nil without any.
///
/// What passes through a bond passes through its ports too, and would be counted twice. Where every interface is
/// stacked, as inside a container, all are counted.
func traffic(of interfaces: [InterfaceActivity]) -> (received: Double?, sent: Double?) {
  guard !interfaces.isEmpty else { return (nil, nil) }
  let hasGround = interfaces.contains { !$0.isStacked }
  var sum = (received: 0.0, sent: 0.0)
  for interface in interfaces where !hasGround || !interface.isStacked {
    sum.received += interface.receivedBytesPerSecond
    sum.sent += interface.sentBytesPerSecond
  }
  return sum
}

/// Whether an interface of this name usually carries what others carry too: told by the names that Linux, systemd,
/// libvirt and container engines give.
func isStackedInterface(_ name: String) -> Bool {
  name.utf8.contains(UInt8(ascii: ".")) || stackedPrefixes.contains { name.hasPrefix($0) }
}

private let stackedPrefixes = [
  "bond", "team", "br", "docker", "virbr", "vnet", "veth", "vlan", "tun", "tap", "wg", "dummy", "ifb", "cni", "cali",
  "flannel", "macvlan", "vxlan", "lxc", "lxd", "podman", "tailscale", "ipvs", "kube",
]
