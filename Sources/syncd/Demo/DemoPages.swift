import Dispatch
import Foundation
import Inspection
import SyncStore

/// The pages of every office of the demo, each served by a process of its own until somebody has
/// seen enough.
struct DemoPages {
  private let offices: [(office: DemoOffice, server: DemoServer)]

  init(_ stage: DemoStage) throws {
    let ports = try DemoServer.freePorts(stage.offices.count)
    offices = zip(stage.offices, ports).map { office, port in
      let replica = stage.folder.appending(path: office.name)
      return (
        office,
        DemoServer(pagesOf: replica, peers: stage.peers, person: office.person, port: port)
      )
    }
  }

  /// Serves until SIGINT (Ctrl-C) or SIGTERM.
  func serve() throws {
    for (_, server) in offices { try server.start() }
    let signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { for (_, server) in offices { server.end() } }
      source.resume()
      return source
    }
    print(try invitation)
    // Whoever reads it through a pipe waits for it too.
    fflush(nil)
    for (_, server) in offices { server.wait() }
    for source in signals { source.cancel() }
  }

  private var invitation: String {
    get throws {
      var table = TextTable(indent: "  ")
      for (office, server) in offices {
        let count = try office.replica.conflictCount()
        table.add(
          server.address + "/konflikter", office.name, office.person,
          .count(count, "open conflict"))
      }
      return """

        The pages of every office, in Swedish and English. Open one in a browser of this computer:
        \(table.text)
        Pathways and the texts are in /katalog, how far regions are in /inforande.
        Ctrl-C ends the demo.
        """
    }
  }
}
