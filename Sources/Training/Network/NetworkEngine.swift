internal import KernelInterface
internal import Kernels
internal import Losses

/// A multilayer perceptron, learner by learner on the same batch, shared by threads.
///
/// The products read rows where they lie, so one product for all learners would be no faster than
/// one for each; what they share is the batch, which stays in cache. A part of the work is a chunk
/// of rows for one learner, there and back; of a loss that needs the whole batch, a learner.
@safe final class NetworkEngine: LockstepEngine, CrewTask {
  let layout: NetworkLayout
  let batchCapacity: Int
  private let dropout: DropoutMasks?
  private let crew: Crew
  /// What each thread works in.
  private let rooms: [NetworkRoom]
  /// Gradients of chunks, learner by learner; there is none before the first step.
  private var gradients = FloatBuffer(count: 0)
  /// Learners whose gradients there is room for.
  private let learnersAtOnce: Int
  /// The loss of each of these learners and of each chunk.
  private var lossSums: UnsafeMutablePointer<Double>

  /// The step that is being taken.
  private var features: UnsafePointer<Float>?
  private var coming = ComingRows.unknown
  private var batch = LossBatch()
  private var moment: Moment?
  /// The learners that take part, those with pointwise losses last.
  private var learners: [Learner] = []
  /// Those whose losses need the whole batch.
  private var wholeBatchCount = 0
  /// Those whose turn it is.
  private var present = 0..<0
  private var phase = Phase.move

  private enum Phase {
    case chunks
    case wholeBatches
    case move
  }

  /// Floats that gradients may take.
  private static let gradientLimit = 1 << 22

  init(
    architecture: Architecture, inputs: Int, learners: Int, batchCapacity: Int,
    dropout: DropoutMasks?, crew: Crew
  ) {
    layout = NetworkLayout(inputs: inputs, hidden: architecture.hidden)
    self.batchCapacity = batchCapacity
    self.dropout = dropout
    self.crew = crew
    let layout = layout
    rooms = (0..<crew.lanes).map { _ in NetworkRoom(layout, dropout: dropout) }
    let chunks = RowChunks(rows: batchCapacity).count
    let length = max(chunks * layout.parameterCount, 1)
    learnersAtOnce = max(1, min(learners, Self.gradientLimit / length))
    let sums = max(learnersAtOnce * chunks, 1)
    unsafe lossSums = .allocate(capacity: sums)
    unsafe lossSums.initialize(repeating: 0, count: sums)
  }

  deinit { unsafe lossSums.deallocate() }

  func step(
    _ all: [Learner], features: UnsafePointer<Float>, coming: ComingRows,
    batch: LossBatch, at moment: Moment
  ) {
    precondition(batch.count <= batchCapacity)
    dropout?.draw(rows: batch.count, step: moment.step)
    learners.removeAll(keepingCapacity: true)
    for learner in all where !learner.isPointwise && learner.takesPart(in: batch) {
      learners.append(learner)
    }
    wholeBatchCount = learners.count
    for learner in all where learner.isPointwise && learner.takesPart(in: batch) {
      learners.append(learner)
    }
    if gradients.count == 0 {
      gradients = FloatBuffer(
        count: learnersAtOnce * RowChunks(rows: batchCapacity).count * layout.parameterCount)
    }
    unsafe self.features = features
    self.coming = coming
    self.batch = batch
    self.moment = moment
    take(0..<wholeBatchCount, .wholeBatches)
    take(wholeBatchCount..<learners.count, .chunks)
    self.batch = LossBatch()
    self.coming = .unknown
  }

  /// Has some learners take the step, as many at once as there is room for.
  private func take(_ chosen: Range<Int>, _ phase: Phase) {
    let chunks = RowChunks(rows: batch.count).count
    var first = chosen.lowerBound
    while first < chosen.upperBound {
      present = first..<min(first &+ learnersAtOnce, chosen.upperBound)
      for room in rooms { room.forgetWeights() }
      self.phase = phase
      crew.run(self, parts: phase == .chunks ? present.count &* chunks : present.count)
      self.phase = .move
      crew.run(self, parts: present.count)
      first = present.upperBound
    }
  }

