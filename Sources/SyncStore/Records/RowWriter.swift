/// The short roads into one type's table, for one session.
struct RowWriter {
  let plan: TypePlan
  let insertion: RowInsertion
  let amendment: RowAmendment

  init(_ plan: TypePlan, in session: Session) throws {
    self.plan = plan
    insertion = try RowInsertion(plan, in: session)
    amendment = try RowAmendment(plan, in: session)
  }
}
