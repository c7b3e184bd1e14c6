import Datasets
import Foundation
import Testing

@Suite("Columns become numbers, levels, times, entities and weights")
struct ImportColumnTests {
  @Test("A column of texts is categorical, levels sorted by their bytes, and says so")
  func detected() throws {
    let table = try importTable("a,kind,label\n1,web,0\n2,Shop,1\n3,\"web\",0\n4,,1\n5,ä,0\n")
    #expect(
      table.dataset.columns == [
        FeatureColumn("a"), FeatureColumn("kind", .categorical(levels: ["Shop", "web", "ä"])),
      ])
    let values = table.dataset.features
    #expect(values[1] == 1 && values[3] == 0 && values[5] == 1 && values[9] == 2)
    #expect(values[7].isNaN)
    #expect(table.detectedCategories == ["kind"])
    #expect(table.columns.map(\.missingCount) == [0, 1])
  }

  @Test("A column that looks like numbers is categorical only when declared")
  func declared() throws {
    let text = "zip,label\n02134,0\n2134,1\n10,0\nNA,1\n"
    #expect(try importTable(text).dataset.columns == [FeatureColumn("zip")])
    let table = try importTable(text) { $0.columns.categorical = ["zip"] }
    #expect(
      table.dataset.columns == [
        FeatureColumn("zip", .categorical(levels: ["02134", "10", "2134"]))
      ])
    #expect(table.detectedCategories.isEmpty)
    #expect(Array(table.dataset.features[..<3]) == [0, 2, 1])
    #expect(table.dataset.features[3].isNaN)
  }

  @Test("Missing values are NaN, or an error when refused")
  func missing() throws {
    let text = "a,b,label\n1,,0\nNA,-1,1\n?,2,0\n nan ,-1.0,1\n\"null\",7,0\n9,unknown,1\n"
    let table = try importTable(text) { $0.columns.missing = ["-1", "unknown"] }
    let isMissing = table.dataset.features.map(\.isNaN)
    #expect(
      isMissing == [
        false, true, true, true, true, false, true, true, true, false, false, true,
      ])
    #expect(table.columns[0].mean == 5)
    #expect(table.columns[1].minimum == 2 && table.columns[1].maximum == 7)
    let error = #expect(throws: ImportError.self) {
      try importTable("a,b,label\n1,2,0\n3,NA,1\n") { $0.columns.refusesMissing = true }
    }
    #expect(
      error?.description
        == "rows.csv, line 3, column 2 (b): \"NA\" stands for a missing value. Missing values are "
        + "refused; fill the cell, leave out the row or the column, or allow missing values.")
  }

  @Test("Times are days, of numbers in a unit or of dates as ISO 8601 writes them")
  func times() throws {
    let dates = """
      when,a,label
      1970-01-02,1,0
      "2000-03-01T12:00:00Z",2,1
      2024-02-29 06:00,3,0
      1969-12-31T23:59:59.500+01:00,4,1

      """
    let table = try importTable(dates) { $0.columns.time = "when" }
    #expect(table.dataset.featureNames == ["a"])
    let times = try #require(table.dataset.attributes.times)
    #expect(times[0] == 1 && times[1] == 11_017.5 && times[2] == 19_782.25)
    #expect(abs(times[3] - (-(3600 + 0.5) / 86_400)) < 1e-12)
    let seconds = try importTable("t,a,label\n0,1,0\n1700000000.25,2,1\n86400,1,0\n") {
      $0.columns.time = "t"
      $0.columns.timeUnit = .seconds
      $0.columns.kept = ["t"]
    }
    #expect(seconds.dataset.attributes.times == [0, 1_700_000_000.25 / 86_400, 1])
    #expect(seconds.dataset.featureNames == ["t", "a"])
    #expect(seconds.dataset.features[4] == 1)
  }

  @Test("Entities are numbered as they appear, weights are above 0, dropped columns are not read")
  func attributes() throws {
    let text = "card,w,note,a,label\nB7,1,\"x, y\",1,0\nA1,2.5,1e99,2,1\nB7,1,,3,0\n"
    for pieceSize in [1, 1 << 20] {
      let table = try importTable(text, pieceSize: pieceSize, threads: 3) {
        $0.columns.entity = "card"
        $0.columns.weight = "w"
        $0.columns.dropped = ["note"]
        $0.columns.amount = "a"
      }
      #expect(table.dataset.featureNames == ["a"])
      #expect(table.dataset.attributes.entities == [0, 1, 0])
      #expect(table.dataset.attributes.weights == [1, 2.5, 1])
      #expect(table.entityCount == 2)
    }
  }

  @Test("Where pieces are cut makes no difference to levels, entities and errors")
  func pieces() throws {
    var text = "id,kind,amount,day,note,label\n"
    for row in 0..<400 {
      let kind = row % 7 == 0 ? "\"a\"\"b\"" : "k\(row * 7919 % 23)"
      text += "c\(row * 31 % 57),\(kind),\(row % 11 == 0 ? "" : "\(row)"),\(row / 10),"
      text += "\(row < 350 ? "\(row)" : "n\(row)"),\(row % 3 == 0 ? 1 : 0)\n"
    }
    func configure(_ importer: inout CSVImporter) {
      importer.columns.entity = "id"
      importer.columns.time = "day"
    }
    let whole = try importTable(text, configure: configure)
    #expect(whole.detectedCategories == ["kind", "note"])
    #expect(whole.dataset.columns[0].levels?.first == "a\"b")
    for (pieceSize, step) in [(1, 1000), (50, 7), (1000, 1 << 20)] {
      for threads in [1, 3] {
        let cut = try importTable(
          text, pieceSize: pieceSize, threads: threads, step: step, configure: configure)
        #expect(cut.dataset.columns == whole.dataset.columns)
        #expect(
          cut.dataset.features.map(\.bitPattern) == whole.dataset.features.map(\.bitPattern))
        #expect(cut.dataset.attributes == whole.dataset.attributes)
      }
    }
  }

  @Test("A column whose first texts stand far behind its numbers is still found")
  func lateTexts() throws {
    var text = "a,label\n"
    for row in 0..<30_000 { text += "\(row % 90),\(row % 2)\n" }
    for row in 0..<6000 { text += "t\(row % 3),1\n" }
    let table = try importTable(text)
    #expect(table.dataset.columns[0].levels?.count == 93)
    let quick = try importTable(text) { $0.columns.categorical = ["a"] }
    #expect(quick.dataset.features == table.dataset.features)
  }
}
