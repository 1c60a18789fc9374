import SyncCore
import TestSupport
import Testing

@testable import SyncExchange
@testable import SyncStore

struct FolderPlanTests {
  private static let log = LogName(.vgr, .kalmar)

  /// A log of ours that ends at `head`, whose marks are the sequences in eight digits.
  private func plan(
    _ names: [String], head: Int64 = 0, merged: Int64? = nil, fork: Int64? = nil,
    sizeBytes: Int64 = 1_000, log: LogName = log
  ) -> FolderPlan {
    let entries = names.compactMap { name in
      FolderName(path: "\(log.scope)/\(log.author)/\(name)").map {
        FolderEntry(
          name: $0, file: FolderFile(name: $0.path, sizeBytes: sizeBytes, modified: 1))
      }
    }
    let status = LogStatus(
      name: log, head: Head(sequence: head, hash: .zero), merged: merged ?? head, fork: fork)
    var marks: [Int64: String] = [:]
    for sequence in 0..<head { marks[sequence + 1] = Self.mark(sequence + 1) }
    let isKnown = head > 0 || fork != nil
    return FolderPlan(
      entries: entries, logs: isKnown ? [log: status] : [:], marks: [log: marks], rights: .zero)
  }

  private static func mark(_ sequence: Int64) -> String {
    let digits = String(sequence)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private func read(
    _ plan: FolderPlan, known: Set<FileRead> = [], tried: Set<String> = []
  ) -> [String] {
    plan.filesToRead(read: known, tried: tried, mayRead: { _ in true })
      .map { String($0.file.name.split(separator: "/").last ?? "") }
  }

  private func written(_ plan: FolderPlan) -> [ClosedRange<Int64>] {
    plan.stretchesToWrite(mayWrite: { _ in true }).map(\.range)
  }

  // MARK: Reading

  @Test func `a file that ends beyond our head is opened`() {
    #expect(read(plan(["1-5-00000005.jsonl"], head: 4)) == ["1-5-00000005.jsonl"])
  }

  @Test func `a file of a log that is unknown here is opened`() {
    #expect(read(plan(["1-5-00000005.jsonl"])) == ["1-5-00000005.jsonl"])
  }

  @Test func `a file that ends where our header has its mark is not opened`() {
    #expect(read(plan(["1-5-00000005.jsonl", "2-4-00000004.jsonl.gz"], head: 5)) == [])
  }

  @Test func `a file that ends where our header has another mark is opened`() {
    #expect(read(plan(["1-5-ffffffff.jsonl"], head: 7)) == ["1-5-ffffffff.jsonl"])
  }

  @Test func `a file of changesets that are held here without body is opened`() {
    #expect(read(plan(["1-5-00000005.jsonl"], head: 5, merged: 3)) == ["1-5-00000005.jsonl"])
  }

  @Test func `an empty file is not opened`() {
    #expect(read(plan(["1-5-00000005.jsonl"], sizeBytes: 0)) == [])
  }

  @Test func `files are opened in the order of sequences`() {
    let names = ["10-12-00000012.jsonl", "1-3-00000003.jsonl", "4-9-00000009.jsonl"]
    #expect(
      read(plan(names)) == ["1-3-00000003.jsonl", "4-9-00000009.jsonl", "10-12-00000012.jsonl"])
  }

  @Test func `of files that claim the same stretch one is opened`() {
    let names = ["1-3-00000003.jsonl", "2-2-00000002.jsonl", "1-3-00000003.jsonl.gz"]
    #expect(read(plan(names)) == ["1-3-00000003.jsonl"])
  }

  @Test func `once a file was tried the next one of the same stretch is opened if still wanted`() {
    let names = ["1-3-00000003.jsonl", "2-2-00000002.jsonl", "1-3-00000003.jsonl.gz"]
    let tried: Set = ["region/14/08-kalmar/1-3-00000003.jsonl"]
    #expect(read(plan(names), tried: tried) == ["1-3-00000003.jsonl.gz"])
  }

  @Test func `every other branch is opened beside the one that goes on`() {
    let names = ["1-3-ffffffff.jsonl", "1-6-00000006.jsonl"]
    #expect(read(plan(names, head: 4)).sorted() == names)
  }

  @Test func `a scope that may not be read is left alone`() {
    let plan = plan(["1-5-00000005.jsonl"])
    #expect(plan.filesToRead(read: [], tried: [], mayRead: { _ in false }).isEmpty)
  }

  @Test func `a proof of a fork that is not known here is opened`() {
    #expect(read(plan(["fork-3-ffffffff.jsonl"], head: 5)) == ["fork-3-ffffffff.jsonl"])
  }

  @Test func `a proof that is our own branch is not opened`() {
    #expect(read(plan(["fork-3-00000003.jsonl"], head: 5)) == [])
  }

  @Test(arguments: [Int64(2), 3])
  func `a proof of a fork at or above a known one is not opened`(fork: Int64) {
    #expect(read(plan(["fork-3-ffffffff.jsonl"], head: fork - 1, fork: fork)) == [])
  }

  // MARK: Memory

