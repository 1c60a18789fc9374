import AsyncHTTPClient
import SyncCore
package import SyncExchange
import SyncStore

/// Carries changesets to and from a server.
package struct HTTPCarrier: Carrier {
  private let exchange: Exchange
  private let destination: Destination
  private let link: PeerLink
  /// The conversation, once it is open.
  private var talk: PeerTalk?
  /// What the peer was seen to hold; what it took since is added.
  private var view: PeerView?

  init(_ exchange: Exchange, to destination: Destination, over link: PeerLink) {
    self.exchange = exchange
    self.destination = destination
    self.link = link
  }

  package var holdings: Holdings? {
    view?.standings.compactMapValues { $0.head.sequence > 0 ? $0.head.sequence : nil }
  }

  /// Takes in what the server has and this replica lacks, merged batch by batch as it comes.
  package mutating func receive(into report: inout ExchangeReport) async {
    do {
      let talk = try await opened()
      var pull = HTTPPull(talk, report: report)
      do { try await pull.run() } catch { pull.intake.report.fail(failure(error)) }
      report = pull.report
      view = pull.view
      if report.error == nil, let view { try Disagreement(talk, view).note(.pull, in: &report) }
    } catch {
      report.fail(failure(error))
    }
  }

  /// Gives the server what it lacks and may have, in batches; of a log that it refuses, nothing.
  package mutating func send(into report: inout ExchangeReport) async {
    // What a pull has just met, a push would meet again.
    if report.error != nil, view == nil { return }
    do {
      let talk = try await opened()
      let view = try await seen(by: talk)
      var push = HTTPPush(talk, view: view, report: report)
      do { try await push.run() } catch { push.report.fail(failure(error)) }
      report = push.report
      self.view = push.view
      if report.error == nil {
        try Disagreement(talk, push.view).note(.push, in: &report)
      }
    } catch {
      report.fail(failure(error))
    }
  }

  /// What the server has worked out of its own tables, for the scopes that both sides may have.
  ///
  /// - Throws: `ExchangeError`.
  package mutating func proof() async throws -> StateProof? {
    do {
      let talk = try await opened()
      let reply: ProofReply = try await talk.link.ask("/v1/proof")
      return reply.proof
    } catch {
      throw failure(error)
    }
  }

  private mutating func opened() async throws -> PeerTalk {
    if let talk { return talk }
    let talk = try await PeerTalk.open(exchange, with: destination, over: link)
    self.talk = talk
    return talk
  }

  /// What a pull before this push has seen; else the peer is asked.
  private func seen(by talk: PeerTalk) async throws -> PeerView {
    if let view { return view }
    return try await talk.look(beside: talk.standings())
  }

  private func failure(_ error: any Error) -> ExchangeError {
    switch error {
    case let trouble as Trouble: trouble.error
    case is CancellationError: Trouble.stopped(link.address).error
    default: ExchangeError(wrapping: error)
    }
  }
}
