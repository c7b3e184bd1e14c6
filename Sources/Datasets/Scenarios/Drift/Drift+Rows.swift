public import CounterRandom

extension Drift {
  /// Draws rows given their labels, see ``Scenario``.
  public func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    drawColumns(
      rows, width: Typologies.width, stream: stream, features: &features
    ) { first, columns in
      // Legitimate rows do not change, so that only fraud needs the law of its time.
      typologies.shape(
        columns, rows: rows.extracting(first..<first + columns.count), stream: stream,
        labels: labels, from: first, typology: &typology
      ) { moment(at: times[$0]) }
    } rated: { _, _ in
    }
  }

  /// Log-likelihood ratio of each row at its time, see ``Scenario``.
  ///
  /// Other `times` than the rows' own give the ratio under the law of those times.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    precondition(
      features.count == ratios.count * Typologies.width && times.count == ratios.count)
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: MovingMoments.size) { room in
      guard let room = room.baseAddress else { return }
      let moments = unsafe MovingMoments(room)
      withColumns(of: features, width: Typologies.width) { first, columns in
        for row in 0..<columns.count { moments.set(row, moment(at: times[first + row])) }
        typologies.mixture.rate(columns, at: moments, from: first, into: &ratios)
      }
    }
  }
}