  @Test(arguments: [FolderPlan.Dependence.rights, .log])
  func `a file that was read to its end is not opened again`(_ dependence: FolderPlan.Dependence) {
    let plan = plan(["1-5-00000005.jsonl"], head: 2)
    let context = plan.context(of: Self.log, dependingOn: dependence)
    #expect(read(plan, known: [FileRead(plan.entries[0].file, context: context)]) == [])
  }

  @Test func `a file is opened again once it changed`() {
    let plan = plan(["1-5-00000005.jsonl"], head: 2)
    let file = FolderFile(name: plan.entries[0].file.name, sizeBytes: 999, modified: 1)
    let context = plan.context(of: Self.log, dependingOn: .rights)
    #expect(read(plan, known: [FileRead(file, context: context)]).count == 1)
  }

  @Test func `a file with lines that wait is opened again once its log has grown`() {
    let before = plan(["4-5-00000005.jsonl"], head: 2)
    let context = before.context(of: Self.log, dependingOn: .log)
    let after = plan(["4-5-00000005.jsonl"], head: 3)
    #expect(read(after, known: [FileRead(before.entries[0].file, context: context)]).count == 1)
  }

  @Test func `a file is opened again once Peers has changed`() {
    let before = plan(["4-5-00000005.jsonl"], head: 2)
    let context = before.context(of: Self.log, dependingOn: .rights)
    let after = FolderPlan(
      entries: before.entries, logs: before.logs, marks: before.marks,
      rights: ContentHash(words: (1, 0, 0, 0)))
    #expect(read(after, known: [FileRead(before.entries[0].file, context: context)]).count == 1)
  }

  // MARK: Writing

  @Test func `a log that the folder lacks is written from its start`() {
    #expect(written(plan([], head: 7)) == [1...7])
  }

  @Test func `what files with our marks hold is not written`() {
    #expect(written(plan(["1-3-00000003.jsonl", "4-5-00000005.jsonl.gz"], head: 7)) == [6...7])
  }

  @Test func `a gap between files is filled`() {
    #expect(written(plan(["1-2-00000002.jsonl", "5-6-00000006.jsonl"], head: 6)) == [3...4])
  }

  @Test func `a file with another mark does not count`() {
    #expect(written(plan(["1-3-ffffffff.jsonl", "4-7-00000007.jsonl"], head: 7)) == [1...3])
  }

  @Test func `a file that ends beyond our head does not count`() {
    #expect(written(plan(["1-9-00000009.jsonl"], head: 7)) == [1...7])
  }

  @Test func `an empty file does not count`() {
    #expect(written(plan(["1-3-00000003.jsonl"], head: 3, sizeBytes: 0)) == [1...3])
  }

  @Test func `a proof of a fork does not count`() {
    #expect(written(plan(["fork-1-00000001.jsonl"], head: 1)) == [1...1])
  }

  @Test func `a scope that the place may not have is not written`() {
    #expect(plan([], head: 7).stretchesToWrite(mayWrite: { _ in false }).isEmpty)
  }

  @Test(arguments: 0..<200)
  func `gaps and ranges together are the whole and do not meet`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let end = Int64(random.number(in: 1...12))
    var ranges: [ClosedRange<Int64>] = []
    for _ in 0..<random.number(in: 0...5) {
      let first = Int64(random.number(in: 1...Int(end)))
      ranges.append(first...Int64(random.number(in: Int(first)...Int(end))))
    }
    let gaps = FolderPlan.gaps(in: 1...end, besides: ranges)
    for sequence in 1...end {
      let isCovered = ranges.contains { $0.contains(sequence) }
      #expect(gaps.count { $0.contains(sequence) } == (isCovered ? 0 : 1))
    }
    #expect(zip(gaps, gaps.dropFirst()).allSatisfy { $0.upperBound + 1 < $1.lowerBound })
  }

  // MARK: Tidying

  private func singles(_ sequences: ClosedRange<Int64>) -> [String] {
    sequences.map { "\($0)-\($0)-\(Self.mark($0)).jsonl" }
  }

  @Test func `more than sixteen small files of an author's own log become one`() {
    let plan = plan(singles(1...17), head: 20)
    let stretch = FolderPlan.Stretch(log: Self.log, range: 1...17)
    #expect(plan.consolidations(of: .kalmar).map(\.stretch) == [stretch])
  }

  @Test func `sixteen small files are left alone`() {
    #expect(plan(singles(1...16), head: 20).consolidations(of: .kalmar).isEmpty)
  }

  @Test func `another author's files are left alone`() {
    #expect(plan(singles(1...40), head: 40).consolidations(of: .vgr).isEmpty)
  }

  @Test func `large files are left alone`() {
    let plan = plan(singles(1...40), head: 40, sizeBytes: Int64(FolderPlan.smallFileBytes))
    #expect(plan.consolidations(of: .kalmar).isEmpty)
  }

  @Test func `files of another branch and files beyond our head are left alone`() {
    let plan = plan(singles(1...40) + ["9-10-ffffffff.jsonl"], head: 30)
    #expect(plan.consolidations(of: .kalmar).first?.files.count == 30)
  }

  @Test func `files on either side of a gap do not become one`() {
    let plan = plan(singles(1...10) + singles(12...22), head: 30)
    #expect(plan.consolidations(of: .kalmar).isEmpty)
  }
}
