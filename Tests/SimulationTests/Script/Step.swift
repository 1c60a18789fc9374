/// One thing that happens in a simulated network.
///
/// Each step stands for itself: numbers are taken modulo what exists and randomness comes from the
/// step's own seed, so any part of a script is a script.
enum Step: Hashable, Sendable {
  /// A person at a replica writes something.
  case edit(at: Int, seed: UInt64)
  /// What one replica has for another goes on its way.
  case send(from: Int, to: Int)
  /// A message that is on its way arrives, in one state or another.
  case deliver(message: Int, how: Delivery, seed: UInt64)
  case lose(message: Int)
  /// From now on nothing passes between replicas whose bits differ.
  case part(groups: Int)
  case heal
  /// A clock jumps, and from now on moves so much at each look at it.
  case clock(at: Int, days: Int, tickMilliseconds: Int)
  /// The process ends and starts again.
  case reopen(at: Int)
  /// The program's next version, which knows more types and fields.
  case upgrade(at: Int)
  /// The process dies when it has begun so many statements of an operation, or right after it.
  case crash(at: Int, during: Operation, statement: Int, cut: PowerCut, seed: UInt64)
  /// An exchange with the shared folder.
  case exchange(at: Int, direction: Direction)
  case spoil(FolderFault, seed: UInt64)
  /// Peers gets a new edition, which a replica only has once it adopts it.
  case declare(PeersChange, seed: UInt64)
  case adopt(at: Int)
  case attack(Attack, at: Int, seed: UInt64)
  /// What people do to a replica's folder.
  case fault(Fault, at: Int)
  /// Whatever was written to a field is to be gone.
  case erase(Eraser, at: Int, seed: UInt64)
  /// A new replica begins with a snapshot that another one makes; its process dies when it has
  /// begun so many statements of that.
  case begin(from: Int, statement: Int, cut: PowerCut, seed: UInt64)
}

/// Who erases.
enum Eraser: String, CaseIterable, Hashable, Sendable {
  /// A replica of the owner.
  case alone
  /// Two replicas of the owner, neither of which knows of the other's.
  case apart
  /// A replica of another party: it is refused.
  case stranger
  /// An author of another party who signs it all the same: it counts and erases nothing.
  case forged
}

/// In which state a message arrives.
enum Delivery: String, CaseIterable, Hashable, Sendable {
  case whole, twice, cut, shuffled, thinned, inBatches
}

/// What a process is doing when it dies.
enum Operation: String, CaseIterable, Hashable, Sendable {
  case edit, receive, pull, erase

  /// What happens where nothing is erased.
  static let usual: [Operation] = [.edit, .receive, .pull]
}

/// Whether the disk keeps what it was not yet told to keep.
enum PowerCut: String, CaseIterable, Hashable, Sendable {
  /// The process alone died: all it wrote is there.
  case no
  /// What no transaction waited for may be gone, from any byte on.
  case yes
}

/// Which halves of an exchange with the folder are wanted.
enum Direction: String, CaseIterable, Hashable, Sendable {
  case pull, push, sync
}

/// What happens to a file in the shared folder.
enum FolderFault: String, CaseIterable, Hashable, Sendable {
  case vanish, truncate, zeroFill, duplicate, rename, foreign, leftover, touch
}

/// What a new edition of Peers says.
enum PeersChange: String, CaseIterable, Hashable, Sendable {
  /// An author that was missing is there.
  case register
  /// An author's logs end, some of them below what was written; a new name goes on.
  case rotate
  /// One branch of a log is said to be the true one.
  case settleFork
}

/// What a hostile peer sends.
enum Attack: String, CaseIterable, Hashable, Sendable {
  case garbage, truncated, forged, wrongBody, noRight, unknownAuthor, oversized, brokenChain
  case fork, proper, gap, withoutBody, newerFormat, replay
}

/// What people do to a replica's folder that they should not.
enum Fault: String, CaseIterable, Hashable, Sendable {
  /// The database is put aside.
  case backup
  /// The database that was put aside takes the present one's place.
  case restore
  /// The guard that was put aside with it does, too: nothing here gives it away.
  case restoreWhole
  /// The folder is copied, and both go on.
  case copy
  /// So is the machine, and nothing gives it away.
  case clone
}

/// A choice that Swift source names by a leading dot.
protocol NamedInSource: RawRepresentable<String>, CustomDebugStringConvertible {}

extension NamedInSource {
  var debugDescription: String { ".\(rawValue)" }
}

extension Delivery: NamedInSource {}
extension Operation: NamedInSource {}
extension PowerCut: NamedInSource {}
extension Direction: NamedInSource {}
extension FolderFault: NamedInSource {}
extension PeersChange: NamedInSource {}
extension Attack: NamedInSource {}
extension Fault: NamedInSource {}
extension Eraser: NamedInSource {}

extension Step {
  /// The step as Swift source.
  var source: String { ".\(self)" }

  /// The name of its kind, for figures.
  var kind: String {
    switch self {
    case .attack(let attack, _, _): "attack \(attack.rawValue)"
    case .fault(let fault, _): "folder \(fault.rawValue)"
    case .spoil(let fault, _): "spoil \(fault.rawValue)"
    case .declare(let change, _): "peers \(change.rawValue)"
    case .deliver(_, let how, _): "deliver \(how.rawValue)"
    case .erase(let eraser, _, _): "erase \(eraser.rawValue)"
    case .crash(_, let operation, _, let cut, _):
      "crash in \(operation.rawValue)\(cut == .yes ? ", power cut" : "")"
    default: String("\(self)".prefix { $0 != "(" })
    }
  }
}
