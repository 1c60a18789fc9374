/// Makes a failing script short: delta debugging, after Zeller and Hildebrandt, "Simplifying and
/// Isolating Failure-Inducing Input" (2002).
struct Shrinker {
  /// Whether a script still fails.
  let fails: (Script) -> Bool
  /// How many scripts may be tried.
  var limit = 400

  /// The shortest failing script that was found; no single step of it can be spared, unless the
  /// limit was reached before.
  func shrink(_ script: Script) -> Script {
    var budget = limit
    var best = dropSteps(of: script, budget: &budget)
    best = dropReplicas(of: best, budget: &budget)
    return dropSteps(of: best, budget: &budget)
  }

  private func dropSteps(of script: Script, budget: inout Int) -> Script {
    var best = script
    var size = max(1, best.steps.count / 2)
    while budget > 0 {
      var start = 0
      var isShorter = false
      while start < best.steps.count, budget > 0 {
        var candidate = best
        candidate.steps.removeSubrange(start..<min(start + size, best.steps.count))
        budget -= 1
        if fails(candidate) {
          best = candidate
          isShorter = true
        } else {
          start += size
        }
      }
      if size == 1, !isShorter { break }
      size = max(1, size / 2)
    }
    return best
  }

  private func dropReplicas(of script: Script, budget: inout Int) -> Script {
    var best = script
    for count in 2..<max(2, script.replicas) where budget > 0 {
      var candidate = script
      candidate.replicas = count
      budget -= 1
      if fails(candidate) {
        best = candidate
        break
      }
    }
    return best
  }
}
