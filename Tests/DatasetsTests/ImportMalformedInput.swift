import Datasets

/// A file that no import may take.
struct MalformedInput {
  let title: String
  let file: String
  let bytes: [UInt8]
  var beside: [(String, [UInt8])] = []
  var configure: (inout ImportOptions) -> Void = { _ in }

  init(
    _ title: String, _ file: String, _ bytes: [UInt8], beside: [(String, [UInt8])] = [],
    configure: @escaping (inout ImportOptions) -> Void = { _ in }
  ) {
    self.title = title
    self.file = file
    self.bytes = bytes
    self.beside = beside
    self.configure = configure
  }

  /// A file of text.
  static func text(
    _ title: String, _ file: String, _ text: String,
    configure: @escaping (inout ImportOptions) -> Void = { _ in }
  ) -> Self { Self(title, file, Array(text.utf8), configure: configure) }

  static var all: [Self] { csv + columns + arrays + sparse + attributes }

  private static let rows = String(repeating: "1,2,0\n3,4,1\n", count: 20)

  private static var csv: [Self] {
    [
      .text("An empty file", "rows.csv", ""),
      .text("Nothing but blank lines", "rows.csv", "\n \n\r\n"),
      .text("A header and no rows", "rows.csv", "a,label\n"),
      .text("A column without a name", "rows.csv", "a,,label\n1,2,0\n"),
      .text("Two columns with one name", "rows.csv", "a,b,a,label\n1,2,3,0\n"),
      Self(
        "A name that is not UTF-8", "rows.csv", [0x61, 0xFF, 0x2C] + Array("label\n1,0\n".utf8)),
      .text("No column with the label's name", "rows.csv", "amount,lable\n1,0\n"),
      .text("Another delimiter", "rows.csv", "a;b;label\n1;2;0\n"),
      .text("No column but the label", "rows.csv", "label\n0\n1\n"),
      .text("Old line ends", "rows.csv", "a,label\r1,0\r2,1\r"),
      .text("A spreadsheet", "rows.csv", "PK\u{3}\u{4}\u{14}"),
      Self("UTF-16", "rows.csv", [0xFF, 0xFE, 0x61, 0, 0x2C, 0]),
      .text("A NUL byte in a row", "rows.csv", "a,b,label\n1,2,0\n1,\u{0},1\n"),
      .text("A row with too few cells", "rows.csv", "a,b,label\n1,2,0\n3,1\n"),
      .text("A row with too many cells", "rows.csv", "a,b,label\n1,2,3,0\n"),
      .text("A decimal comma", "rows.csv", "a,label\n1,5,0\n"),
      .text("A blank line between rows", "rows.csv", "a,label\n1,0\n\n2,1\n"),
      .text("A quote that is not closed", "rows.csv", "a,b,label\n1,\"2,0\n3,4,1\n"),
      .text("A quote inside a cell", "rows.csv", "a,b,label\n1,2\"5,0\n"),
      .text("Something behind a closing quote", "rows.csv", "a,b,label\n1,\"2\"5,0\n"),
      .text("A text among numbers", "rows.csv", "a,b,label\n\(rows)1,x1,1\n"),
      .text("A thousands separator", "rows.csv", "a,b,label\n\(rows)1,\"1,000\",1\n"),
      .text("Infinity", "rows.csv", "a,b,label\n1,-inf,0\n"),
      .text("A number that is too large", "rows.csv", "a,b,label\n1,1e39,0\n"),
      .text("A label that is missing", "rows.csv", "a,b,label\n1,2,\n3,4,1\n"),
      .text("One class", "rows.csv", "a,label\n1,1\n2,1\n"),
      .text("Three classes", "rows.csv", "a,label\n1,0\n2,1\n3,2\n"),
      .text(
        "A number for a label", "rows.csv", "a,label\n" + (0..<99).map { "1,\($0)\n" }.joined()),
      .text("Two classes that do not name themselves", "rows.csv", "a,label\n1,ok\n2,fraud\n"),
      .text("A positive label that does not occur", "rows.csv", "a,label\n1,0\n2,1\n") {
        $0.positive = "fraud"
      },
      .text("Fewer positives than a split needs", "rows.csv", "a,label\n1,0\n2,0\n3,0\n4,1\n") {
        $0.minimumRowsPerClass = 3
      },
      Self(
        "Compressed and cut off", "rows.csv.gz",
        Array(Gzip.stored("a,label\n1,0\n2,1\n").prefix(30))),
      Self("Compressed and damaged", "rows.csv.gz", damaged),
      .text("Not named at all", "rows.csv", "a,label\n1,0\n") { $0.label = nil },
    ]
  }

