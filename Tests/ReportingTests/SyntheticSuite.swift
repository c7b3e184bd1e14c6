import Foundation
import Results

/// Results that no training made: plausible numbers from a small generator, the same every time.
struct SyntheticSuite {
  var replicates = 10
  var losses = SyntheticSuite.losses
  var models = SyntheticSuite.models
  var datasets = [SyntheticSuite.scenario, SyntheticSuite.imported]
  var selectionMetric = "average-precision"
  var reference = "cross-entropy"
  /// Spread of a trial's own average precision; the default depends on the data set.
  var noise: Double?
  /// Trials that fail: data set, model, loss, replicate.
  var failing: Set<String> = [
    "typologies/mlp/mse/3", "typologies/mlp/mse/7", "mammography/logistic/focal/0",
  ]

  /// Average precision above that of cross-entropy.
  var gains = ["weighted-cross-entropy": -0.004, "focal": 0.0005, "mse": -0.035]
  /// Whether probabilities were calibrated on validation as well.
  var isCalibrated = true
  /// The factor by which raw probabilities overstate fraud.
  var excess = ["weighted-cross-entropy": 96.0, "focal": 1.9, "mse": 1.0]

  static let losses: [LossRecord] = [
    LossRecord(
      id: "cross-entropy", name: "cross-entropy", title: "cross-entropy",
      formula: "−y log p − (1 − y) log(1 − p)", reference: "Cox 1958", isStrictlyProper: true,
      recoversPosterior: true, grid: [[:]]),
    LossRecord(
      id: "weighted-cross-entropy", name: "weighted-cross-entropy",
      title: "weighted cross-entropy", formula: "−w y log p − (1 − y) log(1 − p)",
      reference: "King and Zeng 2001", isStrictlyProper: false, recoversPosterior: true,
      grid: [["balance": 1], ["balance": 0.5]]),
    LossRecord(
      id: "focal", name: "focal", title: "focal loss", formula: "−(1 − pₜ)^γ log pₜ",
      reference: "Lin et al. 2017", isStrictlyProper: false, recoversPosterior: true,
      grid: [["gamma": 2], ["gamma": 1], ["gamma": 5]]),
    LossRecord(
      id: "mse", name: "mse", title: "squared error", formula: "(p − y)²",
      reference: "Brier 1950", isStrictlyProper: true, recoversPosterior: true, grid: [[:]]),
  ]

  static let models: [ModelRecord] = [
    ModelRecord(
      name: "logistic", title: "logistic regression",
      training: "Adam, batches of 1024 rows, at most 20 epochs, patience 4",
      learningRates: [0.001, 0.01, 0.1], defaultLearningRate: 0.01),
    ModelRecord(
      name: "mlp", title: "MLP, hidden layers 64 and 32",
      training: "Adam, batches of 1024 rows, at most 20 epochs, patience 4",
      learningRates: [0.0003, 0.001, 0.003], defaultLearningRate: 0.001),
  ]

  static let scenario = DatasetRecord(
    id: "typologies", title: "typologies, 0.1 % fraud", design: .independentDraws,
    trainingRows: 1_000_000, trainingPositives: 1_000, validationRows: 500_000,
    validationPositives: 500, testRows: 1_000_000, testPositives: 1_000, features: 20,
    typologies: ["card-testing", "account-takeover", "mule"],
    bayes: [
      "average-precision": BayesValue(value: 0.523_41, standardError: 0.000_83),
      "auroc": BayesValue(value: 0.985_32, standardError: 0.000_12),
      "log-loss": BayesValue(value: 0.004_012, standardError: 0.000_004),
    ],
    provenance: "Generated; every replicate draws its own rows.", hash: "5ce0a410")

  static let imported = DatasetRecord(
    id: "mammography", title: "mammography (real)", design: .resampledSplits,
    trainingRows: 6_710, trainingPositives: 156, validationRows: 2_237, validationPositives: 52,
    testRows: 2_236, testPositives: 52, features: 6, typologies: [], bayes: [:],
    provenance: "A public file of 11,183 rows.", hash: "77aa01bc")

