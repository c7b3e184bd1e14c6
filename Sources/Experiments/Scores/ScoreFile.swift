internal import Foundation
internal import Hashing

/// The bytes of a file of scores: a mark, a SHA-256 of what follows it, the length of a JSON head,
/// the head, and the logits as little-endian floats in the order of the head.
enum ScoreFile {
  private static let mark = Data("LOPSSCO1".utf8)
  private static let hashLength = 64

  private struct Head: Codable {
    struct Learner: Codable {
      var configuration: Int
      var progress: Double
      var test: Int
      var validation: Int
      var byClass: Int?

      var count: Int { test + validation + (byClass ?? 0) }
    }

    var learners: [Learner]
  }

  /// Writes scores down.
  static func data(of scores: KeptScores) throws -> Data {
    let head = Head(
      learners: scores.learners.map {
        Head.Learner(
          configuration: $0.configuration, progress: $0.progress, test: $0.test.count,
          validation: $0.validation.count, byClass: $0.byClass?.count)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = try encoder.encode(head)
    var body = bytes([UInt32(text.count).littleEndian]) + text
    for learner in scores.learners {
      for logits in [learner.test, learner.validation, learner.byClass ?? []] {
        body += bytes(logits.map(\.bitPattern.littleEndian))
      }
    }
    return mark + Data(SHA256.hexadecimal(of: Array(body)).utf8) + body
  }

  /// Reads scores; `nil` unless every byte is as it was written.
  static func scores(_ data: Data) -> KeptScores? {
    let start = mark.count + hashLength
    guard data.count > start + 4, data.prefix(mark.count) == mark else { return nil }
    let body = Array(data.dropFirst(start))
    let hash = data.dropFirst(mark.count).prefix(hashLength)
    guard Data(SHA256.hexadecimal(of: body).utf8) == hash else { return nil }
    let length = Int(number(body, at: 0))
    guard 4 + length <= body.count,
      let head = try? JSONDecoder().decode(Head.self, from: Data(body[4..<4 + length])),
      (1...2).contains(head.learners.count),
      4 + length + 4 * head.learners.reduce(0, { $0 + $1.count }) == body.count
    else { return nil }
    var place = 4 + length
    func take(_ count: Int) -> [Float] {
      defer { place += 4 * count }
      return (0..<count).map { Float(bitPattern: number(body, at: place + 4 * $0)) }
    }
    let learners = head.learners.map { learner in
      KeptScores.Learner(
        configuration: learner.configuration, progress: learner.progress,
        test: take(learner.test), validation: take(learner.validation),
        byClass: learner.byClass.map(take))
    }
    return KeptScores(tuned: learners[0], defaults: learners.count > 1 ? learners[1] : nil)
  }

  private static func bytes(_ numbers: [UInt32]) -> Data {
    unsafe numbers.withUnsafeBytes { unsafe Data($0) }
  }

  private static func number(_ bytes: [UInt8], at place: Int) -> UInt32 {
    UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
      | UInt32(bytes[place + 3]) << 24
  }
}
