import Foundation
import Results
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("A report can be made of whatever results there are")
struct RobustnessTests {
  /// Suites that are odd in one way each.
  enum Oddity: String, CaseIterable, Sendable {
    case nothingRun, allFailed, oneReplicate, singleLoss, twoReplicates, partial, oneLossFails
    case strangeNames, tinyValues, constantValues, noRecovery, noMetrics, manyLosses, noRates

    var results: SuiteResults {
      var suite = SyntheticSuite()
      switch self {
      case .oneReplicate: suite.replicates = 1
      case .twoReplicates: suite.replicates = 2
      case .singleLoss: suite.losses = [SyntheticSuite.losses[0]]
      case .noRecovery:
        for index in suite.losses.indices {
          suite.losses[index].recoversPosterior = false
        }
      case .oneLossFails:
        suite.failing = Set(
          suite.results.trials.filter { $0.loss == "focal" }.map(\.key))
      case .manyLosses:
        suite.losses = (0..<9).map { index in
          var loss = SyntheticSuite.losses[index % 4]
          loss.id = index == 0 ? loss.id : "\(loss.id)-\(index)"
          return loss
        }
      case .strangeNames:
        suite.datasets[0].id = "a|b/<c>"
        suite.datasets[1].id = "a|b/<d>"
        suite.datasets[0].title = "pipes | and <b>tags</b> & \"quotes\""
        suite.datasets[1].title = "новый набор\nданных 数据 🙂 `code` *star* [link](x)"
        suite.datasets[0].typologies = ["x|y", "<z>"]
        suite.models[0].name = "../../etc"
        suite.models[0].title = "model_with_underscores \\ $x$"
        suite.models[1].name = "| |"
        suite.losses[1].title = "loss, with \"comma\" | pipe"
        suite.losses[2].title = suite.losses[0].title
      case .nothingRun, .allFailed, .partial, .tinyValues, .constantValues, .noMetrics, .noRates:
        break
      }
      return change(suite.results)
    }

    private func change(_ results: SuiteResults) -> SuiteResults {
      var results = results
      switch self {
      case .nothingRun: results.trials = []
      case .allFailed:
        for index in results.trials.indices {
          results.trials[index].outcome = .failed(
            TrialFailure(kind: .error, reason: "No memory | left.\nAt all."))
        }
      case .partial:
        results.trials = results.trials.enumerated().filter { $0.offset % 3 != 0 }.map(\.element)
      case .tinyValues: eachMetric(&results) { $0 * 1e-12 }
      case .constantValues: eachMetric(&results) { _ in 0.25 }
      case .noMetrics: eachMetric(&results) { _ in nil }
      case .noRates:
        for index in results.suite.models.indices {
          results.suite.models[index].learningRates = []
        }
      default: break
      }
      return results
    }

    private func eachMetric(_ results: inout SuiteResults, _ change: (Double) -> Double?) {
      for index in results.trials.indices {
        guard var scores = results.trials[index].outcome.scores else { continue }
        scores.tuned.metrics = scores.tuned.metrics.compactMapValues(change)
        if var defaults = scores.defaults {
          defaults.metrics = defaults.metrics.compactMapValues(change)
          scores.defaults = defaults
        }
        results.trials[index].outcome = .scored(scores)
      }
    }
  }

