import ArgumentParser
import Foundation
import SyncStore

/// What a run was told, by whom: a flag, then the environment, then the replica's config.json.
struct Settings {
  /// Where a value comes from.
  enum Source: String {
    case flag, environment, config, fallback = "default"
  }

  /// One setting with its value.
  struct Setting {
    let name: String
    let value: String
    let source: Source
    /// What to set to change it.
    let variable: String
  }

  private let flags: [String: String]
  private let environment: [String: String]

  init(
    replica: String? = nil, peers: String? = nil, person: String? = nil, ca: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let given = ["replica": replica, "peers": peers, "person": person, "ca": ca]
    flags = given.compactMapValues { $0 }
    self.environment = environment
  }

  /// The replica's folder.
  ///
  /// - Throws: a usage error, exit code 64, that names both ways to give it.
  func replicaFolder() throws -> ReplicaFolder {
    guard let replica = given("replica") else {
      throw ValidationError(
        "No replica is named. Give --replica DIR, or set SYNCD_REPLICA to its folder.")
    }
    return ReplicaFolder(Self.url(replica.value))
  }

  /// The folder of parties.
  func peersFolder(_ configuration: ReplicaFolder.Configuration?) -> PeersFolder {
    PeersFolder(Self.url(peers(configuration).value))
  }

  /// Who works here; nil where nobody can be named.
  func person(_ configuration: ReplicaFolder.Configuration?) -> String? {
    let person = personSetting(configuration).value
    return person.isEmpty ? nil : person
  }

  /// The file of certificates that are trusted beside those of the system, where one is named.
  func trustedCertificates(_ configuration: ReplicaFolder.Configuration?) -> URL? {
    trustSetting(configuration).map { Self.url($0.value, isDirectory: false) }
  }

  /// Every setting, for `syncd config`.
  func all(_ configuration: ReplicaFolder.Configuration?) -> [Setting] {
    let settings = [given("replica"), peers(configuration), personSetting(configuration)]
    return (settings + [trustSetting(configuration)]).compactMap { $0 }
  }

  private func peers(_ configuration: ReplicaFolder.Configuration?) -> Setting {
    setting("peers", configured: configuration?.peers, fallback: "Peers")
  }

  private func personSetting(_ configuration: ReplicaFolder.Configuration?) -> Setting {
    setting("person", configured: configuration?.person, fallback: NSUserName())
  }

  private func trustSetting(_ configuration: ReplicaFolder.Configuration?) -> Setting? {
    let setting = setting("ca", configured: configuration?.ca, fallback: "")
    return setting.value.isEmpty ? nil : setting
  }

  private func setting(_ name: String, configured: String?, fallback: String) -> Setting {
    if let setting = given(name) { return setting }
    return Setting(
      name: name, value: configured ?? fallback,
      source: configured == nil ? .fallback : .config, variable: variable(name))
  }

  /// What a flag or the environment says; an empty text says nothing.
  private func given(_ name: String) -> Setting? {
    let variable = variable(name)
    if let value = flags[name], !value.isEmpty {
      return Setting(name: name, value: value, source: .flag, variable: variable)
    }
    guard let value = environment[variable], !value.isEmpty else { return nil }
    return Setting(name: name, value: value, source: .environment, variable: variable)
  }

  private func variable(_ name: String) -> String {
    "SYNCD_" + name.uppercased()
  }

  private static func url(_ path: String, isDirectory: Bool = true) -> URL {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath, isDirectory: isDirectory)
  }
}
