internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
  /// The elements' images, worked out by several threads that share them out.
  ///
  /// - Parameters:
  ///   - threads: Threads, the calling one among them; by one alone the elements are met in order.
  ///   - image: The image of an element; called from several threads at once.
  /// - Returns: The images in the order of the elements.
  func concurrentMap<Image: Sendable>(
    threads: Int, _ image: @Sendable (Element) -> Image
  ) -> [Image] {
    guard threads > 1, count > 1 else { return map(image) }
    let images = Mutex([Image?](repeating: nil, count: count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: Swift.min(threads, count)) { _ in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < count else { return }
        let found = image(self[place])
        images.withLock { $0[place] = found }
      }
    }
    return images.withLock { $0.compactMap(\.self) }
  }
}
