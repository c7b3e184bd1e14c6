import Hashing
import Testing

@Suite("SHA-256 gives the published hashes")
struct HashTests {
  @Test(
    "FIPS 180-4 examples and the empty message",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func published(message: String, hash: String) {
    #expect(SHA256.hexadecimal(of: Array(message.utf8)) == hash)
  }

  @Test("1000 letters a, hashed in pieces of every length up to 130")
  func pieces() {
    let letters = [UInt8](repeating: 0x61, count: 130)
    for length in 1...130 {
      var hash = SHA256()
      var left = 1000
      while left > 0 {
        let now = min(left, length)
        hash.update(letters.span.extracting(first: now))
        left -= now
      }
      #expect(
        hash.hexadecimal()
          == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3")
    }
  }

  @Test("Asking for the hash does not end it")
  func continues() {
    var hash = SHA256()
    hash.update(Array("ab".utf8).span)
    _ = hash.hexadecimal()
    hash.update(Array("c".utf8).span)
    #expect(hash.hexadecimal() == SHA256.hexadecimal(of: Array("abc".utf8)))
  }

  @Test("Values are hashed as their little-endian bytes")
  func values() {
    var hash = SHA256()
    hash.update([Float(1)].span)
    #expect(hash.hexadecimal() == SHA256.hexadecimal(of: [0, 0, 0x80, 0x3F]))
  }

  @Test("The processor's instructions give the hash that plain words give")
  func instructions() {
    var word: UInt64 = 1
    for length in [0, 55, 56, 63, 64, 65, 127, 128, 1000, 100_000] {
      let bytes = (0..<length).map { _ -> UInt8 in
        word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: word >> 56)
      }
      var plain = SHA256(usingInstructions: false)
      plain.update(bytes.span)
      #expect(SHA256.hexadecimal(of: bytes) == plain.hexadecimal())
    }
  }
}
