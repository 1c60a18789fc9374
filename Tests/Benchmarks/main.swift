import Foundation

// Measures what DESIGN section 12 asks for; build it with `-c release`. Arguments:
//   --records N   how many records, 100 000 if not given
//   --rounds N    how many rounds the medians are of, 5 if not given
//   --program P   the syncd to start as a process; without it those rows are left out
//   --json FILE   where every value goes
//   --pages N     measure the pages over a catalogue of N records instead, those alone that
//                 --only PART names in part
//   --growth yes  measure how the same work grows with what lies beside it instead
//   --count PHASE only do the small fixed workload up to a phase, for Tests/Counted/run
var options: [String: String] = [:]
var arguments = CommandLine.arguments.dropFirst()
while let name = arguments.popFirst(), let value = arguments.popFirst() { options[name] = value }
let recordCount = options["--records"].flatMap { Int($0) } ?? 100_000
let rounds = options["--rounds"].flatMap { Int($0) } ?? 5

/// Calls `body` with a folder that is gone afterwards.
func inFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "syncd-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

if let phase = options["--count"].flatMap({ CountedWork.Phase(rawValue: $0) }) {
  try inFolder { try CountedWork.run(through: phase, in: $0) }
} else if options["--growth"] != nil {
  try inFolder { try GrowthBench.run(in: $0) }
} else if let count = options["--pages"].flatMap({ Int($0) }) {
  try inFolder { try PageBench.run(records: count, options, in: $0) }
} else if let workload = Workload(recordCount: recordCount) {
  var samples = Samples()
  for round in 1...max(rounds, 1) {
    FileHandle.standardError.write(Data("round \(round) of \(rounds)\n".utf8))
    if let program = options["--program"] {
      try inFolder {
        try ProcessRound(workload: workload, folder: $0, program: URL(filePath: program))
          .run(into: &samples)
      }
    }
    try inFolder { try KernelRound(workload: workload, folder: $0).run(into: &samples) }
  }
  print("\(recordCount) records, medians of \(rounds) rounds")
  print(samples.table)
  if let file = options["--json"] {
    try samples.json(records: recordCount).write(to: URL(filePath: file))
  }
}
