package import SyncCore

/// The transcribed facts that the program carries, as records of the national source.
///
/// They are what the sources said on their dates, doubts included, and nothing else: a pathway
/// whose programme area no source names lies in `national/unassigned`. The CSV files are embedded
/// in the code (SwiftPM's `embedInCode`), so no file has to be found at run time.
package enum BundledCatalogue {
  /// Why the embedded files give no records: a mistake in them or in this module.
  package enum Failure: Error, Equatable {
    case table(String, CSVError)
    case row(TypeName, ImportError)
    case misplaced(TypeName, id: String, Scope)

    /// The stable name of the failure in JSON, logs and metrics.
    package var code: String { "bundled_data" }

    /// What happened, what was left alone, and what to do next.
    package var message: String {
      let finding =
        switch self {
        case .table(let name, let error): "\(name): \(error.message)"
        case .row(let type, let error): "\(type): \(error.message)"
        case .misplaced(let type, let id, let scope): "\(type)/\(id) cannot stand in \(scope)."
        }
      return "The bundled data is damaged: \(finding) Nothing was written. Build syncd again."
    }
  }

  /// Every record, each with its scope: the register first, then pathways. The order is fixed.
  package static func records() throws(Failure) -> [ImportRecord] {
    let teams = try SeedTable(PackageResources.process_teams_csv, named: "process_teams.csv")
    let pathways = try SeedTable(PackageResources.pathways_csv, named: "pathways.csv")
    var records = try regions()
    records += try programmeAreas()
    records += try conditions(of: pathways)
    records += try councils()
    records += try processTeams(teams)
    records += try supportFunctions()
    records += try self.pathways(pathways, teams: teams)
    return records
  }

  static let register: Scope = .declared("national/register")

  /// The scope of the pathways whose programme area no source names.
  static let unassigned: Scope = .declared("national/unassigned")
}
