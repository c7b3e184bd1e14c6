internal import Results

extension Study {
  /// The file name of a panel's figure; equal slugs are told apart by the panel's place.
  func figureName(_ kind: String, _ panel: Panel) -> String {
    func slug(_ panel: Panel) -> String {
      "\(Markdown.slug(panel.dataset.id))-\(Markdown.slug(panel.model.name))"
    }
    return name(
      kind, slug(panel), among: panels.map(slug),
      place: panels.firstIndex {
        $0.dataset.id == panel.dataset.id && $0.model.name == panel.model.name
      })
  }

  /// The file name of a data set's figure.
  func figureName(_ kind: String, _ dataset: DatasetRecord) -> String {
    name(
      kind, Markdown.slug(dataset.id), among: suite.datasets.map { Markdown.slug($0.id) },
      place: suite.datasets.firstIndex { $0.id == dataset.id })
  }

  private func name(_ kind: String, _ slug: String, among slugs: [String], place: Int?) -> String {
    let isUnique = slugs.count { $0 == slug } < 2
    return "\(kind)-\(slug)" + (isUnique ? "" : "-\((place ?? 0) + 1)")
  }
}
