import SyncCore
import TestSupport
import Testing

@Suite struct RecordStateTests {
  @Test func `cells are sorted by name when a state is made`() {
    let state = RecordState(cells: [cell(.status), cell(.codeJ44), cell(.note)])
    #expect(state.cells.map(\.name) == [.codeJ44, .note, .status])
  }

  @Test func `a cell without siblings is left out`() {
    #expect(RecordState(cells: [Cell(name: .note, siblings: [])]).isEmpty)
  }

  @Test func `siblings are sorted by dot when a cell is made`() {
    let cell = Cell(name: .note, siblings: [sibling(.vgr), sibling(.kalmar)])
    #expect(cell.dots.map(\.author) == [.kalmar, .vgr])
  }

  @Test(arguments: [CellName.codeJ44, .note, .status])
  func `every cell is found by its name`(name: CellName) {
    let state = RecordState(cells: [cell(.codeJ44), cell(.note), cell(.status)])
    #expect(state[name]?.name == name)
  }

  @Test(arguments: ["a", "icd10/J45", "nota", "zz"])
  func `a cell that is not there is nil`(name: String) {
    let state = RecordState(cells: [cell(.codeJ44), cell(.note), cell(.status)])
    #expect(state[.named(name)] == nil)
  }

  @Test func `the cells of a set are its members`() {
    let state = RecordState(
      cells: [cell(.codeJ44), cell(.named("icd10/J45")), cell(.named("icd10_old"))])
    #expect(state.cells(of: "icd10").map(\.name.description) == ["icd10/J44", "icd10/J45"])
  }

  @Test func `a dot that is live in two cells is one live dot`() {
    #expect(RecordState(cells: [cell(.note), cell(.status)]).liveDots == [Dot(.vgr, 1)])
  }

  private func cell(_ name: CellName) -> Cell {
    Cell(name: name, siblings: [sibling(.vgr)])
  }

  private func sibling(_ author: Author) -> Sibling {
    Sibling(dot: Dot(author, 1), value: "x", time: .midsummer)
  }
}
