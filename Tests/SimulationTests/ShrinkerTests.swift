import TestSupport
import Testing

struct ShrinkerTests {
  private let long = Script(seed: 11)

  @Test func `of a long script what fails is left`() {
    let needed: [Step] = [.edit(at: 1, seed: 4), .reopen(at: 2), .edit(at: 3, seed: 9)]
    var script = long
    for (number, step) in needed.enumerated() { script.steps.insert(step, at: number * 9 + 3) }
    let short = Shrinker(fails: { script in
      var left = needed[...]
      for step in script.steps where step == left.first { left = left.dropFirst() }
      return left.isEmpty && script.replicas >= 3
    }).shrink(script)
    #expect(short.steps == needed && short.replicas == 3)
  }

  @Test func `any part of a script is a script`() throws {
    var half = long
    half.steps = half.steps.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    half.replicas = 2
    try World.play(half)
  }

  @Test func `a script is printed as Swift source`() {
    let script = Script(
      replicas: 2, breadth: 1,
      steps: [
        .crash(at: 1, during: .edit, statement: 3, cut: .yes, seed: 5),
        .attack(.fork, at: 0, seed: 1),
      ])
    #expect(
      script.source == """
        try World.play(Script(replicas: 2, breadth: 1, steps: [
            .crash(at: 1, during: .edit, statement: 3, cut: .yes, seed: 5),
            .attack(.fork, at: 0, seed: 1),
        ]))
        """)
  }
}
