import Foundation
import Logging
import SyncCore
import SyncStore
import SyncWire

/// Reads what a shared folder brings: plans, reads, plans again until nothing is left to open.
struct FolderPull {
  /// How old a broken file must be by its date before it counts as at rest: a minute.
  static let restMilliseconds: Int64 = 60_000

  private let exchange: Exchange
  private let folder: SharedFolder
  private let receiver: Intake.Receiver
  private var intake: Intake
  /// The files opened, in order; their numbers in `intake` are their places here.
  private var opened: [FolderEntry] = []
  private var tried: Set<String> = []
  /// How files ended that need not be read again as they are, by number.
  private var ended: [Int: ChangesetLines.Ending] = [:]
  private var isStale = false
  /// What the folder was seen to hold.
  private(set) var holdings: Holdings = [:]

  var report: ExchangeReport { intake.report }

  init(
    _ exchange: Exchange, from destination: Destination, folder: URL, report: ExchangeReport
  ) {
    let replica = exchange.replica
    let now = exchange.now
    self.exchange = exchange
    self.folder = SharedFolder(folder)
    receiver = Intake.Receiver(
      receive: { try replica.receive($0, from: destination.name, at: now()) },
      refuse: { try replica.refuse($0, evidence: $1, from: destination.name, at: now()) })
    intake = Intake(report: report)
  }

  /// Reads all there is; what fails stands in the report. A batch is merged whole or not at all,
  /// and files count as read only after that, so a kill at any instant loses nothing.
  mutating func run() {
    do {
      var listing = try folder.list()
      let known = try exchange.replica.filesRead(in: folder.path)
      var plan = try exchange.plan(for: listing.entries)
      while true {
        let files = plan.filesToRead(read: known, tried: tried, mayRead: exchange.mayRead)
        guard !files.isEmpty else { break }
        try read(files)
        if isStale { listing = try folder.list() }
        isStale = false
        plan = try exchange.plan(for: listing.entries)
      }
      noteBroken(among: plan, known: known)
      holdings = try exchange.holdings(by: plan)
      for failure in listing.failures { intake.report.fail(folder.unreadable(failure)) }
      try remember(listing: listing, known: known)
    } catch {
      intake.report.fail(error)
    }
  }

  /// Tells again of files that are still as broken as when they were read.
  private mutating func noteBroken(among plan: FolderPlan, known: Set<FileRead>) {
    for entry in plan.entries
    where !tried.contains(entry.file.name) && plan.isWanted(entry)
      && exchange.mayRead(entry.name.log.scope)
    {
      if let ending = plan.rememberedEnding(of: entry, in: known) {
        note(ending, of: entry.file.name)
      }
    }
  }

  private mutating func read(_ files: [FolderEntry]) throws {
    for (index, entry) in files.enumerated() {
      try Task.checkCancellation()
      exchange.logger.debug("opening a file", metadata: ["file.name": "\(entry.file.name)"])
      let number = opened.count
      opened.append(entry)
      tried.insert(entry.file.name)
      intake.report.filesOpened += 1
      do {
        try read(entry, number: number)
      } catch let error as ExchangeError where error.code == .folderUnreadable {
        intake.report.fail(error)
      }
      exchange.progress(
        ExchangeProgress(
          peer: report.peer, step: .receiving, changesets: report.received,
          remaining: .files(files.count - index - 1)))
    }
    try intake.flush(to: receiver)
  }

  private mutating func read(_ entry: FolderEntry, number: Int) throws {
    let name = entry.file.name
    let (folder, receiver) = (folder, receiver)
    var gate = ChangesetGate()
    do {
      let ending = try folder.read(entry.file) { line in
        for line in try gate.pass(line) {
          try intake.add(line, file: number, place: name, to: receiver)
        }
      }
      if ending == .whole {
        for line in try gate.finish() {
          try intake.add(line, file: number, place: name, to: receiver)
        }
      }
      take(ending, of: entry.file, number: number)
    } catch is ChangesetGate.NotChangesets {
      intake.report.note("\(name) holds no changesets; it was left alone. \(Self.remedy)")
      ended[number] = .whole
    }
  }

  /// Pushing goes by names, so nobody replaces a broken file as long as it lies there.
  private static let remedy =
    "If it stays so, remove it: who has the changesets of that name pushes them anew."

  private mutating func take(
    _ ending: ChangesetLines.Ending?, of file: FolderFile, number: Int
  ) {
    guard let ending else {
      isStale = true
      return
    }
    note(ending, of: file.name)
    switch ending {
    case .whole: ended[number] = .whole
    // More than the limit is as if it were not there.
    case .tooLarge: ended[number] = .whole
    case .torn, .damaged:
      if isAtRest(file) { ended[number] = ending }
    case .unfilled: return
    }
  }

  /// Whether a file was not changed of late, as far as the two clocks agree: a change in the same
  /// instant as the last one might not show in its date.
  private func isAtRest(_ file: FolderFile) -> Bool {
    file.modified / 1_000_000 < exchange.now().milliseconds - Self.restMilliseconds
  }

  private mutating func note(_ ending: ChangesetLines.Ending, of name: String) {
    switch ending {
    case .whole: return
    case .torn, .unfilled:
      intake.report.note("\(name) is not whole; it was read as far as it goes. \(Self.remedy)")
    case .damaged:
      intake.report.note("\(name) is damaged; it was read as far as it goes. \(Self.remedy)")
    case .tooLarge:
      intake.report.note(
        "\(name) has more than \(SharedFolder.fileLimitBytes) bytes; the rest was left alone."
          + " Take it in with `syncd apply`.")
    }
  }

  /// Remembers the files that would be opened again although they can bring nothing.
  private func remember(listing: SharedFolder.Listing, known: Set<FileRead>) throws {
    let plan = try exchange.plan(for: opened)
    var reads: [FileRead] = []
    for (number, ending) in ended.sorted(by: { $0.key < $1.key })
    where plan.isWanted(opened[number]) {
      let entry = opened[number]
      let logs = intake.unsettled[number] ?? []
      guard logs.isSubset(of: [entry.name.log]) else { continue }
      let context = plan.context(
        of: entry.name.log, dependingOn: logs.isEmpty ? .rights : .log, ending: ending)
      reads.append(FileRead(entry.file, context: context))
    }
    let present = Set(listing.entries.map(\.file.name))
    let gone = Set(known.map(\.file.name)).subtracting(present)
    try exchange.replica.remember(reads, forgetting: gone.sorted(), in: folder.path)
  }
}
