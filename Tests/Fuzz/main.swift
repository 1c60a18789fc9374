import CLibFuzzer
import Foundation
import FuzzSurfaces

// SYNCD_SURFACE=NAME Fuzz [what libFuzzer takes]: runs one surface; without a name, lists all.

/// The check of the surface under test; libFuzzer calls a plain C function, from one thread.
nonisolated(unsafe) private var check: Surface.Check = { _ in }

private func complain(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

// libFuzzer starts itself again with its own arguments, so the surface is named beside them.
guard let name = ProcessInfo.processInfo.environment["SYNCD_SURFACE"] else {
  print(Surface.all.map(\.name).joined(separator: "\n"))
  exit(0)
}
guard let surface = Surface.named(name) else {
  complain("There is no surface \(name); without a name all are listed.")
  exit(64)
}
do {
  check = try surface.open()
} catch {
  complain("The surface \(surface.name) cannot be opened: \(error)")
  exit(1)
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
let status = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
  do {
    try check(Array(UnsafeBufferPointer(start: bytes, count: count)))
  } catch {
    complain("BROKEN: \(error)")
    abort()
  }
  return 0
}
exit(status)
