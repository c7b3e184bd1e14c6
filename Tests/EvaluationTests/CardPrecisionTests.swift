import Evaluation
import Testing

@Suite("Card precision among the top k of each day")
struct CardPrecisionTests {
  @Test("Cards score as their highest row does, and what was found is out from the next day on")
  func byHand() {
    // Day 0: cards 1 (best 0.9, fraud), 2 (0.8), 3 (0.7, fraud). Day 1: 1 (0.9, fraud), 2 (0.1),
    // 3 (0.6, fraud), 4 (0.5).
    let activity = CardActivity(
      times: [0.1, 0.2, 0.3, 0.9, 1.0, 1.5, 1.6, 1.7], cards: [1, 1, 2, 3, 1, 2, 3, 4])
    let scores: [Float] = [0.2, 0.9, 0.8, 0.7, 0.9, 0.1, 0.6, 0.5]
    let labels: [UInt8] = [1, 0, 0, 1, 1, 0, 1, 0]
    // Day 0 finds card 1; on day 1 it is out, and card 3 comes first.
    #expect(activity.precision(atTop: 1, scores: scores, labels: labels) == 1)
    // Day 0: cards 1 and 2; day 1: cards 3 and 4.
    #expect(activity.precision(atTop: 2, scores: scores, labels: labels) == 0.5)
    // Day 0 finds 1 and 3, so day 1 has cards 2 and 4 alone, and still counts three.
    #expect(activity.precision(atTop: 3, scores: scores, labels: labels) == (2.0 / 3) / 2)
    // Known cards are out from the beginning: 2 and 3, then 3 and 4, or 4 and 2.
    let known = CardActivity(times: activity.times, cards: activity.cards, known: [1])
    #expect(known.precision(atTop: 1, scores: scores, labels: labels) == 0.5)
    #expect(known.precision(atTop: 2, scores: scores, labels: labels) == 0.25)
    let all = CardActivity(times: activity.times, cards: activity.cards, known: [1, 2, 3, 4])
    #expect(all.precision(atTop: 1, scores: scores, labels: labels) == nil)
  }

  @Test("The order of rows does not matter, and negative times have days too")
  func order() {
    let times = [-0.5, 0.5, -1.5, -0.2, 0.9, 0.1]
    let cards: [UInt32] = [1, 2, 3, 4, 5, 6]
    let scores: [Float] = [3, 2, 1, 4, 5, 6]
    let labels: [UInt8] = [1, 0, 1, 0, 1, 0]
    let expected = CardActivity(times: times, cards: cards).precision(
      atTop: 1, scores: scores, labels: labels)
    // Day -2: card 3, fraud. Day -1: card 4, none. Day 0: card 6, none.
    #expect(expected == 1.0 / 3)
    let order = [5, 3, 1, 0, 2, 4]
    #expect(
      CardActivity(times: order.map { times[$0] }, cards: order.map { cards[$0] }).precision(
        atTop: 1, scores: order.map { scores[$0] }, labels: order.map { labels[$0] })
        == expected)
  }

  @Test("The evaluator gives it where cards and times are known, and only there")
  func evaluator() throws {
    var input = EvaluationInput(
      logits: [2, 1, -1, 0], labels: [1, 0, 0, 1], validationLogits: [1, -1],
      validationLabels: [1, 0])
    var evaluator = Evaluator()
    #expect(try evaluator.evaluate(input).metrics["card-precision-at-10"] == nil)
    input.activity = CardActivity(times: [0, 0.5, 1, 1.5], cards: [0, 1, 2, 3])
    #expect(try evaluator.evaluate(input).metrics["card-precision-at-10"] == 0.1)
    #expect(try evaluator.evaluate(input).metrics["card-precision-at-100"] == 0.01)
    let metric = try MetricCatalogue.description(for: "card-precision-at-100")
    #expect(metric.heading == "CP@100")
    input.activity = CardActivity(times: [0], cards: [0])
    #expect(throws: EvaluationError.self) { try evaluator.evaluate(input) }
  }
}
