import { numbersOf, scaleOf } from '../learners/column-values'
import type { Field } from '../schema/schema'
import type { Column } from '../table/table'
import { writerOf } from './overlay'

/** The one value that so many rows share that no smooth curve could hold it: 0 among capital gains, 40 among hours. */
export interface Spike {
  /** As the source writes it. */
  readonly at: string
  /** Shares (0–1) of all rows. */
  readonly train: number
  readonly synthetic: number
}

/** With fewer of its train rows, a value is no spike. Far above what could point to a person. */
const fewest = 0.1

/** The most frequent value of a column of numbers or times; undefined where none stands out. */
export function spikeOf(field: Field, train: Column, synthetic: Column): Spike | undefined {
  if (scaleOf(field) !== 'continuous') return undefined
  const values = numbersOf(train, field)
  const counts = new Map<number, number>()
  let [at, most] = [0, 0]
  for (const v of values) {
    if (Number.isNaN(v)) continue
    const count = (counts.get(v) ?? 0) + 1
    counts.set(v, count)
    if (count > most) [at, most] = [v, count]
  }
  if (values.length === 0 || most < fewest * values.length || counts.size < 2) return undefined
  const made = numbersOf(synthetic, field)
  const same = made.reduce((sum, v) => sum + (v === at ? 1 : 0), 0)
  const share = (count: number, of: number) => count / Math.max(1, of)
  return { at: writerOf(field, train)(at), train: share(most, values.length), synthetic: share(same, made.length) }
}