  @Test("Tables have even rows, links lead somewhere, images exist", arguments: Oddity.allCases)
  func markdown(_ oddity: Oddity) throws {
    let report = try Report(results: oddity.results)
    let lines = report.markdown.split(separator: "\n", omittingEmptySubsequences: false)
    var width: Int?
    for line in lines {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      let bars = Self.bars(in: line)
      #expect(bars == width ?? bars, "a row of another width: \(line)")
      width = bars
    }
    let anchors = Self.anchors(in: lines)
    for match in report.markdown.matches(of: /\]\(#([^)]*)\)/) {
      #expect(anchors.contains(String(match.output.1)), "no anchor \(match.output.1)")
    }
    let shown = report.markdown.matches(of: /\]\(figures\/([^)]*)\.svg\)/).map {
      String($0.output.1)
    }
    #expect(Set(shown) == Set(report.figures.map(\.name)))
    #expect(Set(shown).count == report.figures.count, "two figures share a name")
    #expect(!report.markdown.contains(/\b(nan|inf)\b/))
  }

  @Test("Figures are well-formed XML without odd numbers", arguments: Oddity.allCases)
  func figures(_ oddity: Oddity) throws {
    for figure in try Report(results: oddity.results).figures {
      #expect(figure.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
      let parser = XMLParser(data: Data(figure.svg.utf8))
      #expect(parser.parse(), "\(figure.name) is not well-formed")
      #expect(!figure.svg.contains("\"–\""), "\(figure.name) holds a coordinate that is no number")
      #expect(!figure.svg.contains(/="[^"]*×/), "\(figure.name) holds a coordinate out of range")
    }
  }

  @Test("The table reads back, one field for every column", arguments: Oddity.allCases)
  func csv(_ oddity: Oddity) throws {
    let results = oddity.results
    let rows = try #require(Self.parse(try Report(results: results).csv))
    let columns = try #require(rows.first).count
    #expect(rows.allSatisfy { $0.count == columns })
    let trials = Set(rows.dropFirst().map { $0[0..<4].joined(separator: "\u{1F}") })
    #expect(trials.count == results.trials.count)
  }

  @Test("The same results in another order give the same bytes")
  func order() throws {
    let results = SyntheticSuite().results
    let one = try Report(results: results)
    let other = try Report(
      results: SuiteResults(suite: results.suite, trials: results.trials.reversed()))
    #expect(one.markdown == other.markdown)
    #expect(one.csv == other.csv)
    #expect(one.figures.map(\.svg) == other.figures.map(\.svg))
  }

  @Test("Wall time does not show")
  func seconds() throws {
    let results = SyntheticSuite().results
    var slower = results
    for index in slower.trials.indices { slower.trials[index].seconds *= 7 }
    #expect(
      try Report(results: results).markdown == Report(results: slower).markdown)
    #expect(try Report(results: results).csv == Report(results: slower).csv)
  }

  @Test("A partial store is told as one")
  func partial() throws {
    let report = try Report(results: Oddity.partial.results)
    #expect(report.markdown.contains("54 trials not run"))
    #expect(report.manifestJSON.contains("\"missing\" : 54"))
  }

  @Test("A suite that contradicts itself is refused with its name")
  func refused() {
    var suite = SyntheticSuite()
    suite.reference = "hinge"
    #expect(
      throws: ReportingError.unusableSuite(
        suite: "synthetic",
        reason: "its reference 'hinge' is none of its losses, which are: cross-entropy, "
          + "weighted-cross-entropy, focal, mse.")
    ) { try Report(results: suite.results) }
    suite = SyntheticSuite()
    suite.models.append(suite.models[0])
    #expect(throws: ReportingError.self) { try Report(results: suite.results) }
  }

  /// Bars that end cells; escaped ones are text.
  private static func bars(in line: Substring) -> Int {
    var count = 0
    var isEscaped = false
    for character in line {
      if character == "|", !isEscaped { count += 1 }
      isEscaped = character == "\\" && !isEscaped
    }
    return count
  }

  private static func anchors(in lines: [Substring]) -> Set<String> {
    var anchors: Set<String> = []
    for line in lines {
      if line.hasPrefix("## ") { anchors.insert(Markdown.anchor(of: String(line.dropFirst(3)))) }
      for match in line.matches(of: /<a id="([^"]*)">/) { anchors.insert(String(match.output.1)) }
    }
    return anchors
  }

  /// A strict reader of RFC 4180.
  private static func parse(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if index < scalars.count, scalars[index] == "\"" {
          field += "\""
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch scalar {
      case "\"":
        guard field.isEmpty else { return nil }
        isQuoted = true
      case ",":
        row.append(field)
        field = ""
      case "\r":
        guard index < scalars.count, scalars[index] == "\n" else { return nil }
        index += 1
        rows.append(row + [field])
        row = []
        field = ""
      case "\n": return nil
      default: field.unicodeScalars.append(scalar)
      }
    }
    return isQuoted || !row.isEmpty || !field.isEmpty ? nil : rows
  }
}