  var suite: SuiteRecord {
    SuiteRecord(
      name: "synthetic", title: "Which loss when 0.1 % of transactions are fraud?",
      path: "Benchmarks/Suites/synthetic.yaml", fileHash: "0123456789abcdef", version: "0.1.0",
      replicates: replicates, seed: 20_260_101, selectionMetric: selectionMetric,
      reference: reference, configurations: 6, practicalEquivalence: 0.01, losses: losses,
      models: models, datasets: datasets)
  }

  var results: SuiteResults {
    var trials: [TrialRecord] = []
    for (d, dataset) in datasets.enumerated() {
      for (m, model) in models.enumerated() {
        for (l, loss) in losses.enumerated() {
          for replicate in 0..<replicates {
            let name = "\(dataset.id)/\(model.name)/\(loss.id)/\(replicate)"
            let outcome: TrialOutcome =
              failing.contains(name)
              ? .failed(
                TrialFailure(
                  kind: .diverged, reason: "The loss became NaN in epoch 3, batch 118."))
              : .scored(scores(dataset, d, model, m, loss, l, replicate))
            trials.append(
              TrialRecord(
                key: name, dataset: dataset.id, replicate: replicate, model: model.name,
                loss: loss.id, outcome: outcome, seconds: Double(replicate) + 0.25,
                arithmetic: "OpenBLAS Haswell"))
          }
        }
      }
    }
    return SuiteResults(suite: suite, trials: trials)
  }

  private func scores(
    _ dataset: DatasetRecord, _ d: Int, _ model: ModelRecord, _ m: Int, _ loss: LossRecord,
    _ l: Int, _ replicate: Int
  ) -> TrialScores {
    // What a replicate has in common for all losses, and what is the trial's own.
    var shared = Noise(seed: UInt64(d * 100 + replicate))
    var own = Noise(seed: UInt64(100_000 + d * 10_000 + m * 1_000 + l * 100 + replicate))
    let isReal = dataset.design == .resampledSplits
    let level = (isReal ? 0.62 : 0.40) + (m == 1 ? 0.03 : 0)
    let spread = isReal ? 0.05 : 0.02
    let ap =
      level + spread * shared.normal() + (gains[loss.id] ?? 0)
      + (noise ?? (isReal ? 0.02 : 0.0025)) * own.normal()
    let tuned = metrics(dataset, loss, ap: ap, noise: &own)
    let worse = metrics(dataset, loss, ap: ap - 0.01 - 0.01 * own.uniform(), noise: &own)
    let settings = loss.grid[Int(own.uniform() * Double(loss.grid.count))]
    let rate = model.learningRates[own.uniform() < 0.7 ? 1 : 2]
    let epochs = 8 + Int(own.uniform() * 12)
    var curve = [LearningCurvePoint(epoch: 0, trainingLoss: nil, validation: dataset.prevalence)]
    for epoch in 1...epochs {
      let progress = 1 - exp(-Double(epoch) / 3)
      curve.append(
        LearningCurvePoint(
          epoch: epoch, trainingLoss: 0.02 / Double(epoch),
          validation: (ap + 0.01 * own.normal()) * progress))
    }
    let prevalence = Double(dataset.testPositives) / Double(dataset.testRows)
    // Precision falls from a ceiling at a steepness that gives about the wanted area.
    let steep = 1 / ap - 1
    let points = (1...60).map { step in
      let recall = Double(step) / 60
      let precision = pow(1 - recall, steep) * (0.97 + 0.02 * own.normal() / Double(step))
      return CurvePoint(recall: recall, precision: min(1, max(prevalence, precision)))
    }
    let failure = TrialFailure(
      kind: .diverged, reason: "The weights of layer 1 became infinite in epoch 1, batch 9.")
    let hasFailed = loss.id == "mse" && replicate == 2
    return TrialScores(
      tuned: ConfigurationScores(
        settings: settings, learningRate: rate, epoch: epochs - 4, metrics: tuned),
      defaults: hasFailed
        ? nil
        : ConfigurationScores(
          settings: loss.grid[0], learningRate: model.defaultLearningRate, epoch: 5,
          metrics: worse),
      configurations: [
        ConfigurationSummary(
          settings: settings, learningRate: rate, validation: ap, epoch: epochs - 4,
          epochsTrained: epochs, failure: nil),
        ConfigurationSummary(
          settings: loss.grid[0], learningRate: model.defaultLearningRate,
          validation: hasFailed ? nil : ap - 0.02, epoch: 5, epochsTrained: 9,
          failure: hasFailed ? failure : nil),
      ],
      learningCurve: curve, precisionRecallCurve: points,
      oracle: isReal ? [:] : ["average-precision": 0.52])
  }

