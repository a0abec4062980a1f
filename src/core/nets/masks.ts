import type { Codes } from '../encoders/encoder'
import type { Random } from '../random'
import type { Batch } from './engine'

/** Arrays of a batch, to be filled again and again. */
export function emptyBatch(rows: number, units: number) {
  return {
    rows,
    known: new Int32Array(rows * units),
    asked: new Int32Array(rows * units),
    weights: new Float32Array(rows),
  } satisfies Batch
}

/**
 * Fills `batch` with the table's rows at `rows`: per row a random order of the C units, the first n₀ ~ U{0 … C − 1} of
 * which are known; all others are asked, weighted by C/(C − n₀). In expectation that is the mean over all orders of
 * −ln p(row) (Uria, Murray & Larochelle 2014, eq. 10). `codes`: `[units][rows]`.
 */
export function maskBatch(
  batch: Batch,
  codes: readonly Codes[],
  rows: ArrayLike<number>,
  random: Pick<Random, 'below'>,
): void {
  const units = codes.length
  const order = Uint32Array.from({ length: units }, (_, u) => u)
  for (let r = 0; r < batch.rows; r++) {
    const row = rows[r]!
    const at = r * units
    const knownCount = random.below(units)
    for (let i = 0; i < units; i++) {
      if (i < knownCount) swap(order, i, i + random.below(units - i))
      const unit = order[i]!
      const code = codes[unit]![row]!
      batch.known[at + unit] = i < knownCount ? code : -1
      batch.asked[at + unit] = i < knownCount ? -1 : code
    }
    batch.weights[r] = units / (units - knownCount) / batch.rows
  }
}

function swap(order: Uint32Array, i: number, j: number): void {
  const held = order[i]!
  order[i] = order[j]!
  order[j] = held
}
