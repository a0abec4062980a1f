/** What a report and a provenance say of how rows were steered; a recipe's output has it all. */
export interface ParityFact {
  readonly target: string
  readonly sensitive: readonly string[]
}
export interface DrawFact {
  readonly field: string
  readonly temperature?: number
  readonly topP?: number
}
