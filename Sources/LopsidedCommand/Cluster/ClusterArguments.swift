internal import ArgumentParser
internal import Experiments

/// Where a suite runs, and what a cluster is asked for.
struct ClusterArguments: ParsableArguments {
  enum Executor: String, CaseIterable, ExpressibleByArgument {
    case local
    case slurm
  }

  @Option(
    help: ArgumentHelp(
      "Where trials run: on the cores of this machine, or as a job array of a Slurm cluster.",
      valueName: "local|slurm"))
  var executor = Executor.local

  @Option(
    help: ArgumentHelp(
      """
      Tasks of the array at most (default: one for each replicate and model, at most \
      \(SlurmOptions.defaultTasks)).
      """, valueName: "tasks"))
  var arraySize: Int?

  @Option(help: ArgumentHelp("Tasks that run at once at most.", valueName: "tasks"))
  var concurrent: Int?

  @Option(help: ArgumentHelp("The partition.", valueName: "name"))
  var partition: String?

  @Option(help: ArgumentHelp("The account that pays.", valueName: "name"))
  var account: String?

  @Option(help: ArgumentHelp("The quality of service.", valueName: "name"))
  var qos: String?

  @Option(help: ArgumentHelp("Features that nodes must have.", valueName: "features"))
  var constraint: String?

  @Option(help: ArgumentHelp("Time limit of a task, such as 30 or 2:00:00.", valueName: "limit"))
  var time: String?

  @Option(
    help: ArgumentHelp(
      "Memory of a task, such as 4G (default: an estimate from rows and models).",
      valueName: "size"))
  var mem: String?

  @Option(
    help: ArgumentHelp(
      "Cores of a task, each of which trains one replicate and model (default: 1).",
      valueName: "cores"))
  var cpusPerTask: Int?

  @Option(
    name: .customLong("sbatch"),
    help: ArgumentHelp(
      "A further option of sbatch, as in --sbatch=--exclusive; may be given several times.",
      valueName: "option"))
  var others: [String] = []

  @Flag(help: "Follow the jobs until they have ended.")
  var wait = false

  /// What Slurm is asked for.
  var options: SlurmOptions {
    var options = SlurmOptions()
    options.arraySize = arraySize
    options.concurrent = concurrent
    options.partition = partition
    options.account = account
    options.qos = qos
    options.constraint = constraint
    options.time = time
    options.memory = mem
    options.coresPerTask = cpusPerTask ?? 1
    options.others = others
    return options
  }

  func validate() throws {
    for (name, value) in [
      ("--array-size", arraySize), ("--concurrent", concurrent), ("--cpus-per-task", cpusPerTask),
    ] {
      guard let value, value < 1 else { continue }
      throw ValidationError("\(name) is \(value); it must be at least 1.")
    }
    for (name, value) in texts {
      guard let value, value.isEmpty || value.contains(where: \.isNewline) else { continue }
      throw ValidationError("\(name) must be one line of text.")
    }
    guard executor == .local, let option = given.first else { return }
    throw ValidationError("\(option) goes with --executor slurm.")
  }

  private var texts: [(String, String?)] {
    [
      ("--partition", partition), ("--account", account), ("--qos", qos),
      ("--constraint", constraint), ("--time", time), ("--mem", mem),
    ] + others.map { ("--sbatch", $0) }
  }

  /// The options that a cluster alone understands.
  private var given: [String] {
    let numbers = [
      ("--array-size", arraySize), ("--concurrent", concurrent), ("--cpus-per-task", cpusPerTask),
    ]
    return numbers.filter { $0.1 != nil }.map(\.0) + texts.filter { $0.1 != nil }.map(\.0)
      + (wait ? ["--wait"] : [])
  }
}
