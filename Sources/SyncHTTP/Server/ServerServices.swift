import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// A listener that ends within a bound once it is asked to: requests under way get that long, and
/// are cut then. What was cut off goes on from where it was when it is asked for again.
struct BoundedListener<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
  let application: Application<Responder>
  let address: ListenAddress
  let register: ConnectionRegister
  let stopsWithin: Duration

  func run() async throws {
    // Ends with this scope, whichever of the two is done first.
    async let _: Void = cutAfterShutdown()
    do {
      try await application.run()
    } catch let error as CancellationError {
      throw error
    } catch {
      throw ServerFailure.address(address, error)
    }
  }

  private func cutAfterShutdown() async {
    do {
      try await gracefulShutdown()
      try await Task.sleep(for: stopsWithin)
      let count = register.cutAll()
      application.logger.warning(
        "Requests did not end in time and were cut.", metadata: ["connections": "\(count)"])
    } catch {
      // Everything ended in time.
    }
  }
}

/// Reads Peers and the certificate again at each SIGHUP.
struct RereadingOnSignal: Service {
  let host: ReplicaHost
  let certificate: Certificate?

  func run() async {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      certificate?.reread()
      await host.reopen()
    }
  }
}
