import Foundation
import Logging
import SyncExchange
import SyncHTTP
import SyncStore

extension NightlyCommand {
  /// A service that runs this command as it was given, and a timer that starts it every night.
  ///
  /// - Throws: `unusable_path`, or what reading Peers says.
  func units() throws -> UnitsAnswer {
    let settings = global.settings
    let replica = try settings.replicaFolder()
    let parties = settings.peersFolder(try replica.configuration())
    let report = report.map { URL(filePath: $0).standardizedFileURL }
    let folders = try Destination.all(rights: try parties.load(), except: nil).compactMap {
      if case .folder(let url) = $0.place { url } else { nil }
    }
    return UnitsAnswer(units: [
      try service(
        replica: replica.url.standardizedFileURL, peers: parties.url.standardizedFileURL,
        report: report, writable: folders + [report].compactMap { $0 }),
      timer,
    ])
  }

  private func service(
    replica: URL, peers parties: URL, report: URL?, writable: [URL]
  ) throws -> SystemdUnit {
    var arguments = ["nightly"] + peers
    arguments += ["--replica", replica.path, "--peers", parties.path, "--budget", "\(budget)"]
    if let report { arguments += ["--report", report.path] }
    if let file = try servers.settings(global).trustedCertificates {
      arguments += ["--ca", file.standardizedFileURL.path]
    }
    if `internal` { arguments.append("--internal") }
    if servers.allowsPlainHTTP { arguments.append("--allow-plain-http") }
    arguments += [
      "--log-format", logs.logFormat.rawValue, "--log-level", logs.logLevel.rawValue,
    ]
    // After the budget everyone may still have a minute for the exchange and one for the proof.
    let limitMinutes = budget + Self.closingMinutes
    let service: [SystemdUnit.Setting] = [
      ("Type", "oneshot"), ("ExecStart", SystemdUnit.command(SystemdUnit.program, arguments)),
      // 3: done, but the report asks something of a person; that is no failure of the service.
      ("SuccessExitStatus", "3"), ("TimeoutStartSec", "\(limitMinutes)min"),
      ("TimeoutStopSec", "90s"), ("Nice", "10"),
    ]
    return SystemdUnit(
      name: "syncd-nightly.service",
      sections: [
        (
          "Unit",
          [
            ("Description", "Nightly exchange of syncd"), ("Wants", "network-online.target"),
            ("After", "network-online.target"),
          ]
        ),
        (
          "Service",
          service
            + (try SystemdUnit.confinement(owningReplica: replica, writable: writable))
        ),
      ])
  }

  /// How long a run may last after its budget, in minutes.
  private static let closingMinutes = 60

  private var timer: SystemdUnit {
    SystemdUnit(
      name: "syncd-nightly.timer",
      sections: [
        ("Unit", [("Description", "Nightly exchange of syncd")]),
        (
          "Timer",
          [
            ("OnCalendar", "*-*-* 01:00:00"), ("RandomizedDelaySec", "90min"),
            ("Persistent", "true"),
          ]
        ),
        ("Install", [("WantedBy", "timers.target")]),
      ])
  }
}