  private static var damaged: [UInt8] {
    var bytes = Gzip.stored("a,label\n1,0\n2,1\n")
    bytes[25] ^= 1
    return bytes
  }

  private static var columns: [Self] {
    let text = "day,card,w,a,label\n1,x,1,5,0\n2,y,2,6,1\n"
    return [
      .text("A time column that is not there", "rows.csv", text) { $0.columns.time = "days" },
      .text("A column of two uses", "rows.csv", text) {
        $0.columns.entity = "card"
        $0.columns.dropped = ["card"]
      },
      .text("A feature that is to be kept", "rows.csv", text) { $0.columns.kept = ["a"] },
      .text("No feature left", "rows.csv", text) {
        $0.columns.dropped = ["day", "card", "w", "a"]
      },
      .text("A missing value that is refused", "rows.csv", "a,label\n1,0\nNA,1\n") {
        $0.columns.refusesMissing = true
      },
      .text("A time that is missing", "rows.csv", "t,a,label\n1,1,0\n,2,1\n") {
        $0.columns.time = "t"
      },
      .text("A date that does not exist", "rows.csv", "t,a,label\n2023-02-28,1,0\n2023-02-29,2,1\n")
      {
        $0.columns.time = "t"
      },
      .text("A date as some countries write it", "rows.csv", "t,a,label\n05/31/2024,1,0\n") {
        $0.columns.time = "t"
      },
      .text("An entity that is missing", "rows.csv", "card,a,label\nx,1,0\n,2,1\n") {
        $0.columns.entity = "card"
      },
      .text("A weight of 0", "rows.csv", "w,a,label\n1,1,0\n0,2,1\n") { $0.columns.weight = "w" },
      .text("An amount below 0", "rows.csv", "a,label\n1,0\n-2,1\n") { $0.columns.amount = "a" },
      .text("An amount that is missing", "rows.csv", "a,label\n1,0\n,1\n") {
        $0.columns.amount = "a"
      },
      .text("An amount that is no number", "rows.csv", "a,label\n1,0\nfree,1\n") {
        $0.columns.amount = "a"
      },
      .text(
        "Too many levels", "rows.csv",
        "name,label\n" + (0..<9).map { "n\($0),\($0 % 2)\n" }.joined()
      ) { $0.columns.maximumLevels = 8 },
      Self(
        "A level that is not UTF-8", "rows.csv",
        Array("kind,label\nx,0\n".utf8) + [0xE4] + Array(",1\n".utf8)),
    ]
  }

  private static var arrays: [Self] {
    let labels = ("y.npy", Numpy.file("|u1", rows: 2, columns: nil, false, [0, 1]))
    let good = Numpy.file("<f4", rows: 2, columns: 2, false, [1, 2, 3, 4])
    func header(_ text: String) -> [UInt8] { Numpy.header(text + "\n") }
    return [
      .text("No array file", "X.npy", "1,2,3\n"),
      .text("An archive of arrays", "X.npz", "PK\u{3}\u{4}\u{14}"),
      Self("An unknown version", "X.npy", Numpy.header("{}", version: 9)),
      Self("Cut off in its header", "X.npy", Array(good.prefix(40)), beside: [labels]),
      Self("Cut off in its values", "X.npy", Array(good.dropLast(3)), beside: [labels]),
      Self(
        "Python objects", "X.npy",
        header("{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }")),
      Self(
        "Texts", "X.npy", header("{'descr': '<U3', 'fortran_order': False, 'shape': (2, 2), }")),
      Self(
        "Big-endian numbers", "X.npy",
        header("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 2), }")),
      Self(
        "Fields with names", "X.npy",
        header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }")),
      Self("No shape", "X.npy", header("{'descr': '<f4', 'fortran_order': False, }")),
      Self(
        "A shape beyond all memory", "X.npy",
        header(
          "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }")),
      Self(
        "Three dimensions", "X.npy",
        header("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 4), }") + [1, 2, 3, 4],
        beside: [labels]),
      Self("No labels beside it", "X.npy", good),
      Self(
        "More labels than rows", "X.npy", good,
        beside: [("y.npy", Numpy.file("|u1", rows: 3, columns: nil, false, [0, 1, 0]))]),
      Self(
        "A label that is not a number", "X.npy", good,
        beside: [("y.npy", Numpy.file("<f8", rows: 2, columns: nil, false, [0, .nan]))]),
      Self(
        "An infinite value", "X.npy",
        Numpy.file("<f8", rows: 2, columns: 2, false, [1, 2, 3, .infinity]), beside: [labels]),
      Self(
        "A value beyond single precision", "X.npy",
        Numpy.file("<f8", rows: 2, columns: 2, false, [1, 1e300, 3, 4]), beside: [labels]),
      Self("Too few column names", "X.npy", good, beside: [labels]) { $0.columnNames = ["a"] },
    ]
  }

