/// The OpenAPI 3.1 document of the exchange, embedded when the program is built.
enum OpenAPIDocument {
  static let bytes: [UInt8] = PackageResources.openapi_json
}
