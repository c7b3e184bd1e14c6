internal import Results

extension Study {
  /// A panel's name as short as this suite allows, escaped: what all panels share is left out.
  func shortTitle(of panel: Panel) -> String { Markdown.escaped(plainShortTitle(of: panel)) }

  /// As ``shortTitle(of:)``, not escaped for Markdown.
  func plainShortTitle(of panel: Panel) -> String {
    if suite.datasets.count == 1 { return panel.model.title }
    if suite.models.count == 1 { return panel.dataset.title }
    return "\(panel.dataset.title), \(panel.model.title)"
  }

  /// The suite with models of one title told apart by their names.
  static func withDistinctModels(_ suite: SuiteRecord) -> SuiteRecord {
    var distinct = suite
    for (index, model) in suite.models.enumerated()
    where suite.models.contains(where: { $0.title == model.title && $0.name != model.name }) {
      distinct.models[index].title += " (\(model.name))"
    }
    return distinct
  }
}
