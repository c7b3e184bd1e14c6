/// What a user asks Slurm for.
public struct SlurmOptions: Equatable, Sendable {
  /// Tasks of the array at most; `nil` for one a unit, at most ``defaultTasks``.
  public var arraySize: Int?
  /// Tasks that run at once at most.
  public var concurrent: Int?
  /// The partition.
  public var partition: String?
  /// The account.
  public var account: String?
  /// The quality of service.
  public var qos: String?
  /// Features that nodes must have.
  public var constraint: String?
  /// Time limit of a task, as Slurm writes it.
  public var time: String?
  /// Memory of a task, as Slurm writes it; `nil` for an estimate.
  public var memory: String?
  /// Cores of a task, each of which trains a unit.
  public var coresPerTask = 1
  /// Further options of sbatch, as they are.
  public var others: [String] = []

  /// Tasks of an array unless a number is asked for.
  public static let defaultTasks = 256

  /// Options that leave everything to the cluster.
  public init() {}
}
