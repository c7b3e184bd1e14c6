internal import KernelInterface
internal import Kernels
internal import Losses

/// Logistic regression: the logits of four learners are one product, the derivatives of all are
/// one, and threads share the rows.
///
/// Where losses are sums over rows, a chunk of rows is read, judged and differentiated at once.
/// Other losses are evaluated on the whole batch, between two passes over the rows.
@safe final class AffineEngine: LockstepEngine, CrewTask {
  let layout: NetworkLayout
  let batchCapacity: Int
  private let arithmetic = InstructionSet.best.arithmetic
  private let crew: Crew
  /// The learners' weights, four learners side by side.
  private let weights: FourfoldWeights
  /// Logits and slopes of a chunk, learner by learner, for each thread.
  private let rooms: [(logits: FloatBuffer, slopes: FloatBuffer)]
  /// Logits and slopes of the batch, for losses that need all of it.
  private let logits: FloatBuffer
  private let slopes: FloatBuffer
  /// Derivatives by weights and bias, chunk by chunk and in these learner by learner.
  private let gradients: FloatBuffer
  private let gradientStride: Int
  private let learnerCapacity: Int

  /// The step that is being taken.
  private var phase = Phase.rows
  private var features: UnsafePointer<Float>?
  private var coming = ComingRows.unknown
  private var batch = LossBatch()
  private var moment: Moment?
  /// The learners that take part, those with pointwise losses first.
  private var learners: [Learner] = []
  private var pointwiseCount = 0
  /// The loss of each chunk and learner.
  private var lossSums: UnsafeMutablePointer<Double>

  private enum Phase { case rows, losses, derivatives }

  init(inputs: Int, learnerCapacity: Int, batchCapacity: Int, crew: Crew) {
    layout = NetworkLayout(inputs: inputs, hidden: [])
    self.batchCapacity = batchCapacity
    self.learnerCapacity = learnerCapacity
    self.crew = crew
    // Learners of both kinds begin with four of their own.
    weights = FourfoldWeights(inputs: inputs, learners: learnerCapacity + 4)
    let places = weights.places
    rooms = (0..<crew.lanes).map { _ in
      (
        FloatBuffer(count: places * RowChunks.size), FloatBuffer(count: places * RowChunks.size)
      )
    }
    logits = FloatBuffer(count: places * batchCapacity)
    slopes = FloatBuffer(count: learnerCapacity * batchCapacity)
    gradientStride = wholeStrips(inputs + 1)
    let chunks = RowChunks(rows: batchCapacity).count
    gradients = FloatBuffer(count: chunks * learnerCapacity * gradientStride)
    let sums = max(chunks * learnerCapacity, 1)
    unsafe lossSums = .allocate(capacity: sums)
    unsafe lossSums.initialize(repeating: 0, count: sums)
  }

  deinit { unsafe lossSums.deallocate() }

  func step(
    _ all: [Learner], features: UnsafePointer<Float>, coming: ComingRows,
    batch: LossBatch, at moment: Moment
  ) {
    precondition(batch.count <= batchCapacity && all.count <= learnerCapacity)
    learners.removeAll(keepingCapacity: true)
    for learner in all where learner.isPointwise && learner.takesPart(in: batch) {
      learners.append(learner)
    }
    pointwiseCount = learners.count
    for learner in all where !learner.isPointwise && learner.takesPart(in: batch) {
      learners.append(learner)
    }
    guard !learners.isEmpty else { return }
    for (place, learner) in learners.enumerated() {
      unsafe weights.set(learner.parameters.base, at: fourfoldPlace(of: place), layout)
    }
    self.batch = batch
    self.moment = moment
    unsafe self.features = features
    self.coming = coming
    run(.rows)
    if pointwiseCount < learners.count {
      run(.losses)
      run(.derivatives)
    }
    finish(at: moment)
    self.batch = LossBatch()
    self.coming = .unknown
  }

  private func run(_ phase: Phase) {
    self.phase = phase
    crew.run(
      self,
      parts: phase == .losses
        ? learners.count &- pointwiseCount : RowChunks(rows: batch.count).count)
  }

  /// Where a learner's weights stand: losses of both kinds never share four.
  private func fourfoldPlace(of place: Int) -> Int {
    place < pointwiseCount ? place : place &- pointwiseCount &+ (pointwiseCount &+ 3) & ~3
  }

  func work(part: Int, lane: Int) {
    guard let features = unsafe features, let moment else { return }
    switch phase {
    case .rows: unsafe visit(part, features, moment, lane: lane)
    case .losses:
      let learner = learners[pointwiseCount &+ part]
      let start = part &* batchCapacity
      learner.movesNow = unsafe learner.evaluate(
        logits: logits.base + start, batch: batch, at: moment, slopes: slopes.base + start)
    case .derivatives:
      let rows = RowChunks(rows: batch.count)[part]
      unsafe differentiate(
        part, features, slopes.base + rows.lowerBound, batchCapacity,
        learners: pointwiseCount..<learners.count)
    }
  }

