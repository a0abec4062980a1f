/** What is made of a project, in words. */
export interface UnitWords {
  readonly one: string
  readonly many: string
  /** All that is made at once. */
  readonly set: string
  readonly sets: string
}

const rows: UnitWords = { one: 'row', many: 'rows', set: 'table', sets: 'tables' }
const pictures: UnitWords = { one: 'picture', many: 'pictures', set: 'set', sets: 'sets' }

const pictureGenerators: readonly string[] = ['class-gaussian', 'pyramid-flow']

/** By the id of a generator. */
export const unitOf = (generator: string): UnitWords => (pictureGenerators.includes(generator) ? pictures : rows)

const stepwise: readonly string[] = ['any-order', 'private-network', 'pyramid-flow']

/** Generators that learn step by step: they can be paused and gone on with. */
export const isStepwise = (generator: string): boolean => stepwise.includes(generator)

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
