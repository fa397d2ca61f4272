import Glibc
import OpsDomain

/// Keeps a text that could not be saved.
enum DraftFile {
  /// Writes the text into the folder of drafts and says where it lies; nil when that is not possible either.
  static func keep(_ text: String, in folder: String, at now: Timestamp) -> String? {
    makeFolders(folder)
    let moment = CivilTime(now)
    let stamp = "\(moment.date)T\(moment.clock)".filter { $0 != ":" && $0 != "-" }
    for attempt in 0..<100 {
      let path = "\(folder)/unsaved-\(stamp)-\(getpid())\(attempt == 0 ? "" : "-\(attempt)").md"
      if writeFile(path, text, flags: O_CREAT | O_EXCL) { return path }
      if errno != EEXIST { break }
    }
    return nil
  }

  /// Keeps the text and tells the person where it is; shows it when it cannot be kept.
  static func tell(of text: String, _ paths: Paths) {
    guard !text.isEmpty else { return }
    if let path = keep(text, in: paths.stateFolder + "/unsaved", at: Moments.now()) {
      StandardOutput.complain("the text is kept in \(path)")
    } else {
      StandardOutput.complain("the text could not be kept either; here it is:\n\(text)")
    }
  }
}
