internal import Losses
internal import Results

/// Trains units in processes of their own, so that a crash, a hang or a lack of memory costs one
/// trial and not the run.
///
/// Whole units are given to a child. When it dies or is late, the unit's trials are trained one by
/// one, so that only those fail that bring a process down alone; results do not depend on it.
public struct TrialIsolation: Sendable {
  /// The program that is started: this one.
  public var executable: String
  /// What comes before the request among its arguments.
  public var arguments: [String]
  /// Whether units without code of others are isolated too.
  public var includesBuiltIn: Bool
  /// How long a trial may take; `nil` for as long as it wants.
  public var timeLimit: Duration?

  /// An isolation by a program.
  ///
  /// - Parameters:
  ///   - executable: the program, which answers a ``UnitRequest`` by ``UnitServer``.
  ///   - arguments: what comes before the request, as JSON, among its arguments.
  ///   - includesBuiltIn: whether units without code of others are isolated too.
  ///   - timeLimit: how long a trial may take; a unit of several may take as many times as long.
  public init(
    executable: String, arguments: [String], includesBuiltIn: Bool, timeLimit: Duration?
  ) {
    self.executable = executable
    self.arguments = arguments
    self.includesBuiltIn = includesBuiltIn
    self.timeLimit = timeLimit
  }

  /// Whether a unit is given to a process of its own.
  func applies(to unit: SuitePlan.Unit, of plan: SuitePlan) -> Bool {
    includesBuiltIn || timeLimit != nil
      || unit.trials.contains { plan.suite.losses[$0.loss].profile.isForeign }
  }
}

/// What a process of its own is asked to do.
public struct UnitRequest: Codable, Equatable, Sendable {
  /// Identifier of the data set.
  public var dataset: String
  /// Identifier of the model.
  public var model: String
  /// Number of the replicate.
  public var replicate: Int
  /// Keys of the trials, all of one unit.
  public var keys: [String]
  /// Threads that it may use.
  public var threads: Int
  /// Memory that it may take, in bytes; `nil` for as much as there is.
  public var memory: Double?
  /// The folder where scores are kept; `nil` for none.
  public var scores: String?
}

/// What comes back, one JSON object a line.
enum UnitMessage: Codable {
  /// The share of the training that is done.
  case progress(Double)
  /// A finished trial.
  case record(TrialRecord)
  /// Why the request cannot be answered, in a full sentence.
  case refused(String)
  /// All is said.
  case end
}
