import { StudioError } from '../problem'
import { type Table, takeRows } from '../table/table'
import type { RowCheck } from './strata'
import type { TableEncoder } from './table-encoder'

interface Wish {
  readonly checks: readonly RowCheck[]
  /** Whether anything else was asked of these rows: then no value may be moved afterwards. */
  readonly isConditioned: boolean
}

const mostRounds = 40
/** Rounds without a single row, after which a condition counts as out of reach. */
const mostEmptyRounds = 6
const mostRowsARound = 50_000

/**
 * As many rows as wanted that keep the schema's orders and pass the checks: rows that do not are drawn again, and the
 * last few that stay out of order are put in order by hand.
 * @throws sample/out-of-reach when rows that pass are too rare to be found
 */
export async function* keptRows(
  encoder: TableEncoder,
  drawn: (rows: number) => AsyncIterable<Table>,
  wanted: number,
  { checks, isConditioned }: Wish,
): AsyncGenerator<Table> {
  let [made, tried] = [0, 0]
  for (let round = 0; made < wanted; round++) {
    if (round > mostRounds || (made === 0 && round >= mostEmptyRounds)) {
      throw new StudioError({ code: 'sample/out-of-reach', made, wanted })
    }
    const isLast = round === mostRounds && !isConditioned
    for await (const batch of drawn(rowsToDraw(wanted, made, tried))) {
      tried += batch.rows
      const whole = isLast ? encoder.reorder(batch) : batch
      const kept = encoder.keeps(whole, checks) ?? allRows(whole.rows)
      const taken = kept.slice(0, wanted - made)
      if (taken.length === 0) continue
      yield taken.length === whole.rows ? whole : takeRows(whole, taken)
      made += taken.length
    }
  }
}

/** What is missing, the first time; then so many more as the share that was kept lets one expect to need. */
function rowsToDraw(wanted: number, made: number, tried: number): number {
  const missing = wanted - made
  if (tried === 0) return missing
  const keptShare = Math.max(made, 0.5) / tried
  return Math.ceil(Math.min(mostRowsARound, (1.2 * missing) / keptShare + 8))
}

const allRows = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row)
