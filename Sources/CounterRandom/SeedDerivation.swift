/// A seed that belongs to a place in an experiment: data set, replicate, purpose, …
///
/// Each component passes a Philox block keyed by the seed so far, so that neighbouring components
/// give unrelated seeds; the position of a component counts as well as its value.
public func deriveSeed(from parent: UInt64, _ components: UInt64...) -> UInt64 {
  derive(from: parent, components, tag: Tag.seedFromNumbers)
}

/// A seed that belongs to a name, compared by its UTF-8 bytes, and numbers.
public func deriveSeed(
  from parent: UInt64, label: String, _ components: UInt64...
) -> UInt64 {
  var words: [UInt64] = [UInt64(label.utf8.count)]
  var word: UInt64 = 0
  var filled: UInt64 = 0
  for byte in label.utf8 {
    word |= UInt64(byte) << filled
    filled += 8
    if filled == 64 {
      words.append(word)
      (word, filled) = (0, 0)
    }
  }
  if filled > 0 { words.append(word) }
  return derive(from: parent, words + components, tag: Tag.seedFromLabel)
}

private func derive(from parent: UInt64, _ components: [UInt64], tag: UInt64) -> UInt64 {
  var seed = parent
  for (position, component) in components.enumerated() {
    seed =
      Philox.pair(
        component & 0xFFFF_FFFF, component &>> 32, UInt64(position), tag, seed & 0xFFFF_FFFF,
        seed &>> 32
      ).0
  }
  return seed
}
