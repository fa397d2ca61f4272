import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct DiskSelectionTests {
  @Test(
    arguments: [
      ("sda", .whole), ("sdaa", .whole), ("sda1", .partition), ("vda", .whole), ("vda15", .partition),
      ("xvda1", .partition),
      ("hda", .whole), ("dasda", .whole), ("nvme0n1", .whole), ("nvme10n12", .whole), ("nvme0n1p1", .partition),
      ("nvme0c0n1", nil), ("nvme0", nil), ("mmcblk0", .whole), ("mmcblk0p2", .partition), ("mmcblk0boot0", nil),
      ("dm-0", .composed), ("md127", .composed), ("mdraid", nil), ("loop0", nil), ("ram0", nil), ("zram0", nil),
      ("sr0", nil), ("fd0", nil), ("sd", nil), ("sd1", nil), ("", nil),
    ] as [(String, DiskKind?)])
  func theNameTellsTheKind(name: String, kind: DiskKind?) {
    #expect(DiskKind(Array(name.utf8)[...]) == kind)
  }

  @Test(
    arguments: [
      (["sda", "sda1", "dm-0", "md0"], ["sda"]), (["dm-0", "dm-1", "sda1"], ["dm-0", "dm-1"]),
      (["xvda1", "xvda2"], ["xvda1", "xvda2"]),
      ([], []),
    ] as [([String], [String])])
  func noByteIsCountedTwice(names: [String], chosen: [String]) {
    var selection = DiskSelection()
    for name in names {
      if let kind = DiskKind(Array(name.utf8)[...]) { selection.add(DiskCounters(name: name), kind) }
    }
    #expect(selection.chosen.map(\.name) == chosen)
  }
}
