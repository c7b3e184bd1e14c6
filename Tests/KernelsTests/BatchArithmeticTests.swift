import KernelInterface
import Kernels
import Testing

/// Every copy of the kernels, held to loops that add in the stated order.
@Suite("Kernels")
struct BatchArithmeticTests {
  /// Shapes with remainders in every dimension.
  static let shapes: [(rows: Int, depth: Int, width: Int)] = [
    (1, 1, 4), (2, 3, 8), (13, 30, 16), (7, 5, 20), (25, 30, 64), (12, 64, 32), (37, 17, 112),
    (5, 2, 24),
  ]

  @Test("Products are chains of additions, bit by bit", arguments: InstructionSet.available)
  func products(instructions: InstructionSet) {
    let arithmetic = instructions.arithmetic
    for shape in Self.shapes {
      let left = Block(shape.rows * shape.depth, seed: 1)
      let right = Block(shape.depth * shape.width, seed: 2)
      let biases = Block(shape.width, seed: 3)
      let rectified = Block(shape.rows * shape.width, seed: 4)
      let masked = Block(shape.rows * shape.width, seed: 4)
      for i in 0..<masked.count { masked[i] = i % 3 == 0 ? 0 : masked[i].magnitude }
      let activations = masked.values
      let sums = Block(shape.width, seed: 5)
      let start = sums.values
      unsafe arithmetic.rectifiedAffine(
        left.base, shape.depth, rows: shape.rows, depth: shape.depth, right.base, shape.width,
        width: shape.width, biases: biases.base, into: rectified.base, shape.width)
      unsafe arithmetic.productWhereActive(
        left.base, shape.depth, rows: shape.rows, depth: shape.depth, right.base, shape.width,
        width: shape.width, over: masked.base, shape.width, sums: sums.base)
      for row in 0..<shape.rows {
        for column in 0..<shape.width {
          var sum: Float = 0
          for k in 0..<shape.depth {
            sum = step(
              sum, left[row * shape.depth + k], right[k * shape.width + column], arithmetic)
          }
          let place = row * shape.width + column
          #expect(rectified[place] == max(0, sum + biases[column]))
          #expect(masked[place] == (activations[place] > 0 ? sum : 0))
        }
      }
      for column in 0..<shape.width {
        #expect(
          sums[column]
            == (0..<shape.rows).reduce(start[column]) { $0 + masked[$1 * shape.width + column] })
      }
    }
  }

  @Test(
    "Logits of four models are four chains each, bit by bit", arguments: InstructionSet.available)
  func fourModels(instructions: InstructionSet) {
    let arithmetic = instructions.arithmetic
    for depth in Array(1...9) + [30, 32, 67] {
      for rows in [1, 3, 4, 7, 8, 13, 29] {
        let features = Block(rows * depth, seed: 21)
        let plain = Block(4 * (depth + 1), seed: 22)
        let strips = (depth + 3) / 4
        let weights = Block(16 * (1 + strips), seed: 23)
        for place in 0..<weights.count { weights[place] = 0 }
        let rest = depth % 4
        /// The chain that takes a feature, and the strip with its weight.
        func place(of feature: Int) -> (chain: Int, strip: Int) {
          let isLast = rest > 0 && depth > 4 && feature >= depth - rest
          return (isLast ? feature - (depth - 4) : feature % 4, feature / 4)
        }
        for model in 0..<4 {
          weights[4 * model] = plain[model]
          for feature in 0..<depth {
            let (chain, strip) = place(of: feature)
            weights[16 * (1 + strip) + 4 * model + chain] = plain[4 * (feature + 1) + model]
          }
        }
        let target = Block(4 * rows, seed: 24)
        unsafe arithmetic.logitsOfFour(
          features.base, depth, rows: rows, depth: depth, weights: weights.base,
          into: target.base, rows, coming: nil)
        for model in 0..<4 {
          for row in 0..<rows {
            var chains: [Float] = [plain[model], 0, 0, 0]
            for feature in 0..<depth {
              let chain = place(of: feature).chain
              chains[chain] = step(
                chains[chain], features[row * depth + feature], plain[4 * (feature + 1) + model],
                arithmetic)
            }
            let expected = (chains[0] + chains[2]) + (chains[1] + chains[3])
            #expect(target[model * rows + row] == expected)
          }
        }
      }
    }
  }

  @Test("Derivatives add up in the order of the rows", arguments: InstructionSet.available)
  func accumulation(instructions: InstructionSet) {
    let arithmetic = instructions.arithmetic
    for (rows, columns, width) in [
      (1, 1, 16), (9, 30, 64), (20, 64, 32), (33, 17, 112), (8, 4, 48),
    ] {
      for isTransposed in [false, true] {
        let left = Block(rows * columns, seed: 5)
        let right = Block(rows * width, seed: 6)
        let target = Block(columns * width, seed: 7)
        let start = target.values
        let (rowStride, columnStride) = isTransposed ? (1, rows) : (columns, 1)
        unsafe arithmetic.accumulate(
          left.base, rowStride: rowStride, columnStride: columnStride, rows: rows,
          columns: columns, right.base, width, width: width, into: target.base, width)
        for column in 0..<columns {
          for j in 0..<width {
            var sum = start[column * width + j]
            for row in 0..<rows {
              sum = step(
                sum, left[row * rowStride + column * columnStride], right[row * width + j],
                arithmetic)
            }
            #expect(target[column * width + j] == sum)
          }
        }
      }
    }
  }

  @Test("The output unit's two ways", arguments: InstructionSet.available)
  func outputUnit(instructions: InstructionSet) {
    let arithmetic = instructions.arithmetic
    for (rows, width) in [(1, 16), (11, 32), (6, 48), (8, 96)] {
      let activations = Block(rows * width, seed: 8)
      for i in 0..<activations.count { activations[i] = max(0, activations[i]) }
      let values = activations.values
      let weights = Block(width, seed: 9)
      let slopes = Block(rows, seed: 10)
      let logits = Block(rows, seed: 11)
      let gradient = Block(width, seed: 12)
      let start = gradient.values
      let sums = Block(width, seed: 13)
      let startOfSums = sums.values
      unsafe arithmetic.outputLogits(
        activations.base, width, rows: rows, width: width, weights: weights.base, bias: 0.25,
        into: logits.base)
      unsafe arithmetic.outputBackward(
        activations.base, width, rows: rows, width: width, weights: weights.base,
        slopes: slopes.base, into: gradient.base, sums: sums.base)
      for row in 0..<rows {
        var sums = [Float](repeating: 0, count: 16)
        for column in 0..<width {
          sums[column % 16] = step(
            sums[column % 16], values[row * width + column], weights[column], arithmetic)
        }
        while sums.count > 1 {
          let half = sums.count / 2
          sums = (0..<half).map { sums[$0] + sums[half + $0] }
        }
        #expect(logits[row] == sums[0] + 0.25)
      }
      for column in 0..<width {
        var sum = start[column]
        for row in 0..<rows {
          sum = step(sum, slopes[row], values[row * width + column], arithmetic)
          let change = values[row * width + column] > 0 ? slopes[row] * weights[column] : 0
          #expect(activations[row * width + column] == change)
        }
        #expect(gradient[column] == sum)
        #expect(
          sums[column]
            == (0..<rows).reduce(startOfSums[column]) { $0 + activations[$1 * width + column] })
      }
    }
  }

  @Test("Sums", arguments: InstructionSet.available)
  func sums(instructions: InstructionSet) {
    let arithmetic = instructions.arithmetic
    for count in [1, 15, 16, 17, 100] {
      let values = Block(count, seed: 13)
      let exact = values.values.reduce(0.0) { $0 + Double($1) }
      #expect(abs(Double(unsafe arithmetic.sum(values.base, count: count)) - exact) < 1e-5)
    }
  }

  @Test("NaN passes through a hidden layer", arguments: InstructionSet.available)
  func notANumber(instructions: InstructionSet) {
    let left = Block(3 * 2, seed: 1)
    let right = Block(2 * 16, seed: 2)
    let biases = Block(16, seed: 3)
    let target = Block(3 * 16, seed: 4)
    for value in [Float.nan, -Float.nan] {
      left[2] = value
      unsafe instructions.arithmetic.rectifiedAffine(
        left.base, 2, rows: 3, depth: 2, right.base, 16, width: 16, biases: biases.base,
        into: target.base, 16)
      for column in 0..<16 {
        #expect(target[16 + column].isNaN)
        #expect(!target[column].isNaN)
      }
    }
  }

  @Test("Copies that fuse products give the same bits, also where the order is their own")
  func sameBits() {
    let fusing = InstructionSet.available.map { $0.arithmetic }.filter { $0.fusesProducts }
    let values = Block(1000, seed: 16)
    let weights = Block(16, seed: 17)
    let logits = fusing.map { arithmetic in
      let logits = Block(62, seed: 18)
      unsafe arithmetic.outputLogits(
        values.base, 16, rows: 62, width: 16, weights: weights.base, bias: 1, into: logits.base)
      return logits.values + [unsafe arithmetic.sum(values.base, count: 1000)]
    }
    for other in logits { #expect(other == logits[0]) }
    let moved = InstructionSet.available.map { instructions in
      let parameters = Block(100, seed: 19)
      let (means, squares, gradient) = (
        Block(100, seed: 20), Block(100, seed: 21), Block(100, seed: 22)
      )
      for i in 0..<100 { squares[i] = squares[i] * squares[i] }
      unsafe instructions.arithmetic.adam(
        parameters.base, gradient: gradient.base, means: means.base, squares: squares.base,
        count: 100, beta1: 0.9, beta2: 0.999, epsilon: 1e-12, rate: 0.01, scale: 1.5, share: 0.5)
      return parameters.values + means.values + squares.values
    }
    for other in moved { #expect(other == moved[0]) }
  }

  private func step(
    _ sum: Float, _ a: Float, _ b: Float, _ arithmetic: any BatchArithmetic.Type
  ) -> Float {
    arithmetic.fusesProducts ? sum.addingProduct(a, b) : sum + a * b
  }
}

/// Floats that look random.
@safe final class Block {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(_ count: Int, seed: UInt64) {
    self.count = count
    unsafe base = .allocate(capacity: count + 16)
    unsafe base.initialize(repeating: 0, count: count + 16)
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    for i in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      unsafe base[i] = Float(Int32(truncatingIfNeeded: state &>> 32)) / 0x1p31
    }
  }

  deinit { unsafe base.deallocate() }

  subscript(index: Int) -> Float {
    get {
      precondition((0..<count).contains(index))
      return unsafe base[index]
    }
    set {
      precondition((0..<count).contains(index))
      unsafe base[index] = newValue
    }
  }

  var values: [Float] { (0..<count).map { self[$0] } }
}
