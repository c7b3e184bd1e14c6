#if arch(x86_64)
  internal import CSHA
#endif

/// The SHA-256 hash of bytes that arrive in pieces.
///
/// Processors that have instructions for it use them; the hash is the same.
///
/// Source: FIPS 180-4, Secure Hash Standard.
public struct SHA256: Sendable {
  private var state: State = (
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
    0x5BE0_CD19
  )
  private var waiting: [UInt8] = []
  private var byteCount: UInt64 = 0

  private typealias State = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  private let usesInstructions: Bool

  /// The hash of no bytes yet.
  public init() { self.init(usingInstructions: true) }

  /// The hash of no bytes yet, without the processor's own instructions if that is wanted.
  package init(usingInstructions: Bool) {
    usesInstructions = usingInstructions && Self.hasInstructions
    waiting.reserveCapacity(64)
  }

  /// The hash of some bytes, as 64 lower-case hexadecimal digits.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes.span)
    return hash.hexadecimal()
  }

  /// Appends the bytes of values, which must be of a type without padding.
  public mutating func update<Value: BitwiseCopyable>(_ values: Span<Value>) {
    var state = state
    defer { self.state = state }
    byteCount += UInt64(values.count * MemoryLayout<Value>.stride)
    unsafe values.withUnsafeBytes { bytes in
      var at = 0
      if !waiting.isEmpty {
        at = min(64 - waiting.count, bytes.count)
        unsafe waiting.append(contentsOf: bytes[..<at])
        guard waiting.count == 64 else { return }
        unsafe waiting.withUnsafeBytes { unsafe compress(&state, $0) }
        waiting.removeAll(keepingCapacity: true)
      }
      let whole = (bytes.count - at) / 64 * 64
      unsafe compress(&state, UnsafeRawBufferPointer(rebasing: bytes[at..<at + whole]))
      unsafe waiting.append(contentsOf: bytes[(at + whole)...])
    }
  }

  /// The hash of all bytes so far, as 64 lower-case hexadecimal digits.
  public func hexadecimal() -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The hash of all bytes so far: 32 bytes.
  public func digest() -> [UInt8] {
    var padded = waiting
    padded.append(0x80)
    while padded.count % 64 != 56 { padded.append(0) }
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      padded.append(UInt8(truncatingIfNeeded: (byteCount << 3) >> shift))
    }
    var last = state
    unsafe padded.withUnsafeBytes { unsafe compress(&last, $0) }
    return [last.0, last.1, last.2, last.3, last.4, last.5, last.6, last.7].flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  #if arch(x86_64)
    /// Whether the processor has instructions for this hash.
    private static let hasInstructions = lopsided_sha256_available() != 0
  #else
    private static let hasInstructions = false
  #endif

  /// Works off whole blocks of 64 bytes.
  private func compress(_ state: inout State, _ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count >= 64 else { return }
    unsafe Self.constants.withUnsafeBufferPointer { constants in
      guard let k = constants.baseAddress else { return }
      #if arch(x86_64)
        if usesInstructions {
          unsafe withUnsafeMutableBytes(of: &state) { words in
            unsafe lopsided_sha256_blocks(
              words.baseAddress?.assumingMemoryBound(to: UInt32.self),
              start.assumingMemoryBound(to: UInt8.self), bytes.count / 64, k)
          }
          return
        }
      #endif
      let end = unsafe start + bytes.count
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
        guard let w = words.baseAddress else { return }
        var block = unsafe start
        while unsafe block < end {
          unsafe Self.compress(&state, block, schedule: w, constants: k)
          unsafe block += 64
        }
      }
    }
  }

  @inline(__always)
  private static func compress(
    _ state: inout State, _ block: UnsafeRawPointer, schedule w: UnsafeMutablePointer<UInt32>,
    constants k: UnsafePointer<UInt32>
  ) {
    var i = 0
    while i < 16 {
      unsafe w[i] = block.loadUnaligned(fromByteOffset: i &* 4, as: UInt32.self).byteSwapped
      i &+= 1
    }
    while i < 64 {
      let (a, b) = unsafe (w[i &- 15], w[i &- 2])
      let small0 = rotated(a, 7) ^ rotated(a, 18) ^ (a &>> 3)
      let small1 = rotated(b, 17) ^ rotated(b, 19) ^ (b &>> 10)
      unsafe w[i] = w[i &- 16] &+ small0 &+ w[i &- 7] &+ small1
      i &+= 1
    }
    var (a, b, c, d, e, f, g, h) = state
    i = 0
    // Eight rounds rename the eight words once round, so that none is moved.
    while i < 64 {
      unsafe round(a, b, c, &d, e, f, g, &h, w[i] &+ k[i])
      unsafe round(h, a, b, &c, d, e, f, &g, w[i &+ 1] &+ k[i &+ 1])
      unsafe round(g, h, a, &b, c, d, e, &f, w[i &+ 2] &+ k[i &+ 2])
      unsafe round(f, g, h, &a, b, c, d, &e, w[i &+ 3] &+ k[i &+ 3])
      unsafe round(e, f, g, &h, a, b, c, &d, w[i &+ 4] &+ k[i &+ 4])
      unsafe round(d, e, f, &g, h, a, b, &c, w[i &+ 5] &+ k[i &+ 5])
      unsafe round(c, d, e, &f, g, h, a, &b, w[i &+ 6] &+ k[i &+ 6])
      unsafe round(b, c, d, &e, f, g, h, &a, w[i &+ 7] &+ k[i &+ 7])
      i &+= 8
    }
    state = (
      state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e, state.5 &+ f,
      state.6 &+ g, state.7 &+ h
    )
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ input: UInt32
  ) {
    let sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    let first = h &+ sum1 &+ (g ^ (e & (f ^ g))) &+ input
    let sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    d = d &+ first
    h = first &+ sum0 &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    (word &>> bits) | (word &<< (32 &- bits))
  }

  /// Fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
    0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE,
    0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F,
    0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
    0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC,
    0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
    0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070, 0x19A4_C116,
    0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
    0xC671_78F2,
  ]
}
