import OpsDomain

/// When the certificates of local TLS ports end.
enum CertificatePosture {
  /// What was told of all ports, before it is judged.
  private struct Told {
    var moments: [PostureMoment] = []
    /// Ports that showed no certificate.
    var silent: [String] = []
    /// Ports that were not asked, as there were too many or others had taken too long.
    var unasked: [String] = []

    /// What is to be said besides the moments.
    var evidence: String {
      let parts = [("no certificate was shown at", silent), ("not asked", unasked)]
      return parts.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))" }.joined(separator: "; ")
    }
  }

  /// By what the ports showed; where one was not asked and none has shown anything, nothing is known.
  static func check(_ section: SectionText) -> PostureCheck {
    guard section.part("tls") != nil else {
      return PostureCheck(.certificates, .unknown(section.isStopped ? PostureText.late : "no openssl on the host"))
    }
    let told = told(PostureText.lines(section, "tls"))
    let evidence = told.evidence
    if told.moments.isEmpty {
      return PostureCheck(.certificates, evidence.isEmpty ? .none("no TLS ports") : .unknown(evidence))
    }
    return PostureCheck(.certificates, .moments(told.moments), evidence: evidence)
  }

  /// Lines as `port 443`, what openssl said of it, and `unasked 993`.
  private static func told(_ lines: [String]) -> Told {
    var told = Told()
    var (port, end) = ("", Timestamp?.none)
    for line in lines + ["port "] {
      if line.hasPrefix("port ") {
        if !port.isEmpty, end == nil { told.silent.append(port) }
        (port, end) = (line, nil)
      } else if line.hasPrefix("unasked ") {
        told.unasked.append("port \(line.dropFirst(8))")
      } else if line.hasPrefix("notAfter="), let moment = PostureText.certificateDate(line.dropFirst(9)) {
        end = moment
        told.moments.append(PostureMoment(name: port, moment: moment))
      } else if line.hasPrefix("subject="), end != nil, let last = told.moments.indices.last {
        told.moments[last].name += " (\(PostureText.commonName(line.dropFirst(8))))"
      }
    }
    return told
  }
}
