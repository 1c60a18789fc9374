import ArgumentParser

/// A command that computes one answer and prints it.
protocol AnsweringCommand: AsyncParsableCommand {
  var global: GlobalOptions { get }

  /// Does the work. What it throws is printed as a failure, exit code 1.
  func answer() async throws -> any Answer
}

extension AnsweringCommand {
  func run() async throws {
    let answer = try await answer()
    global.console.show(answer)
    if answer.needsPerson { throw Ending.personNeeded }
  }
}