  /// The logits of a chunk of rows; for pointwise losses also their values and derivatives.
  private func visit(
    _ chunk: Int, _ features: UnsafePointer<Float>, _ moment: Moment, lane: Int
  ) {
    // Held once: threads that each take hold of the same objects again and again slow each other.
    let (batch, learners) = (batch, learners)
    let rows = RowChunks(rows: batch.count)[chunk]
    let (chunkLogits, chunkSlopes) = unsafe (rooms[lane].logits.base, rooms[lane].slopes.base)
    let inputs = layout.output.inputs
    let start = rows.lowerBound &* inputs
    let firstOfOthers = (pointwiseCount &+ 3) & ~3
    let places = fourfoldPlace(of: learners.count)
    coming.bringNear(part: chunk, of: RowChunks(rows: batch.count).count)
    for place in stride(from: 0, to: places, by: 4) {
      let isPointwise = place < firstOfOthers
      let target =
        unsafe isPointwise
        ? chunkLogits + (place &* RowChunks.size)
        : logits.base + ((place &- firstOfOthers) &* batchCapacity &+ rows.lowerBound)
      unsafe arithmetic.logitsOfFour(
        features + start, inputs, rows: rows.count, depth: inputs, weights: weights.four(place),
        into: target, isPointwise ? RowChunks.size : batchCapacity,
        coming: place == 0 ? coming.neighbours.map { unsafe $0 + start } : nil)
    }
    guard pointwiseCount > 0 else { return }
    for place in 0..<pointwiseCount {
      unsafe lossSums[chunk &* learnerCapacity &+ place] = learners[place].evaluate(
        logits: chunkLogits + (place &* RowChunks.size), rows: rows, of: batch,
        in: moment.context, slopes: chunkSlopes + (place &* RowChunks.size))
    }
    unsafe differentiate(
      chunk, features, chunkSlopes, RowChunks.size, learners: 0..<pointwiseCount)
  }

  /// Derivatives of a chunk by the weights and biases of some learners, whose slopes stand
  /// `stride` apart.
  private func differentiate(
    _ chunk: Int, _ features: UnsafePointer<Float>, _ slopes: UnsafePointer<Float>,
    _ stride: Int, learners: Range<Int>
  ) {
    let rows = RowChunks(rows: batch.count)[chunk]
    let inputs = layout.output.inputs
    let target = unsafe gradient(of: chunk, learners.lowerBound)
    unsafe target.update(repeating: 0, count: learners.count &* gradientStride)
    unsafe arithmetic.accumulate(
      slopes, rowStride: 1, columnStride: stride, rows: rows.count, columns: learners.count,
      features + (rows.lowerBound &* inputs), inputs, width: wholeStrips(inputs), into: target,
      gradientStride)
    for place in 0..<learners.count {
      unsafe target[place &* gradientStride &+ layout.output.biases] = arithmetic.sum(
        slopes + (place &* stride), count: rows.count)
    }
  }

  private func gradient(of chunk: Int, _ place: Int) -> UnsafeMutablePointer<Float> {
    unsafe gradients.base + ((chunk &* learnerCapacity &+ place) &* gradientStride)
  }

  /// Adds up the chunks and moves the learners.
  private func finish(at moment: Moment) {
    let chunks = RowChunks(rows: batch.count).count
    for (place, learner) in learners.enumerated() {
      if place < pointwiseCount {
        var sum = 0.0
        for chunk in 0..<chunks { unsafe sum += lossSums[chunk &* learnerCapacity &+ place] }
        learner.movesNow = learner.accept(sum, rows: batch.count, at: moment)
      }
      guard learner.movesNow else { continue }
      let total = unsafe gradient(of: 0, place)
      for chunk in 1..<max(chunks, 1) {
        let part = unsafe gradient(of: chunk, place)
        for i in 0..<layout.parameterCount { unsafe total[i] += part[i] }
      }
      unsafe learner.move(along: total, rows: batch.count, layout: layout, at: moment)
    }
  }

  func score(
    features: UnsafePointer<Float>, rows: Int, parameters: [UnsafePointer<Float>],
    into targets: [UnsafeMutablePointer<Float>]
  ) {
    let count = unsafe parameters.count
    precondition(count <= learnerCapacity)
    for place in 0..<count { unsafe weights.set(parameters[place], at: place, layout) }
    let inputs = layout.output.inputs
    let chunks = RowChunks(rows: rows)
    for chunk in 0..<chunks.count {
      let part = chunks[chunk]
      let room = unsafe rooms[0].logits.base
      for place in stride(from: 0, to: count, by: 4) {
        unsafe arithmetic.logitsOfFour(
          features + (part.lowerBound &* inputs), inputs, rows: part.count, depth: inputs,
          weights: weights.four(place), into: room + (place &* RowChunks.size), RowChunks.size,
          coming: nil)
      }
      for place in 0..<count {
        unsafe (targets[place] + part.lowerBound).update(
          from: room + (place &* RowChunks.size), count: part.count)
      }
    }
  }
}