  private static var sparse: [Self] {
    [
      .text("An empty sparse file", "rows.svm", "\n"),
      .text("A row without a label", "rows.svm", "1 1:2\n2:3 3:4\n"),
      .text("A pair without a colon", "rows.svm", "1 1:2 3\n"),
      .text("An index that is no number", "rows.svm", "1 a:2\n"),
      .text("A value that is no number", "rows.svm", "1 1:x\n"),
      .text("Indices that do not ascend", "rows.svm", "1 2:1 2:3\n"),
      .text("An index beyond what is held", "rows.svm", "1 20000:1\n"),
      .text("An infinite sparse value", "rows.svm", "1 1:1e99\n"),
      .text("Labels without a feature", "rows.svm", "1\n-1\n"),
      .text("Labels of three classes", "rows.svm", "1 1:1\n2 1:1\n3 1:1\n"),
    ]
  }

  private static var attributes: [Self] {
    func file(_ declarations: String, _ rows: String) -> String {
      "@relation r\n\(declarations)\n@data\n\(rows)\n"
    }
    let two = "@attribute a numeric\n@attribute class {0,1}"
    return [
      .text("An empty attribute file", "rows.arff", ""),
      .text("No @data", "rows.arff", "@relation r\n\(two)\n"),
      .text("No attribute", "rows.arff", "@relation r\n@data\n1,2\n"),
      .text("An unknown declaration", "rows.arff", "@relations r\n"),
      .text("An unknown kind", "rows.arff", file("@attribute a number\n\(two)", "1,2,0")),
      .text("An attribute of text", "rows.arff", file("@attribute t string\n\(two)", "x,2,0")),
      .text("An attribute without a kind", "rows.arff", file("@attribute a\n\(two)", "1,0")),
      .text("Levels without an end", "rows.arff", file("@attribute k {a,b\n\(two)", "a,1,0")),
      .text("A level declared twice", "rows.arff", file("@attribute k {a,a}\n\(two)", "a,1,0")),
      .text("An attribute declared twice", "rows.arff", file("@attribute a real\n\(two)", "1,1,0")),
      .text("A level that is not declared", "rows.arff", file(two, "1,0\n2,2")),
      .text("A number that is none", "rows.arff", file(two, "1,0\nx,1")),
      .text("Too few values", "rows.arff", file(two, "1,0\n1")),
      .text("A sparse row", "rows.arff", file(two, "{0 1, 1 1}")),
      .text("A quote without an end", "rows.arff", file(two, "1,'0")),
      .text("Something behind a quote", "rows.arff", file(two, "'1'2,0")),
      .text("A missing label", "rows.arff", file(two, "1,0\n2,?")),
      .text("No label", "rows.arff", file("@attribute a real\n@attribute b {0,1}", "1,0")),
      .text("An output that is no attribute", "rows.dat", file("\(two)\n@outputs Klass", "1,0")),
      .text("Two outputs", "rows.dat", file("\(two)\n@outputs a, class", "1,0")),
      .text("A NUL byte in the header", "rows.arff", "@relation \u{0}\n"),
    ]
  }
}
