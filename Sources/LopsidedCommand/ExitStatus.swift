internal import ArgumentParser
internal import Datasets
internal import Evaluation
internal import Experiments
internal import Foundation
internal import LossPlugins
internal import Losses
internal import Reporting
internal import Results
internal import Statistics
internal import Training

/// The exit codes, as in the help.
enum ExitStatus {
  static let someTrialsFailed = ExitCode(1)
  static let badData = ExitCode(65)
  static let internalError = ExitCode(70)

  /// Runs a command's work; what goes wrong is printed as one sentence and ends in the right code.
  static func reporting<Value>(_ work: () async throws -> Value) async throws -> Value {
    do { return try await work() } catch {
      switch error {
      case is ExitCode, is ValidationError, is CleanExit:
        throw error
      case is SuiteError, is ImportError, is DatasetError, is LossError, is PluginError,
        is NumberFileError, is NewLossError, is LearnerDataError, is SavedModelError,
        is PreparationError, is TrainingError, is TreeError, is EvaluationError,
        is ResultsFileError, is StatisticsError:
        throw failure(error, badData)
      case let error as ReportingError:
        switch error {
        case .notWritten, .noPage, .statistic: throw failure(error, internalError)
        case .unusableSuite, .unknownLoss, .sameLoss, .unknownMetric, .nothingInCommon:
          throw failure(error, badData)
        }
      case let error as LearnerFailure: throw failure(error, someTrialsFailed)
      case let error as SlurmError: throw failure(error, code(of: error))
      case let error as ResultStoreError:
        switch error {
        case .notWritten, .full: throw failure(error, internalError)
        default: throw failure(error, badData)
        }
      default:
        throw failure(error, internalError)
      }
    }
  }

  private static func code(of error: SlurmError) -> ExitCode {
    switch error {
    case .tooManyTasks, .noTask, .noSuchTask, .stillAtWork: .validationFailure
    case .missingTool, .refused, .unexpectedOutput, .notWritten: internalError
    default: badData
    }
  }

  private static func failure(_ error: any Error, _ code: ExitCode) -> ExitCode {
    Terminal.error("Error: \(error)")
    return code
  }
}

/// Writing to the terminal.
enum Terminal {
  /// Prints a line to standard error.
  static func error(_ line: String) {
    rewrite(line + "\n")
  }

  /// Prints without a line end to standard error.
  static func rewrite(_ text: String) {
    // Progress that cannot be shown must not end a run.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// A path as a shell takes it.
  static func quoted(_ path: String) -> String {
    let plain = path.allSatisfy { character in
      character.isLetter || character.isNumber || "/._-+:=@".contains(character)
    }
    return plain ? path : "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }

  /// Whether standard error goes to a terminal.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns for paragraphs on standard output: at most 100, and 80 where it is no terminal.
  static var outputWidth: Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return min(100, max(40, Int(size.ws_col)))
  }

  /// Columns of the terminal.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }
}
