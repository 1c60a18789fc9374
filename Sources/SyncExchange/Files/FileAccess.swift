import Foundation

/// A failed call of the operating system, with what it was for.
struct SystemFailure: Error, Hashable {
  let number: Int32
  /// What was being done, such as `open /mnt/share/x`.
  let action: String

  /// The failure of the last call.
  init(_ action: String) {
    number = errno
    self.action = action
  }

  var message: String { "\(action): \(String(cString: strerror(number)))" }

  /// Whether the thing is simply not there, or is a link where none is followed.
  var isAbsence: Bool { [ENOENT, ENOTDIR, ELOOP, ESTALE].contains(number) }
  var isDenial: Bool { [EACCES, EPERM, EROFS].contains(number) }
  var isFull: Bool { [ENOSPC, EDQUOT, EFBIG].contains(number) }
}

/// Plain calls on file descriptors, each repeated where a signal interrupted it.
enum FileAccess {
  /// Opens a file for reading and hands its descriptor to `body`.
  ///
  /// - Parameter followsLinks: false where the path is not one that a person gave.
  static func reading<Result>(
    _ path: String, followsLinks: Bool, _ body: (Int32) throws -> Result
  ) throws -> Result {
    let flags = O_RDONLY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW | O_NONBLOCK)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { throw SystemFailure("open \(path)") }
    defer { close(descriptor) }
    return try body(descriptor)
  }

  /// Reads the next bytes; empty at the end.
  static func read(_ descriptor: Int32, limitBytes: Int) throws -> [UInt8] {
    while true {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: limitBytes) { buffer, initialised in
        count = Foundation.read(descriptor, buffer.baseAddress, limitBytes)
        initialised = max(count, 0)
      }
      if count >= 0 { return bytes }
      guard errno == EINTR else { throw SystemFailure("read") }
    }
  }

  /// The last byte of a file; nil where it is empty.
  static func lastByte(_ descriptor: Int32) throws -> UInt8? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemFailure("look at the file") }
    guard status.st_size > 0 else { return nil }
    var byte: UInt8 = 0
    let count = pread(descriptor, &byte, 1, status.st_size - 1)
    guard count >= 0 else { throw SystemFailure("read") }
    return count == 1 ? byte : nil
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress, buffer.count)
      }
      guard count >= 0 || errno == EINTR else { throw SystemFailure("write") }
      written += max(count, 0)
    }
  }

  /// Makes what stands in a folder survive a power cut, where its file system knows how.
  static func synchroniseFolder(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure("open \(path)") }
    defer { close(descriptor) }
    // File shares answer EINVAL: there a folder cannot be synchronised by itself.
    guard fsync(descriptor) == 0 || [EINVAL, ENOTSUP, EBADF].contains(errno) else {
      throw SystemFailure("synchronise \(path)")
    }
  }
}
