import Logging
import ServiceLifecycle

/// Brings what pages show from memory up to date behind their back: wishes that come while it is
/// at work become one.
struct PageRefreshing: Service {
  private let host: ReplicaHost
  private let site: any PageSite
  private let logger: Logger
  private let wishes: AsyncStream<Void>
  private let pen: AsyncStream<Void>.Continuation

  init(host: ReplicaHost, site: any PageSite, logger: Logger) {
    self.host = host
    self.site = site
    self.logger = logger
    (wishes, pen) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    wish()
  }

  /// Somebody looks: what they see should be of now.
  func wish() {
    pen.yield()
  }

  func run() async {
    await withGracefulShutdownHandler {
      for await _ in wishes {
        do {
          let replica = host.current.replica
          try await host.read { [site] in site.refresh(from: replica) }
        } catch {
          logger.debug("Pages were not brought up to date: the server stops.")
        }
      }
    } onGracefulShutdown: {
      pen.finish()
    }
  }
}
