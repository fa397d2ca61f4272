import Testing

@testable import OpsCollectors

@Suite struct MountTableTests {
  @Test(arguments: [
    ("plain", "plain"), (#"my\040files"#, "my files"), (#"a\011b\012c\134d"#, "a\tb\nc\\d"), (#"cut\04"#, #"cut\04"#),
    (#"\999"#, #"\999"#), (#"\777"#, #"\777"#), (#"\"#, #"\"#), (#"\345\276\256"#, "微"),
  ])
  func octalEscapesAreDecoded(field: String, expected: String) {
    #expect(MountTable.decoded(Array(field.utf8)[...]) == expected)
  }

  @Test func bothTablesOfOneMachineTellTheSame() throws {
    let info = MountTable.parseMountInfo(try CollectorFixture.bytes("proc/debian12-vm/proc/self/mountinfo")[...])
    let mounts = MountTable.parseMounts(try CollectorFixture.bytes("proc/debian12-vm/proc/mounts")[...])
    #expect(info.map(\.mount) == mounts.map(\.mount))
    #expect(info.map(\.type) == mounts.map(\.type))
    #expect(info.first { $0.mount == "/" }?.deviceNumber == "254:0")
  }

  @Test func onlyTheDiskOfAVirtualMachineIsShown() throws {
    let mounts = MountTable.parseMountInfo(try CollectorFixture.bytes("proc/debian12-vm/proc/self/mountinfo")[...])
    #expect(FilesystemChoice.chosen(of: mounts).map { mounts[$0.index].mount } == ["/"])
  }

  @Test func bindMountsOfOneDeviceAreShownOnce() throws {
    let mounts = MountTable.parseMountInfo(try CollectorFixture.bytes("proc/lxc/proc/self/mountinfo")[...])
    #expect(FilesystemChoice.chosen(of: mounts).map { mounts[$0.index].mount } == ["/", "/srv/my files", "/tmp"])
  }

  @Test func anUnfinishedLineIsLeftOut() {
    #expect(MountTable.parseMountInfo(Array("27 1 254:0 / / rw,relatime\n1 2 3\n\n".utf8)[...]).isEmpty)
    #expect(MountTable.parseMounts(Array("/dev/vda /\n".utf8)[...]).isEmpty)
  }

  @Test func eitherReadOnlyOptionMakesAMountReadOnly() {
    let text = """
      1 0 8:1 / /a ro,relatime - ext4 /dev/sda1 rw
      2 0 8:2 / /b rw,relatime shared:1 master:2 - ext4 /dev/sda2 ro,errors=remount-ro
      3 0 8:3 / /c rw,errors=remount-ro - ext4 /dev/sda3 rw,errors=remount-ro
      """
    #expect(MountTable.parseMountInfo(Array(text.utf8)[...]).map(\.isReadOnly) == [true, true, false])
  }

  @Test(arguments: [
    ("overlay /", ["/"]), ("overlay /var/lib/docker/overlay2/x/merged", []), ("squashfs /snap/core/1", []),
    ("tmpfs /run", []), ("tmpfs /tmp", ["/tmp"]), ("autofs /net", []), ("nfs4 /home", ["/home"]),
    ("fuse.sshfs /mnt", ["/mnt"]), ("fuse.lxcfs /proc/meminfo", []), ("ext4 /etc/hosts", []), ("xfs /data", ["/data"]),
    ("nonsense /odd", ["/odd"]),
  ])
  func theTypeDecidesWhatIsShown(line: String, shown: [String]) throws {
    let words = line.split(separator: " ").map(String.init)
    let mounts = [Mount(mount: words[1], device: "x", type: words[0], isReadOnly: false)]
    #expect(FilesystemChoice.chosen(of: mounts).map { mounts[$0.index].mount } == shown)
  }

  @Test func whatMayHangIsKnownByTypeOrDevice() {
    for (type, device) in [("nfs", "a:/b"), ("cifs", "//a/b"), ("odd", "//a/b"), ("fuse.rclone", "r:"), ("9p", "h")] {
      #expect(FilesystemKind(type: type, device: device) == .network)
    }
    #expect(FilesystemKind(type: "fuseblk", device: "/dev/sdb1") == .disk)
  }

  @Test func aHiddenMountIsNotShownBesideTheOneThatHidesIt() {
    let text = "1 0 8:1 / /data rw - ext4 /dev/sda1 rw\n2 0 8:2 / /data rw - xfs /dev/sda2 rw\n"
    let mounts = MountTable.parseMountInfo(Array(text.utf8)[...])
    #expect(FilesystemChoice.chosen(of: mounts).map { mounts[$0.index].type } == ["xfs"])
  }
}
