/// Markdown for a terminal: its words, without markup.
public enum PlainText {
  /// The words of a text.
  ///
  /// - Parameters:
  ///   - markdown: GitHub Markdown.
  ///   - width: columns at which lines are broken; 0 breaks none.
  /// - Returns: The text without trailing line breaks; lists keep their marks.
  public static func of(_ markdown: String, width: Int = 0) -> String {
    guard let tree = MarkdownTree(markdown) else { return markdown }
    var text = tree.plainText(width: width)
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
