import Datasets
import Foundation
import Testing

@Suite("A file that cannot be imported is refused with an error that says why and where")
struct ImportErrorTests {
  /// The message for `text`, the same however it is cut.
  private func message(
    _ text: String, label: String = "label", positive: String? = nil,
    configure: (inout CSVImporter) -> Void = { _ in }
  ) throws -> String {
    var messages: Set<String> = []
    for (pieceSize, threads, step) in [(1 << 20, 2, 1 << 20), (16, 1, 3), (1, 2, 64), (40, 3, 7)] {
      let error = #expect(throws: ImportError.self) {
        try importTable(
          text, label: label, positive: positive, pieceSize: pieceSize, threads: threads,
          step: step, configure: configure)
      }
      messages.insert(try #require(error).description)
    }
    #expect(messages.count == 1, "depends on the pieces: \(messages)")
    return messages.first ?? ""
  }

  @Test(
    "Cells",
    arguments: [
      (
        "a,b,label\n" + String(repeating: "1,2,0\n", count: 19) + "3,x1,1\n",
        "rows.csv, line 21, column 2 (b): \"x1\" is not a number, but 19 of the column's 20 cells "
          + "are. Correct the cell, or say what it means: --missing x1 if its value is missing, "
          + "--categorical b if the column holds levels."
      ),
      (
        "a,b,label\n3,1 2,1\n" + String(repeating: "1,2,0\n", count: 300),
        "rows.csv, line 2, column 2 (b): \"1 2\" is not a number, but 300 of the column's 301 "
          + "cells are. Correct the cell, or say what it means: --missing '1 2' if its value is "
          + "missing, --categorical b if the column holds levels."
      ),
      (
        "a,b,label\n1,2,\n3,4,1\n",
        "rows.csv, line 2, column 3 (label): the cell is empty. Every row needs a label; fill the "
          + "cell or leave out the row."
      ),
      (
        "a,b,label\n-inf,2,0\n",
        "rows.csv, line 2, column 1 (a): \"-inf\" is not a finite number. Valid are numbers "
          + "between -3.4028235e38 and 3.4028235e38."
      ),
      (
        "a,b,label\n1,2,0\n1,1e39,0\n",
        "rows.csv, line 3, column 2 (b): \"1e39\" is too large for single precision. Valid are "
          + "numbers between -3.4028235e38 and 3.4028235e38; rescale the column."
      ),
      (
        "a,b,label\n1,2,0\n1,\u{0}3,1\n",
        "rows.csv, line 3: this is not a text file: it holds a NUL byte. Give a text file in "
          + "UTF-8, as it is or compressed by gzip."
      ),
    ])
  func cells(text: String, expected: String) throws {
    #expect(try message(text) == expected)
  }

