import Glibc
import OpsDomain
import OpsScreen

/// The themes there are: the person's own, those installed with the program, those compiled in.
struct ThemeCatalogue: Sendable {
  /// The largest theme file.
  static let fileBytes = 64 * 1024
  /// The most files looked at in one folder.
  static let filesPerFolder = 200

  /// Why a theme cannot be used.
  struct Problem: Error, Hashable, Sendable {
    var message: String
  }
  /// Where theme files are looked for, the first one that has a name counts.
  let folders: [String]

  /// Looks in `extra`, the person's folder, and beside the program.
  init(extra: String?, paths: Paths, executable: String?) {
    var folders = extra.map { [$0] } ?? []
    folders.append(paths.themeFolder)
    // An installed program has its themes under share/; one that was built stands some folders below them.
    var place = executable.map(folder(of:)) ?? ""
    for _ in 0..<6 where place.count > 1 {
      folders.append("\(place)/share/opsconsole/themes")
      folders.append("\(place)/themes")
      place = folder(of: place)
    }
    self.folders = folders
  }

  /// The names of all themes, sorted.
  var names: [String] {
    var names: Set<String> = [Theme.mono.name, Theme.fallback.name]
    for folder in folders {
      for file in Self.files(in: folder) { names.insert(file) }
    }
    return names.sorted()
  }

  /// Reads a theme anew, so that a theme can be written while the console runs.
  func load(_ name: String) -> Result<Theme, Problem> {
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else { return .failure(unknown(name)) }
    for folder in folders {
      let file = "\(folder)/\(name).theme"
      do {
        return .success(try Theme(parsing: try readText(file, limit: Self.fileBytes)))
      } catch let failure as FileFailure {
        if failure != .missing { return .failure(Problem(message: "\(file) \(failure.message)")) }
      } catch let problem as Theme.Problem {
        return .failure(Problem(message: "\(file):\(problem.line): \(problem.message)"))
      } catch {
        return .failure(Problem(message: "\(file) cannot be read"))
      }
    }
    if name == Theme.fallback.name { return .success(Theme.fallback) }
    return name == Theme.mono.name ? .success(Theme.mono) : .failure(unknown(name))
  }

  private func unknown(_ name: String) -> Problem {
    let hint = suggestion(for: name, among: names).map { "; \($0)" } ?? ""
    return Problem(message: "there is no theme \"\(shortened(name))\"\(hint)")
  }

  private static func files(in folder: String) -> [String] {
    guard let directory = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while names.count < filesPerFolder, let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasSuffix(".theme"), !name.hasPrefix(".") { names.append(String(name.dropLast(6))) }
    }
    return names
  }
}