  func work(part: Int, lane: Int) {
    guard let features = unsafe features, let moment else { return }
    let room = rooms[lane]
    let chunks = RowChunks(rows: batch.count)
    switch phase {
    case .chunks:
      let (place, chunk) = part.quotientAndRemainder(dividingBy: chunks.count)
      let learner = learners[present.lowerBound &+ place]
      let done = (present.lowerBound &+ place &- wholeBatchCount) &* chunks.count &+ chunk
      let all = (learners.count &- wholeBatchCount) &* chunks.count
      // A few at a time: memory takes no more requests at once, and others wait.
      func bringNear(_ quarter: Int) {
        coming.bringNear(part: 4 &* done &+ quarter, of: 4 &* all)
      }
      bringNear(0)
      unsafe room.use(learner.parameters.base)
      let (rows, start) = (chunks[chunk], unsafe features + inputOffset(of: chunks[chunk]))
      unsafe room.forward(start, rows: rows, masks: dropout, into: room.logits.base)
      bringNear(1)
      unsafe lossSums[part] = learner.evaluate(
        logits: room.logits.base, rows: rows, of: batch, in: moment.context,
        slopes: room.slopes.base)
      bringNear(2)
      unsafe room.backward(
        start, rows: rows, slopes: room.slopes.base, into: gradient(place, chunk))
      bringNear(3)
    case .wholeBatches:
      let learner = learners[present.lowerBound &+ part]
      unsafe room.use(learner.parameters.base)
      room.makeRoom(forBatch: batchCapacity)
      unsafe takeWhole(learner, part, room, features, moment)
    case .move:
      finish(learners[present.lowerBound &+ part], part, moment)
    }
  }

  private func inputOffset(of rows: Range<Int>) -> Int {
    rows.lowerBound &* layout.hidden[0].depth
  }

  private func gradient(_ place: Int, _ chunk: Int) -> UnsafeMutablePointer<Float> {
    let chunks = RowChunks(rows: batch.count).count
    return unsafe gradients.base + ((place &* chunks &+ chunk) &* layout.parameterCount)
  }

  /// Forward over all chunks, the loss, and back.
  private func takeWhole(
    _ learner: Learner, _ place: Int, _ room: NetworkRoom, _ features: UnsafePointer<Float>,
    _ moment: Moment
  ) {
    let chunks = RowChunks(rows: batch.count)
    for chunk in 0..<chunks.count {
      let rows = chunks[chunk]
      unsafe room.forward(
        features + inputOffset(of: rows), rows: rows, at: rows.lowerBound, masks: dropout,
        into: room.logits.base + rows.lowerBound)
    }
    learner.movesNow = unsafe learner.evaluate(
      logits: room.logits.base, batch: batch, at: moment, slopes: room.slopes.base)
    guard learner.movesNow else { return }
    for chunk in 0..<chunks.count {
      let rows = chunks[chunk]
      unsafe room.backward(
        features + inputOffset(of: rows), rows: rows, at: rows.lowerBound,
        slopes: room.slopes.base + rows.lowerBound, into: gradient(place, chunk))
    }
  }

  /// Adds up a learner's chunks and moves it.
  private func finish(_ learner: Learner, _ place: Int, _ moment: Moment) {
    let chunks = RowChunks(rows: batch.count).count
    if learner.isPointwise {
      var sum = 0.0
      for chunk in 0..<chunks { unsafe sum += lossSums[place &* chunks &+ chunk] }
      learner.movesNow = learner.accept(sum, rows: batch.count, at: moment)
    }
    guard learner.movesNow else { return }
    let total = unsafe gradient(place, 0)
    for chunk in 1..<max(chunks, 1) {
      let part = unsafe gradient(place, chunk)
      for i in 0..<layout.parameterCount { unsafe total[i] += part[i] }
    }
    unsafe learner.move(along: total, rows: batch.count, layout: layout, at: moment)
  }

  func score(
    features: UnsafePointer<Float>, rows: Int, parameters: [UnsafePointer<Float>],
    into targets: [UnsafeMutablePointer<Float>]
  ) {
    let chunks = RowChunks(rows: rows)
    let room = rooms[0]
    for place in unsafe parameters.indices {
      if let constant = unsafe constantLogit(parameters[place]) {
        unsafe targets[place].update(repeating: constant, count: rows)
        continue
      }
      unsafe room.use(parameters[place])
      for chunk in 0..<chunks.count {
        let rows = chunks[chunk]
        unsafe room.forward(
          features + inputOffset(of: rows), rows: rows, masks: nil,
          into: targets[place] + rows.lowerBound)
      }
    }
  }

  /// The one logit of a network whose output weights are zero, as all are at the start.
  private func constantLogit(_ parameters: UnsafePointer<Float>) -> Float? {
    let last = layout.output
    for weight in last.weights..<last.biases where unsafe parameters[weight] != 0 { return nil }
    return unsafe parameters[last.biases]
  }
}
