internal import DualNumbers

extension LogisticCells {
  /// Lets all pairs of a positive and a negative cell act on each other that lie `distance` apart.
  ///
  /// - Returns: Their share of the value.
  func interact(
    at distance: Int, wantsCurvature: Bool, _ memory: inout MutableSpan<Double>
  ) -> Double {
    let k = Self.degree
    let area = k * k
    var isFilled = false
    var value = 0.0
    for cell in max(0, -distance)..<min(cells, cells - distance) {
      let positive = weights + (2 * cell + 1) * k
      let negative = weights + 2 * (cell + distance) * k
      guard isOccupied(positive, memory.span), isOccupied(negative, memory.span) else { continue }
      if !isFilled {
        fillKernels(at: Double(distance), &memory)
        isFilled = true
      }
      for a in 0..<k {
        let weight = memory[negative + a]
        var sum = 0.0
        var loss = 0.0
        for b in 0..<k {
          let other = memory[positive + b]
          let sigmoid = memory[kernels + a * k + b]
          sum += sigmoid * other
          loss += memory[kernels + area + a * k + b] * other
          memory[positive + received - weights + b] += sigmoid * weight
        }
        memory[negative + received - weights + a] += sum
        value += weight * loss
      }
      guard wantsCurvature else { continue }
      for a in 0..<k {
        let weight = memory[negative + a]
        var sum = 0.0
        for b in 0..<k {
          let slope = memory[kernels + 2 * area + a * k + b]
          sum += slope * memory[positive + b]
          memory[positive + slopes - weights + b] += slope * weight
        }
        memory[negative + slopes - weights + a] += sum
      }
    }
    return value
  }

  private func isOccupied(_ base: Int, _ memory: Span<Double>) -> Bool {
    // Weights of nodes sum up to the number of rows; rounding leaves no doubt below one.
    var sum = 0.0
    for node in 0..<Self.degree { sum += memory[base + node] }
    return sum > 0.5
  }

  /// The kernels between the nodes of two cells: sigmoid, its integral and its derivative.
  private func fillKernels(at distance: Double, _ memory: inout MutableSpan<Double>) {
    let k = Self.degree
    for a in 0..<k {
      for b in 0..<k {
        // The matrix holds the nodes themselves in the row of the linear polynomial.
        let scale = Double(k) / 2
        let shift = (memory[matrix + k + a] - memory[matrix + k + b]) * scale
        let pair = Double.logistic(distance + shift / 2)
        let index = kernels + a * k + b
        memory[index] = pair.sigmoid
        memory[index + k * k] = pair.negativeLogComplement
        memory[index + 2 * k * k] = pair.sigmoid * pair.complement
      }
    }
  }
}
