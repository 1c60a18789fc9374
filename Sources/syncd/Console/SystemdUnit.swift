import Foundation
import Inspection
import SyncCore

/// A unit of systemd, as the text of its file. Source: systemd.unit(5), systemd.service(5).
struct SystemdUnit {
  typealias Setting = (name: String, value: String)

  /// The file's name, such as `syncd-nightly.timer`.
  let name: String
  /// The sections with their settings, in the order of the file.
  let sections: [(name: String, settings: [Setting])]

  /// The file, after a comment that says where it belongs.
  var text: String {
    let body = sections.map { section in
      (["[\(section.name)]"] + section.settings.map { "\($0.name)=\($0.value)" })
        .joined(separator: "\n")
    }
    return "# /etc/systemd/system/\(name)\n" + body.joined(separator: "\n\n") + "\n"
  }

  /// A command line for `ExecStart`: the program's absolute path, then its arguments as they are
  /// to arrive, whatever is in them.
  static func command(_ program: String, _ arguments: [String]) -> String {
    // Variables are put in for arguments, but not in the path of the program.
    let words = arguments.map { word($0.replacing("$", with: "$$")) }
    return ([word(program)] + words).joined(separator: " ")
  }

  private static func word(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte >= 0x80
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || "/-_.,:=+$@".utf8.contains(byte)
    }
    if plain, !text.isEmpty { return text }
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "%": "%%"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// A path in a list of paths, such as `ReadWritePaths`.
  ///
  /// - Throws: `unusable_path` for one that no unit can hold: lists of paths know no escapes.
  static func path(_ path: String) throws -> String {
    let isSplit = path.contains { $0.isWhitespace } || path.contains("'")
    let hasControls = path.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    guard !hasControls, !path.contains("\"") else {
      throw Failure(
        "unusable_path", "The path \(path.quoted) cannot stand in a unit. Nothing was printed.",
        hint: "Choose a path without quotes and control characters.")
    }
    let escaped = path.replacing("%", with: "%%")
    return isSplit ? "\"\(escaped)\"" : escaped
  }
}

extension SystemdUnit {
  /// What a service of syncd runs as, and what is taken away from it: all it does not need to
  /// read its parties, write the given folders, and speak TCP.
  ///
  /// - Parameters:
  ///   - folder: the replica's; whoever owns it is the user of the service.
  ///   - writable: folders to write to; those that are missing when it starts are passed over.
  /// - Throws: `unusable_path`.
  static func confinement(owningReplica folder: URL, writable: [URL]) throws -> [Setting] {
    let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path)
    let user = attributes?[.ownerAccountName] as? String ?? NSUserName()
    let places = [folder] + writable
    let paths = try places.map { try path("-" + $0.path) }
    let isTemporary = places.contains {
      $0.path.hasPrefix("/tmp/") || $0.path.hasPrefix("/var/tmp/")
    }
    return [
      ("User", user), ("UMask", "0077"), ("ReadWritePaths", paths.joined(separator: " ")),
      ("ProtectSystem", "strict"), ("ProtectHome", "read-only"),
      // A private /tmp would hide a replica that lies there, as in a trial.
      ("PrivateTmp", isTemporary ? "no" : "yes"),
    ] + alwaysTaken
  }

  private static let alwaysTaken: [Setting] = [
    ("NoNewPrivileges", "yes"), ("CapabilityBoundingSet", ""), ("AmbientCapabilities", ""),
    ("PrivateDevices", "yes"), ("ProtectClock", "yes"), ("ProtectControlGroups", "yes"),
    ("ProtectHostname", "yes"), ("ProtectKernelLogs", "yes"), ("ProtectKernelModules", "yes"),
    ("ProtectKernelTunables", "yes"), ("ProtectProc", "invisible"),
    ("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6"), ("RestrictNamespaces", "yes"),
    ("RestrictRealtime", "yes"), ("RestrictSUIDSGID", "yes"), ("LockPersonality", "yes"),
    ("MemoryDenyWriteExecute", "yes"), ("RemoveIPC", "yes"),
    ("SystemCallArchitectures", "native"), ("SystemCallFilter", "@system-service"),
    ("SystemCallErrorNumber", "EPERM"),
  ]

  /// The absolute path of the running program, links resolved.
  static var program: String {
    let named = CommandLine.arguments.first ?? "syncd"
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return path ?? URL(filePath: named).standardizedFileURL.path
  }
}

/// Units to be put into files: nothing but their text, one after the other.
struct UnitsAnswer: Answer {
  let units: [SystemdUnit]

  /// `{"units":[{"name","text"}]}`
  var json: Value {
    let list = units.map { unit in
      Value.document([("name", .string(unit.name)), ("text", .string(unit.text))])
    }
    return .document([(Text("units"), .array(list))])
  }

  func text(_ style: Style) -> String {
    let text = units.map(\.text).joined(separator: "\n")
    return String(text.dropLast())
  }
}