  private func metrics(
    _ dataset: DatasetRecord, _ loss: LossRecord, ap: Double, noise: inout Noise
  ) -> [String: Double] {
    let isReal = dataset.design == .resampledSplits
    let prevalence = Double(dataset.testPositives) / Double(dataset.testRows)
    let f1 = ap + 0.02 + 0.01 * noise.normal()
    var metrics: [String: Double] = [
      "average-precision": ap, "auroc": 0.93 + 0.08 * ap + 0.001 * noise.normal(),
      "recall-at-fpr-0.001": ap + 0.1, "recall-at-fpr-0.01": ap + 0.3,
      "recall-at-fpr-0.05": min(1, ap + 0.45), "precision-at-100": min(1, ap + 0.42),
      "f1": f1, "f1-test-optimal": f1 + 0.015 * noise.uniform(), "mcc": f1 + 0.003,
      "mcc-test-optimal": f1 + 0.02, "precision": f1 + 0.05, "recall": f1 - 0.04,
      "false-positive-rate": 0.000_4 + 0.000_05 * noise.normal(),
      "f1-at-half": max(
        0, loss.id == "weighted-cross-entropy" ? 0.08 + 0.01 * noise.normal() : f1 - 0.12),
    ]
    let excess = isReal ? (excess[loss.id] ?? 1).squareRoot() : excess[loss.id] ?? 1
    let base = prevalence * 4
    let variants = loss.recoversPosterior ? ["raw", "recovered"] : ["raw"]
    let jitter = exp(0.03 * noise.normal())
    for variant in variants {
      let factor = variant == "raw" ? excess : 1
      let logLoss = base * (1 + 0.2 * log(factor) * log(factor)) * (1.1 - ap / 10) * jitter
      let brier = prevalence * (0.75 + 0.02 * (factor - 1)) * jitter
      metrics["log-loss/\(variant)"] = logLoss
      metrics["log-loss-skill/\(variant)"] = 1 - logLoss / (prevalence * 7.9)
      metrics["brier/\(variant)"] = brier
      metrics["brier-skill/\(variant)"] = 1 - brier / prevalence
      metrics["ece/\(variant)"] = prevalence * (factor - 0.9)
      metrics["observed-expected-ratio/\(variant)"] = jitter / factor
      if !isReal {
        metrics["log-loss-regret/\(variant)"] = logLoss - base * 0.9
        metrics["brier-regret/\(variant)"] = brier * 0.1
      }
    }
    // Of a generator of its own, so that all other numbers stay as they are.
    var calibration = Noise(seed: UInt64(jitter * 1e12))
    for variant in isCalibrated ? ["platt", "isotonic", "prior-corrected"] : [] {
      let logLoss = base * (1.1 - ap / 10) * (1 + 0.001 * calibration.normal())
      metrics["log-loss/\(variant)"] = logLoss
      metrics["log-loss-skill/\(variant)"] = 1 - logLoss / (prevalence * 7.9)
      metrics["brier/\(variant)"] = prevalence * 0.75 * (1 + 0.002 * calibration.normal())
    }
    guard !isReal else { return metrics }
    metrics["average-precision-regret"] = 0.52 - ap
    metrics["auroc-regret"] = 0.02 - 0.01 * ap
    for (index, typology) in dataset.typologies.enumerated() {
      metrics["recall-at-fpr-0.01/\(typology)"] =
        min(1, ap + 0.15 * Double(index) + 0.02 * noise.normal())
    }
    return metrics
  }
}

/// A small generator of noise (SplitMix64): plenty for numbers that only need to look alive.
struct Noise {
  private var state: UInt64

  /// Neighbouring seeds must not give shifted copies of one sequence, so the seed is mixed first.
  init(seed: UInt64) {
    state = seed
    state = UInt64(uniform() * 0x1p53) &* 0xD134_2543_DE82_EF95
  }

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
  }

  /// The sum of twelve uniforms, less six: near enough to normal, and free of libm.
  mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + uniform() }
  }
}
