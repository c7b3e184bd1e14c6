/// Looks through what a plug-in left behind, and says what is wrong with it.
struct PluginInspection {
  let loss: String
  let buffers: GuardedBuffers
  let logits: [Double]
  let labels: [Float]

  private var rows: Int { logits.count }

  /// A full sentence, or nil when all is well.
  func fault(written: Int64) -> String? {
    // First what may have done damage, then what the plug-in says itself, then the numbers.
    if let (part, isBehind) = buffers.breach() {
      let side = isBehind ? "behind the end" : "before the start"
      return """
        The plug-in loss '\(loss)' wrote \(side) of its \(part) in a batch of \(rows) rows, \
        next to \(place(of: isBehind ? rows - 1 : 0)).
        """
    }
    if written < 0 {
      return """
        The plug-in loss '\(loss)' gave the error \(written) for a batch of \(rows) rows; its \
        first is \(place(of: 0)).
        """
    }
    if written != Int64(rows) {
      let first = place(of: Int(min(written, Int64(rows - 1))))
      return """
        The plug-in loss '\(loss)' says that it wrote \(written) rows of a batch of \(rows); \
        the difference begins at \(first).
        """
    }
    for part in buffers.layout.outputs
    where !buffers.isFinite(part) {
      return numberFault(part)
    }
    return nil
  }

  private func numberFault(_ part: GuardedBuffers.Part) -> String? {
    for row in 0..<part.count {
      let value = buffers.memory[part.start + row]
      guard !value.isFinite else { continue }
      let place = part.count == rows ? place(of: row) : "the batch of \(rows) rows"
      guard !buffers.isUnwritten(part.start + row) else {
        return "The plug-in loss '\(loss)' left the \(part.name) of \(place) unwritten."
      }
      return "The plug-in loss '\(loss)' gave \(value) as the \(part.name) of \(place)."
    }
    return nil
  }

  /// A row for people, counted from 1.
  private func place(of row: Int) -> String {
    "row \(row + 1) of \(rows) (logit \(logits[row]), label \(Int(labels[row])))"
  }
}
