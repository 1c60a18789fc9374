import Foundation

// Measures DESIGN section 12. Build it with `-c release`; the argument is the number of records.
let arguments = CommandLine.arguments.dropFirst()
let recordCount = arguments.first.flatMap { Int($0) } ?? 100_000
let folder = FileManager.default.temporaryDirectory
  .appending(path: "syncd-benchmark-\(ProcessInfo.processInfo.processIdentifier)")

if let workload = Workload(recordCount: recordCount) {
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  print(try Measurements(workload: workload, folder: folder).run().text)
}
