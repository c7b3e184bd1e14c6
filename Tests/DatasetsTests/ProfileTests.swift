import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("A profile finds what would make results too good or too uncertain")
struct ProfileTests {
  /// Rows with a useful, a useless and whatever other feature, 5 % positive.
  private func rows(
    _ count: Int, _ further: [(FeatureColumn, (Int, Bool) -> Float)] = [],
    attributes: RowAttributes = RowAttributes()
  ) -> Dataset {
    let stream = TestNormals(seed: 7)
    var features: [Float] = []
    var labels: [UInt8] = []
    for row in 0..<count {
      let isPositive = row % 20 == 3
      let noise = stream.normal(row, 0)
      features.append(noise + (isPositive ? 1 : 0))
      features.append(stream.normal(row, 1))
      for (_, value) in further { features.append(value(row, isPositive)) }
      labels.append(isPositive ? 1 : 0)
    }
    return Dataset(
      columns: [FeatureColumn("useful"), FeatureColumn("useless")] + further.map(\.0),
      features: features, labels: labels, attributes: attributes)
  }

  private func texts(_ profile: DataProfile, _ severity: DataProfile.Finding.Severity) -> String {
    profile.findings.filter { $0.severity == severity }.map(\.text).joined(separator: "\n")
  }

  @Test("Clean rows give AUROCs as the law has them and no finding")
  func clean() throws {
    let profile = DataProfile(of: rows(8000), threads: 2)
    // Normals one deviation apart: Φ(1/√2) = 0.7602; 400 positives give an error of about 0.012.
    let auroc = try #require(profile.features[0].auroc)
    #expect(abs(auroc - 0.7602) < 4 * 0.012)
    #expect(abs(try #require(profile.features[1].auroc) - 0.5) < 4 * 0.015)
    #expect(profile.findings.isEmpty, "\(profile.findings)")
    #expect(profile.drifting.isEmpty)
    #expect(!profile.isSerious)
    #expect(profile.parts.map(\.rows).reduce(0, +) == 8000)
    #expect(profile.parts.map(\.positives) == [240, 80, 80])
    for feature in profile.features {
      let shift = try #require(feature.shift)
      #expect(shift.index < shift.chance(level: 1e-4))
      #expect(abs(feature.histogram.bins.reduce(0) { $0 + $1.positives } - 1) < 1e-9)
    }
  }

  @Test("The AUROC counts ties half, as a count of all pairs does")
  func ties() throws {
    let dataset = rows(400, [(FeatureColumn("coarse"), { row, _ in Float(row % 7) - 3 })])
    let profile = DataProfile(of: dataset)
    var doubled = 0
    for positive in 0..<400 where dataset.labels[positive] == 1 {
      for negative in 0..<400 where dataset.labels[negative] == 0 {
        let (a, b) = (dataset.features[positive * 3 + 2], dataset.features[negative * 3 + 2])
        doubled += a > b ? 2 : a == b ? 1 : 0
      }
    }
    #expect(abs(try #require(profile.features[2].auroc) - Double(doubled) / 2 / 20 / 380) < 1e-12)
  }

  @Test("Leaks are serious: by value, by level, by what is missing; noise of many levels is none")
  func leaks() throws {
    let profile = DataProfile(
      of: rows(
        4000,
        [
          (
            FeatureColumn("after"),
            { row, isPositive in isPositive ? -100 - Float(row) : Float(row) }
          ),
          (
            FeatureColumn("code", .categorical(levels: ["a", "b", "c"])),
            { row, isPositive in isPositive ? 1 : Float(row % 2 * 2) }
          ),
          (
            FeatureColumn("closed"),
            { row, isPositive in isPositive ? .nan : Float(row % 10) }
          ),
          (
            FeatureColumn("noise", .categorical(levels: (0..<2000).map { "\($0)" })),
            { row, _ in Float(row * 7919 % 2000) }
          ),
        ]))
    let serious = texts(profile, .serious)
    #expect(serious.contains("after alone tells the label: its AUROC is 0.0."))
    #expect(serious.contains("code alone tells the label: its AUROC is 1.0."))
    #expect(serious.contains("Whether closed is missing tells the label: its AUROC is 1.0."))
    #expect(!serious.contains("noise"))
    #expect(abs(try #require(profile.features[5].auroc) - 0.5) < 0.2)
    #expect(texts(profile, .note).contains("noise (2000)"))
    #expect(profile.isSerious)
    #expect(profile.byStrength[0].name == "after")
  }

  @Test("Drift over time is found, biggest first, and prevalence by period adds up")
  func drift() throws {
    let stream = TestNormals(seed: 9)
    let times = (0..<6000).map { Double($0) / 100 }
    let profile = DataProfile(
      of: rows(
        6000,
        [
          (FeatureColumn("moves"), { row, _ in stream.normal(row, 5) + Float(row) / 2000 }),
          (
            FeatureColumn("new", .categorical(levels: ["x", "y"])),
            { row, _ in row > 4500 && row % 2 == 0 ? 1 : 0 }
          ),
        ], attributes: RowAttributes(times: times)))
    #expect(profile.basis == .time)
    #expect(Set(profile.drifting.map(\.name)) == ["moves", "new"])
    #expect(profile.byShift.prefix(2).map(\.name) == profile.drifting.map(\.name))
    #expect(texts(profile, .note).contains("2 of 4 features differ between training and test"))
    #expect(profile.periods.map(\.rows).reduce(0, +) == 6000)
    #expect(profile.periods.map(\.positives).reduce(0, +) == 300)
  }

  @Test("Copies across the split, shared entities, few positives, constants and holes are told")
  func other() throws {
    let base = rows(
      300,
      [
        (FeatureColumn("same"), { _, _ in 4 }),
        (FeatureColumn("holes"), { row, _ in row % 3 == 0 ? 1 : .nan }),
      ])
    let doubled = base.rows(at: (0..<300).flatMap { [$0, $0] })
    let profile = DataProfile(of: doubled)
    #expect(profile.duplicates.exact == 300)
    let notes = texts(profile, .note)
    #expect(notes.contains("1 features never vary and tell nothing: same."))
    #expect(notes.contains("missing in more than half of the rows: holes."))
    #expect(texts(profile, .serious).contains("have the same features as a training row"))
    #expect(texts(profile, .serious).contains("The test part has 6 positives"))
    let entities = (0..<600).map { UInt32($0 / 2) }
    let grouped = DataProfile(of: doubled.with(RowAttributes(entities: entities)))
    #expect(grouped.basis == .entity)
    #expect(grouped.entityCount == 300)
    #expect(grouped.parts.allSatisfy { $0.rowsSharedWithTraining == 0 })
    #expect(grouped.parts.allSatisfy { $0.entitiesSharedWithTraining == 0 })
    let few = DataProfile(of: rows(30))
    #expect(texts(few, .serious).contains("cannot be split as a suite would"))
  }

  @Test("The profile does not depend on the number of threads")
  func threads() {
    let dataset = rows(3000)
    let (one, three) = (DataProfile(of: dataset, threads: 1), DataProfile(of: dataset, threads: 3))
    #expect(one.features == three.features)
    #expect(one.parts == three.parts)
    #expect(one.duplicates == three.duplicates)
  }
}

/// Independent standard normals by row and purpose.
private struct TestNormals {
  let seed: UInt64

  func normal(_ row: Int, _ purpose: UInt64) -> Float {
    let word = deriveSeed(from: seed, purpose, UInt64(row))
    return Float(InverseNormal.quantile((Double(word >> 11) + 0.5) * 0x1p-53))
  }
}
