import HTTPTypes
import NIOHTTP1
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// The document is held against the routes and against itself.
@Suite struct OpenAPITests {
  private let document: Value

  init() throws {
    document = try RelaxedJSON.read(OpenAPIDocument.bytes)
  }

  @Test func `every route is documented, and nothing else`() {
    let documented = document["paths"]?.members.flatMap { path, operations in
      operations.members.map { "\($0.0.uppercased()) \(path)" }
    }
    let routes = ServerRoute.allCases.map { "\($0.method.rawValue) \($0.path)" }
    #expect(documented?.sorted() == routes.sorted())
  }

  @Test func `signed are the routes that say so`() throws {
    for route in ServerRoute.allCases {
      let method = Text(route.method.rawValue.lowercased())
      let operation = try #require(document["paths"]?[Text(route.path)]?[method])
      let isSigned = operation["security"] != .array([])
      #expect(isSigned == route.isSigned, "\(route.path)")
      let types = operation["requestBody"]?["content"]?.members.map(\.0) ?? []
      #expect(types == [route.bodyType].compactMap { $0 }, "\(route.path)")
    }
  }

  @Test func `every reference leads somewhere, and every part is used`() {
    let references = Set(document.references)
    for reference in references {
      var place: Value? = document
      for part in reference.split(separator: "/").dropFirst() { place = place?[Text(String(part))] }
      #expect(place != nil, "\(reference)")
    }
    for kind in ["schemas", "responses", "parameters"] {
      for (name, _) in document["components"]?[Text(kind)]?.members ?? [] where name != "Changeset"
      {
        #expect(references.contains("#/components/\(kind)/\(name)"), "\(name) is not used")
      }
    }
  }

  @Test func `every documented path answers, with a status that is documented`() async throws {
    try await withServer { server in
      for route in ServerRoute.allCases {
        var asking = Asking(method: route.method.rawValue, path: route.path)
        asking.type = route.bodyType
        asking.isSigned = route.isSigned
        let answer = try await server.ask(asking)
        let method = Text(route.method.rawValue.lowercased())
        let responses = document["paths"]?[Text(route.path)]?[method]?["responses"]
        #expect(responses?[Text("\(answer.status)")] != nil, "\(route.path): \(answer.status)")
      }
    }
  }

  @Test func `the document that is served is the one that is checked`() async throws {
    try await withServer { server in
      var asking = Asking.get("/openapi.json")
      asking.fields = [("Accept-Encoding", "gzip")]
      let answer = try await server.ask(asking)
      #expect(answer.fields.first(name: "content-encoding") == "gzip")
      #expect(try answer.unpacked() == OpenAPIDocument.bytes)
    }
  }
}

extension Value {
  fileprivate var members: [(String, Value)] {
    guard case .object(let members) = self else { return [] }
    return members.entries.map { ($0.key.string, $0.value) }
  }

  /// Every `$ref` below, wherever it stands.
  fileprivate var references: [String] {
    switch self {
    case .array(let elements): elements.flatMap(\.references)
    case .object(let members):
      members.entries.flatMap { entry in
        entry.key == "$ref"
          ? [entry.value.asText?.string].compactMap { $0 } : entry.value.references
      }
    default: []
    }
  }
}
