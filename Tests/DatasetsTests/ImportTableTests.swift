import Datasets
import Foundation
import Testing

@Suite("A CSV file becomes a data set")
struct ImportTableTests {
  @Test("Rows, labels and names are read in order")
  func plain() throws {
    let table = try importTable("a,label,b\n1,0,2\n3,1,-4.5\n")
    #expect(table.dataset.featureNames == ["a", "b"])
    #expect(table.dataset.features == [1, 2, 3, -4.5])
    #expect(table.dataset.labels == [0, 1])
    #expect(table.positive == .init(value: "1", rows: 1))
    #expect(table.negative == .init(value: "0", rows: 1))
  }

  @Test(
    "The same table however it is written",
    arguments: [
      "a,b,label\r\n1,2,0\r\n3,4,1\r\n",
      "a,b,label\n1,2,0\n3,4,1",
      "a,b,label\r\n1,2,0\r\n3,4,1\r",
      "\u{FEFF}a,b,label\n1,2,0\n3,4,1\n\n\n",
      "a,b,label\n1,2,0\n3,4,1\n   \n\r\n",
      " a , b,label \n 1 ,2 , 0\n3,  4,1  \n",
      "\"a\",\"b\",\"label\"\n\"1\",\"2\",\"0\"\n3,4,\"1\"\n",
      "a,b,label\n\" 1 \", \"2\" ,0\n\"3\",4,\" 1\"\r\n",
      "a,b,label\n+1,2.,0.0\n.3e1,4e+00,1.0\n",
      "a,b,label\n1,2,false\n3,4,TRUE\n",
    ])
  func variants(text: String) throws {
    for threads in [1, 2] {
      let table = try importTable(text, pieceSize: 8, threads: threads)
      #expect(table.dataset.featureNames == ["a", "b"])
      #expect(table.dataset.features == [1, 2, 3, 4])
      #expect(table.dataset.labels == [0, 1])
    }
  }

  @Test("Semicolons and tabs delimit when told to")
  func delimiters() throws {
    let semicolons = try importTable("a;label\n1;0\n2;1\n", delimiter: .semicolon)
    #expect(semicolons.dataset.features == [1, 2])
    let tabs = try importTable("a\tlabel\n1\t0\n2\t1\n", delimiter: .tab)
    #expect(tabs.dataset.features == [1, 2])
  }

  @Test("Quoted names and labels keep delimiters, quotes and line ends")
  func quoting() throws {
    let table = try importTable(
      "\"a, \"\"b\"\"\",\"la\nbel\"\n1,\"x, y\"\n2,\"say \"\"hi\"\"\"\n3,\"x, y\"\n",
      label: "la\nbel", positive: "say \"hi\"")
    #expect(table.dataset.featureNames == ["a, \"b\""])
    #expect(table.dataset.labels == [0, 1, 0])
    #expect(table.negative == .init(value: "x, y", rows: 2))
  }

  @Test("Any two labels do if the positive one is named")
  func namedPositive() throws {
    let text = "a,class\n1,fraud\n2,normal\n3,normal\n"
    #expect(try importTable(text, label: "class", positive: "fraud").dataset.labels == [1, 0, 0])
    #expect(try importTable(text, label: "class", positive: "normal").dataset.labels == [0, 1, 1])
    let numbers = "a,label\n1,1\n2,2\n3,2.0\n"
    #expect(try importTable(numbers, positive: "2").dataset.labels == [0, 1, 1])
  }

  @Test("Where pieces and blocks are cut makes no difference")
  func pieces() throws {
    var text = "a,b,note,label\n"
    for row in 0..<300 {
      text +=
        "\(row),\(Double(row) / 7),\"\(row)\",\"class\n\(row % 3 == 0 ? "yes" : "no, not")\"\n"
    }
    let whole = try importTable(text, positive: "class\nyes")
    #expect(whole.dataset.rowCount == 300)
    #expect(whole.dataset.positiveCount == 100)
    for (pieceSize, step) in [(1, 1000), (3, 1), (16, 5), (64, 1 << 20), (1000, 7)] {
      for threads in [1, 3] {
        let cut = try importTable(
          text, positive: "class\nyes", pieceSize: pieceSize, threads: threads, step: step)
        #expect(cut.dataset.features == whole.dataset.features)
        #expect(cut.dataset.labels == whole.dataset.labels)
        #expect(cut.columns == whole.columns)
      }
    }
  }

  @Test("Columns and repeated rows are summarised")
  func summary() throws {
    let table = try importTable("a,b,label\n1,5,0\n2,5,1\n1,5,0\n1,5,1\n-0,5,0\n0,5,0\n4,5,0\n")
    #expect(table.columns.map(\.minimum) == [0, 5])
    #expect(table.columns.map(\.maximum) == [4, 5])
    #expect(table.columns.map(\.mean) == [9.0 / 7, 5])
    #expect(table.constantColumnCount == 1)
    #expect(table.duplicates.exact == 2)
    #expect(table.duplicates.contradictory == 1)
  }

  @Test("A file on disk is read like bytes in memory")
  func file() throws {
    let file = try TemporaryFile("a,label\n1,0\n2,1\n")
    var importer = CSVImporter(label: "label")
    importer.minimumRowsPerClass = 1
    let table = try importer.table(at: file.path)
    #expect(table.dataset.features == [1, 2])
    // printf 'a,label\n1,0\n2,1\n' | sha256sum
    #expect(table.fileHash == "4f8cbf174d92da1aac26105dc985fe760364ee7b06395b5274c8517f244ceefa")
    importer.hashesFile = false
    #expect(try importer.table(at: file.path).fileHash == nil)
  }
}
