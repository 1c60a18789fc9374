import Foundation
import Testing

@testable import Catalogue

private let embedded: [(String, [UInt8])] = [
  ("coordination_councils.csv", PackageResources.coordination_councils_csv),
  ("hosted_programme_areas.csv", PackageResources.hosted_programme_areas_csv),
  ("pathways.csv", PackageResources.pathways_csv),
  ("process_team_status.csv", PackageResources.process_team_status_csv),
  ("process_teams.csv", PackageResources.process_teams_csv),
  ("programme_areas.csv", PackageResources.programme_areas_csv),
  ("regions.csv", PackageResources.regions_csv),
  ("support_functions.csv", PackageResources.support_functions_csv),
]

@Test(arguments: embedded)
func `the embedded bytes are those of the file`(name: String, bytes: [UInt8]) throws {
  #expect(try Data(contentsOf: Folders.data.appending(path: name)) == Data(bytes))
}

@Test(
  .enabled(if: FileManager.default.fileExists(atPath: Folders.transcriptions.path())),
  arguments: embedded)
func `the embedded bytes are those of the transcription`(name: String, bytes: [UInt8]) throws {
  #expect(try Data(contentsOf: Folders.transcriptions.appending(path: name)) == Data(bytes))
}

@Test func `no file of the folder is left out`() throws {
  let files = try FileManager.default.contentsOfDirectory(atPath: Folders.data.path())
  #expect(files.sorted() == embedded.map(\.0))
}