  @Test("A NUL byte far behind the header")
  func lateNUL() throws {
    let rows = String(repeating: "1,0\n", count: 5000)
    #expect(
      try message("a,label\n\(rows)2,\u{0}\n") { $0.pieceSize = 2000 }
        == "rows.csv, line 5002: this is not a text file: it holds a NUL byte. Give a text file "
        + "in UTF-8, as it is or compressed by gzip.")
  }

  @Test(
    "Rows",
    arguments: [
      (
        "a,b,label\n1,2,0\n3,4\n",
        "rows.csv, line 3: found 2 cells, expected 3 as in the header. A cell that holds the "
          + "delimiter must stand in quotes."
      ),
      (
        "a,b,label\n1,text, more,0\n",
        "rows.csv, line 2: found 4 cells, expected 3 as in the header. A cell that holds the "
          + "delimiter must stand in quotes."
      ),
      (
        "a,b,label\n1,2,0\n\n  \n3,4,1\n",
        "rows.csv, line 3: the line is blank and rows follow it. Blank lines are allowed at the "
          + "end of the file only."
      ),
      (
        "a,b,label\n1,2,0\n1,\"3,1\n4,5,1\n",
        "rows.csv, line 3, column 2 (b): the quote that opens here is not closed, neither before "
          + "the end of the file nor within 67108864 bytes. Close it, or write a quote that is "
          + "part of a cell as two quotes in a quoted cell."
      ),
      (
        "a,b,label\n1,2\"5,0\n",
        "rows.csv, line 2, column 2 (b): the cell \"2\"5\" has a quote in the wrong place. A "
          + "quoted cell begins and ends with a quote, and a quote inside it is written as two "
          + "quotes."
      ),
      (
        "a,b,label\n1,\"2\"5,0\n",
        "rows.csv, line 2, column 2 (b): the cell \"\"2\"5\" has a quote in the wrong place. A "
          + "quoted cell begins and ends with a quote, and a quote inside it is written as two "
          + "quotes."
      ),
    ])
  func rows(text: String, expected: String) throws {
    #expect(try message(text) == expected)
  }

  @Test(
    "Headers",
    arguments: [
      (
        "",
        "rows.csv: the file is empty. A CSV file has a header line with the column names and "
          + "a line for each row."
      ),
      (
        " \n\r\n",
        "rows.csv: the file is empty. A CSV file has a header line with the column "
          + "names and a line for each row."
      ),
      (
        "a,label\n\n",
        "rows.csv: the file has a header and no rows. A CSV file has a line for "
          + "each row below its header."
      ),
      (
        "a,label",
        "rows.csv: the file has a header and no rows. A CSV file has a line for "
          + "each row below its header."
      ),
      (
        "amount,Lable,time\n1,2,3\n",
        "rows.csv, line 1: no column is named \"label\". The nearest name is \"Lable\"; the "
          + "columns are \"Lable\", \"amount\" and \"time\"."
      ),
      (
        "a;label\n1;2\n",
        "rows.csv, line 1: no column is named \"label\". The nearest name is \"a;label\"; the "
          + "columns are \"a;label\". If that is several names, check the delimiter."
      ),
      (
        "a,b,a,label\n1,2,3,0\n",
        "rows.csv, line 1: columns 1 and 3 are both named \"a\". Every column needs a name of "
          + "its own."
      ),
      (
        "a, ,label\n1,2,0\n",
        "rows.csv, line 1, column 2: the column has no name. Every column of the header, line 1, "
          + "needs a name; check for a stray delimiter."
      ),
      (
        "label\n1\n0\n",
        "rows.csv, line 1: \"label\" is the only column. A data set needs at least one "
          + "column besides the label; check the delimiter."
      ),
      (
        "a,label\r1,0\r2,1\r",
        "rows.csv, line 1: lines end with a carriage return (CR) alone. Save the file with LF or "
          + "CRLF."
      ),
      (
        "PK\u{3}\u{4}x",
        "rows.csv, line 1: this is not a text file; it looks like a zip archive or a "
          + "spreadsheet. Give a text file in UTF-8, as it is or compressed by gzip."
      ),
    ])
  func headers(text: String, expected: String) throws {
    #expect(try message(text) == expected)
  }

  @Test("A name that is not UTF-8")
  func invalidName() throws {
    let bytes = Array("a,".utf8) + [0xC3, 0x28] + Array(",label\n1,2,0\n".utf8)
    let error = #expect(throws: ImportError.self) {
      try CSVImporter(label: "label").table(
        opening: { MemorySource(bytes) }, file: "rows.csv")
    }
    #expect(
      error?.description
        == "rows.csv, line 1, column 2: the column name is not UTF-8. Save the file as UTF-8, or "
        + "rename the column.")
  }

  @Test(
    "Labels",
    arguments: [
      (
        "a,label\n1,no\n2,no\n3,yes\n", nil,
        "rows.csv: the label column \"label\" holds \"no\" (2 rows) and \"yes\" (1 row), and "
          + "neither 0 and 1 nor true and false say which is positive. Name the positive value, "
          + "as in --positive yes."
      ),
      (
        "a,label\n1,0\n2,1\n3,2\n", nil,
        "rows.csv: the label column \"label\" holds more than two classes: \"0\" (1 row), \"1\" "
          + "(1 row) and \"2\" (1 row). It must hold exactly two; name another label column or "
          + "recode this one."
      ),
      (
        "a,label\n1,0\n2,0.0\n", nil,
        "rows.csv: no row is positive: the label column \"label\" never holds \"1\", only \"0\" "
          + "(2 rows). Name a value that it holds as the positive one, with --positive VALUE."
      ),
      (
        "a,label\n1,no\n2,yes\n", "fraud",
        "rows.csv: no row is positive: the label column \"label\" never holds \"fraud\", only "
          + "\"no\" (1 row) and \"yes\" (1 row). Name a value that it holds as the positive one, "
          + "with --positive VALUE."
      ),
      (
        "a,label\n1,1\n2,1\n", nil,
        "rows.csv: every row is positive: the label column \"label\" holds only \"1\" (2 rows). "
          + "It must hold two classes."
      ),
    ] as [(String, String?, String)])
  func labels(text: String, positive: String?, expected: String) throws {
    #expect(try message(text, positive: positive) == expected)
  }

  @Test("A label column with a value for every row, wherever reading stops")
  func manyLabels() throws {
    let text = "a,label\n" + (0..<200).map { "1,\($0)\n" }.joined()
    #expect(
      try message(text)
        == "rows.csv: the label column \"label\" holds more than 64 values, such as \"0\", \"1\", "
        + "\"2\", \"3\" and \"4\". It must hold exactly two; name another label column or recode "
        + "this one.")
  }

  @Test("Fewer positives than a split needs")
  func tooFewPositives() throws {
    let text = "a,label\n" + (0..<20).map { "1,\($0 < 3 ? 1 : 0)\n" }.joined()
    #expect(
      try message(text) { $0.minimumRowsPerClass = 4 }
        == "rows.csv: the label column \"label\" holds \"1\" in 3 rows; a split into training, "
        + "validation and test needs at least 4 of each class.")
  }

  @Test("More columns, or a longer line, than is allowed")
  func limits() throws {
    #expect(
      try message("a,b,c,label\n") { $0.maximumColumns = 3 }
        == "rows.csv, line 1: the header has more than 3 columns, the most that is allowed. Check "
        + "the delimiter.")
    let long =
      "rows.csv, line 3: the line is longer than 100 bytes, the most that is allowed. "
      + "Check that lines end with LF or CRLF."
    for digits in [110, 1000, 100_000] {
      let text = "a,label\n1,0\n\(String(repeating: "1", count: digits)),1\n2,1\n"
      #expect(try message(text) { $0.maximumLineLength = 100 } == long)
    }
    let header = String(repeating: "a", count: 1000)
    #expect(
      try message("\(header),label\n1,0\n") { $0.maximumLineLength = 100 }
        == long.replacingOccurrences(of: "line 3", with: "line 1"))
    let open = "a,label\n1,0\n\"" + String(repeating: "1,0\n", count: 100_000)
    #expect(
      try message(open) { $0.maximumLineLength = 100 }
        == "rows.csv, line 3, column 1 (a): the quote that opens here is not closed, neither "
        + "before the end of the file nor within 100 bytes. Close it, or write a quote that is "
        + "part of a cell as two quotes in a quoted cell.")
  }

  @Test("Control characters and long cells are shown in short")
  func shownInShort() throws {
    let cell = "\u{1B}[31m\t" + String(repeating: "z", count: 100)
    #expect(
      try message("a,label\n1,0\n2,\(cell)\n2,q\n", positive: "1")
        == "rows.csv: the label column \"label\" holds more than two classes: \"\\u{1B}[31m\\t"
        + String(repeating: "z", count: 54)
        + "…\" (1 row), \"0\" (1 row) and \"q\" (1 row). It must hold exactly two; name another label column or "
        + "recode this one.")
  }
}
