/// A data set read from a file, and what a summary of it should say.
public struct ImportedTable: Sendable {
  /// The rows.
  public let dataset: Dataset
  /// The name of the label column.
  public let label: String
  /// The label of positive rows as the file writes it, and their number.
  public let positive: ImportError.ClassCount
  /// The label of negative rows as the file writes it, and their number.
  public let negative: ImportError.ClassCount
  /// SHA-256 of the file's bytes in hexadecimal; `nil` if it was not asked for.
  public var fileHash: String?
  /// Range and mean of each feature, in the order of the features.
  public let columns: [ColumnSummary]
  /// Rows that occur more than once.
  public let duplicates: DuplicateRows
  /// Columns that nobody declared to be categorical but whose cells are texts.
  public let detectedCategories: [String]
  /// The number of entities; 0 without an entity column.
  public let entityCount: Int
  /// What else there is to say of how the file was read, in sentences.
  public var remarks: [String] = []

  /// The number of features that have the same value in every row.
  public var constantColumnCount: Int { columns.count { $0.isConstant } }

  /// The table of `dataset`, summarised.
  init(
    dataset: Dataset, plan: ColumnPlan, classes: BinaryClasses, entityCount: Int, threads: Int
  ) {
    self.dataset = dataset
    label = plan.label
    positive = classes.positive
    negative = classes.negative
    self.entityCount = entityCount
    detectedCategories = plan.categoricalColumns.filter(plan.undeclared.contains)
      .map { plan.names[$0] }
    columns = ColumnSummary.all(of: dataset, threads: threads)
    duplicates = DuplicateRows(in: dataset, threads: threads)
  }
}
