import Drawing
import Testing

@testable import Reporting

@Suite("Numbers are printed by fixed rules")
struct NumberTextTests {
  @Test(
    "Fixed decimals, with a true minus and no negative zero",
    arguments: [
      (0.0, 3, "0.000"), (-0.0004, 3, "0.000"), (-0.0006, 3, "−0.001"), (1.005, 1, "1.0"),
      (12.5, 0, "13"), (0.05, 2, "0.05"), (123_456.789, 2, "123456.79"), (1e300, 2, "1.0×10³⁰⁰"),
      (.nan, 2, "–"), (.infinity, 2, "–"),
    ])
  func fixed(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test(
    "Significant digits count after rounding",
    arguments: [
      (0.010_46, 3, "0.0105"), (0.999_9, 3, "1.00"), (96.2, 2, "96"), (0.0, 3, "0"),
      (1_234.0, 2, "1234"), (9.99, 2, "10"), (1e-12, 2, "1.0×10⁻¹²"), (3e-300, 2, "3.0×10⁻³⁰⁰"),
      (-0.25, 2, "−0.25"),
    ])
  func significant(_ value: Double, _ digits: Int, _ text: String) {
    #expect(NumberText.significant(value, digits: digits) == text)
  }

  @Test(
    "p values never round up to 0.05",
    arguments: [
      (0.000_99, "<0.001"), (0.001, "0.001"), (0.049_9, "0.049"), (0.05, "0.050"),
      (0.123_4, "0.12"), (1.0, "1.00"), (0.0, "<0.001"), (0.099_7, "0.10"),
    ])
  func pValues(_ p: Double, _ text: String) {
    #expect(NumberText.pValue(p) == text)
  }

  @Test("Decimals follow the uncertainty")
  func decimals() {
    #expect(NumberText.decimals(for: 0.012, digits: 2, otherwise: 9) == 3)
    #expect(NumberText.decimals(for: 0.099_9, digits: 2, otherwise: 9) == 2)
    #expect(NumberText.decimals(for: 0.001, digits: 1, otherwise: 9) == 3)
    #expect(NumberText.decimals(for: 0, digits: 2, otherwise: 9) == 9)
    #expect(NumberText.decimals(for: nil, digits: 2, otherwise: 4) == 4)
  }

  @Test("Counts, shares and settings")
  func others() {
    #expect(NumberText.count(1_000_000) == "1,000,000")
    #expect(NumberText.count(-1_234) == "−1,234")
    #expect(NumberText.count(999) == "999")
    #expect(NumberText.percent(0.001) == "0.1 %")
    #expect(NumberText.percent(0.023_2) == "2.3 %")
    #expect(NumberText.percent(0.5) == "50 %")
    #expect(NumberText.setting(2) == "2")
    #expect(NumberText.setting(1e-5) == "1e−05")
    #expect(NumberText.setting(0.000_3) == "0.0003")
  }

  @Test("Text is escaped for Markdown, and file names are tame")
  func names() {
    #expect(Markdown.escaped("a|b <i> & _x_\n`y`") == "a\\|b &lt;i&gt; &amp; \\_x\\_ \\`y\\`")
    #expect(Markdown.slug("../../etc Passwd") == "etc-passwd")
    #expect(Markdown.slug("数据") == "x")
    #expect(Markdown.anchor(of: "How to read each number") == "how-to-read-each-number")
  }

  @Test("Ticks are round and inside the axis")
  func ticks() {
    let linear = Scale.linear(-0.0573...0.0441, from: 0, to: 100, ticks: 6, isWidened: true)
    #expect(
      linear.ticks.map(linear.label) == ["−0.06", "−0.04", "−0.02", "0.00", "0.02", "0.04", "0.06"])
    #expect(linear(linear.domain.lowerBound) == 0)
    #expect(linear(linear.domain.upperBound) == 100)
    let decades = Scale.logarithmic(0.011...1.9, from: 0, to: 100)
    #expect(decades.ticks.map(decades.label) == ["0.01", "0.1", "1", "10"])
    let counts = Scale.logarithmic(0.02...600_000, from: 0, to: 100)
    #expect(counts.ticks.map(counts.label) == ["0.01", "1", "100", "10000", "10⁶"])
    let odds = Scale.logOdds(-13...8, from: 0, to: 300)
    #expect(odds.ticks.map(odds.label) == ["10⁻⁵", "0.001", "0.1", "0.9", "0.999"])
    #expect((odds(odds.ticks[2]) * 10).rounded() == 1_543)
    let flat = Scale.linear(0.25...0.25, from: 0, to: 100, ticks: 5, isWidened: true)
    #expect(flat(0.25) > 20)
    #expect(flat(0.25) < 80)
  }
}
