import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import SyncExchange
import SyncStore

/// Takes requests for pages to the site, and its answers back.
struct PageResponder: HTTPResponder {
  typealias Context = ExchangeResponder.Context

  let host: ReplicaHost
  let site: any PageSite
  let admission: Admission
  let meters: Meters
  let refreshing: PageRefreshing

  func respond(to request: Request, context: Context) async -> Response {
    let began = ContinuousClock.now
    var body = IncomingBody(
      request, channel: context.channel, discardBytes: admission.limits.discardBytes)
    var place: Admission.Place?
    var answer: Answer
    do {
      place = try admission.enter()
      let whole = try await body.read(limitBytes: admission.limits.pageBytes)
      let asked = Self.page(request, body: whole.bytes, channel: context.channel)
      answer = Answer(try await self.answer(asked), packs: request.takesGzip)
      refreshing.wish()
    } catch {
      if !(error is Problem) {
        context.logger.error("A page failed.", metadata: ["error.message": "\(error)"])
      }
      let problem = error as? Problem ?? .internal(requestID: "none")
      answer = .problem(problem)
      if problem != .tooSlow { await body.discard() }
    }
    if !body.isDone { answer.set("Connection", "close") }
    let (code, meters) = (answer.status, meters)
    return answer.response(isHead: request.method == .head, holding: place) { _ in
      meters.answered(route: "page", code: code, in: ContinuousClock.now - began)
    }
  }

  private func answer(_ request: PageRequest) async throws -> PageAnswer {
    let (opened, site) = (await host.upToDate(), site)
    guard request.writes else {
      return try await host.read { site.answer(request, with: opened.replica) }
    }
    do {
      return try await host.write { site.answer(request, with: $0.replica) }
    } catch let problem as Problem where problem == .busy {
      return site.answerBusy(request)
    }
  }

  private static func page(
    _ request: Request, body: [UInt8], channel: any Channel
  ) -> PageRequest {
    var fields: [String: String] = [:]
    var repeated: Set<String> = []
    for field in request.headers {
      let name = field.name.canonicalName
      if fields[name] == nil { fields[name] = field.value } else { repeated.insert(name) }
    }
    fields["host"] = fields["host"] ?? request.head.authority
    return PageRequest(
      method: request.method.rawValue, target: request.head.path ?? "/", fields: fields,
      repeated: repeated, body: body, remoteAddress: channel.remoteAddress?.ipAddress ?? "")
  }
}

extension Answer {
  /// What a site answered, packed where the client takes that and it is worth it.
  fileprivate init(_ page: PageAnswer, packs: Bool) {
    let type = page.fields.first { $0.name == "Content-Type" }?.value ?? "text/plain"
    let isWorthIt = packs && page.bytes.count >= Self.packsFromBytes
    let packed = isWorthIt ? try? Self.packed(page.bytes) : nil
    self.init(
      status: page.status, type: type, content: .bytes(packed ?? page.bytes),
      isPacked: packed != nil)
    for field in page.fields { add(field.name, field.value) }
  }
}
