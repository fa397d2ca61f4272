import Testing

@testable import OpsCollectors

@Suite struct FactsTextTests {
  @Test func onlySocketsThatListenGivePorts() {
    let text = """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1135 1
         1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1136 1
         2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 1137 1
         3: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000
         4: 0100007F:1FFFF 00000000:0000 0A
         5: 0100007F 00000000:0000 0A
      """
    var ports: Set<Int> = []
    ListeningPorts.parse(Array(text.utf8)[...], into: &ports)
    #expect(ports == [8080, 22, 80])
  }

  @Test(
    arguments: [
      ("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian\"\n", "Debian GNU/Linux 12 (bookworm)"),
      ("NAME=Alpine\n", "Alpine"), ("NAME='It \\$ is'\n", "It $ is"), ("ID=x\n", nil), ("PRETTY_NAME=\"\n", "\""),
      ("", nil),
    ] as [(String, String?)])
  func theDistributionHasTheNameForPeople(text: String, name: String?) {
    #expect(OSRelease.name(Array(text.utf8)[...]) == name)
  }

  @Test func theFirstCPUTellsTheModelAndWhetherItIsAGuest() throws {
    let info = CPUInfo(try CollectorFixture.bytes("proc/debian12-vm/proc/cpuinfo")[...])
    #expect(info.model == "AMD EPYC")
    #expect(info.isGuest)
    let arm = CPUInfo(Array("processor\t: 0\nBogoMIPS\t: 50\n\nModel\t\t: Raspberry Pi 4\n".utf8)[...])
    #expect(arm.model == "Raspberry Pi 4")
    #expect(CPUInfo([]).model == nil)
  }

  @Test(
    arguments: [
      ("QEMU", "Standard PC (i440FX + PIIX, 1996)", "kvm"), ("VMware, Inc.", "VMware7,1", "vmware"),
      ("Microsoft Corporation", "Virtual Machine", "hyper-v"), ("innotek GmbH", "VirtualBox", "virtualbox"),
      ("Xen", "HVM domU", "xen"), ("Dell Inc.", "PowerEdge R640", nil), ("", "", nil),
    ] as [(String, String, String?)])
  func theMachineNamesItsHypervisor(vendor: String, product: String, name: String?) {
    #expect(Virtualization.hypervisor(vendor: vendor, product: product) == name)
  }

  @Test func aContainerNamesItself() {
    #expect(Virtualization.container("lxc") == "lxc")
    #expect(Virtualization.container("systemd-nspawn\u{1b}[2J") == "systemd-nspawn2J")
    #expect(Virtualization.container("") == nil)
  }
}
