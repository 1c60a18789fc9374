import CMalloc

/// The parts into which the C library divides memory so that threads wait less for each other.
enum MemoryArenas {
  /// How many there are at most.
  ///
  /// An arena keeps what its threads once needed at the same time, whether it is in use or not, and
  /// a thread's work on a whole catalogue moves on to another thread each time. By default there
  /// may be eight for each core: then every thread of a server ends up with one that has grown as
  /// large as the largest work, and a server of 5 MB of data held 42 MiB for 8 MiB in use.
  private static let most: Int32 = 2

  /// Sets the bound; to be called before there are threads, by programs that run for long.
  static func limit() {
    mallopt(M_ARENA_MAX, most)
  }
}
