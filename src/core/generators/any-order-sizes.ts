import type { EncodedTable } from '../encoders/encoder'

/** What the fit needs to know before its first step. */
export interface AnyOrderSizes {
  readonly width: number
  readonly blocks: number
  readonly dropout: number
  readonly steps: number
  readonly batch: number
}

const stepsPerUnit = 120
const [fewestSteps, mostSteps] = [600, 2400]
/** Units from which narrow and long is better at any number of rows. */
const manyUnits = 14

/**
 * Fewer rows carry less: a narrower and shallower network, with more dropout, fewer steps and smaller batches. Widths
 * and steps did best, or nearly, on control rows of Adult, Magic, Titanic and Penguins cut to 200, 1,000 and 3,000 rows.
 * From 5,000 rows on a narrow network that takes more steps was better than a wide one of 1,200 steps, and cheaper, on
 * tables of many units (Shoppers 18, vehicle fraud 29, Adult 14) and on mammography (7 units, 10,000 rows: there with
 * fewer steps). On Magic (11 units, 17,000 rows) it was less useful, on Tetuan (12 units, 47,000 rows) alike.
 */
export function sizesFor(table: EncodedTable): AnyOrderSizes {
  const { rows } = table
  const codes = table.units.reduce((sum, unit) => sum + unit.size, 0)
  const batch = rows >= 4000 ? 512 : rows >= 1000 ? 256 : 128
  if (rows < 500) return { width: 32, blocks: 1, dropout: 0.25, steps: 600, batch }
  if (rows < 1500) return { width: 64, blocks: 1, dropout: 0.2, steps: 800, batch }
  if (rows < 5000) return { width: 128, blocks: 2, dropout: 0.1, steps: 800, batch }
  const narrow = { width: 128, blocks: 2, dropout: rows < 15_000 ? 0.1 : 0.05, batch }
  // Beyond some ten thousand codes the input and output matrices are all there is to compute.
  if (codes > 12_000) return { ...narrow, steps: 1200 }
  if (rows < 15_000)
    return { ...narrow, steps: Math.min(mostSteps, Math.max(fewestSteps, stepsPerUnit * table.units.length)) }
  return table.units.length >= manyUnits ? { ...narrow, steps: mostSteps } : { ...narrow, width: 256, steps: 1200 }
}
