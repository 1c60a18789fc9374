import SyncCore
import SyncWire
import Testing

struct KeyTests {
  @Test func `the keys of RFC 8032 give its public key and signature`() throws {
    // Section 7.1, test 2.
    let seed = try #require(
      bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
    let key = try SigningKey(seed: seed)
    #expect(
      key.publicKey == bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
    #expect(
      try key.signature(of: [0x72])
        == bytes(
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"))
  }

  @Test func `a key file is one line and read back as it was written`() throws {
    let key = SigningKey()
    let again = try SigningKey(fileText: key.fileText)
    #expect(again.publicKey == key.publicKey)
    #expect(key.fileText.hasPrefix("ed25519-private:"))
    #expect(key.fileText.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    #expect(try SigningKey(fileText: String(key.fileText.dropLast())).publicKey == key.publicKey)
  }

  @Test func `two new keys differ`() {
    #expect(SigningKey().publicKey != SigningKey().publicKey)
  }

  @Test(arguments: ["", "\n", "ed25519:AAAA", "ed25519-private:AAAA", "ed25519-private:"])
  func `a file of another form is no key`(text: String) {
    #expect(throws: SigningKey.Failure.fileForm) { try SigningKey(fileText: text) }
  }

  @Test func `a key file with anything behind its line is no key`() {
    #expect(throws: SigningKey.Failure.fileForm) {
      try SigningKey(fileText: SigningKey().fileText + "\n")
    }
    #expect(throws: SigningKey.Failure.fileForm) {
      try SigningKey(fileText: " " + SigningKey().fileText)
    }
  }

  @Test func `a seed has 32 bytes`() {
    #expect(throws: SigningKey.Failure.seedLength(31)) {
      try SigningKey(seed: [UInt8](repeating: 1, count: 31))
    }
  }

  @Test func `no message of a key tells any of the key`() {
    let failures: [SigningKey.Failure] = [.seedLength(3), .fileForm, .library]
    #expect(Set(failures.map(\.message)).count == 3)
    #expect(failures.allSatisfy { $0.message.split(separator: ".").count >= 2 })
  }

  @Test func `a key text is read back as it was written`() {
    let failure = firstFailingSeed(outOf: 200) { random in
      let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
      let signature = key + key.reversed()
      let text = KeyText.encode(signature)
      return KeyText.decode(KeyText.encode(key)) == key && KeyText.decode(text) == nil
        && KeyText.decode(text, countBytes: KeyText.signatureBytes) == signature
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test(arguments: [
    "ed25519:" + String(repeating: "A", count: 43),
    "ed25519:" + String(repeating: "A", count: 42) + "B=",
    "ed25519:" + String(repeating: "-", count: 43) + "=",
    "ed25519: " + String(repeating: "A", count: 43) + "=",
    "ED25519:" + String(repeating: "A", count: 43) + "=",
    "ed25519:" + String(repeating: "A", count: 41) + "===",
    "ed25519:" + String(repeating: "A", count: 43) + "=\n",
    "ed25519:" + String(repeating: "A", count: 20) + "=" + String(repeating: "A", count: 23),
    "ed25519:", "",
  ])
  func `a key has one spelling only`(text: String) {
    #expect(KeyText.decode(text) == nil)
  }

  private func bytes(_ hex: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = hex[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}

struct HashTests {
  @Test func `the hash is SHA-256`() {
    #expect(
      ContentHash.sha256("abc".utf8).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      ContentHash.sha256([]).hex
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `bytes in pieces and in any collection have the hash of the whole`() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
    var hasher = SHA256Hasher()
    hasher.update(bytes[..<300])
    let halfway = hasher.finish()
    hasher.update(bytes.reversed().reversed() as ReversedCollection<ReversedCollection<[UInt8]>>)
    #expect(halfway == .sha256(bytes[..<300]))
    #expect(hasher.finish() == .sha256(Array(bytes[..<300]) + bytes))
  }
}
