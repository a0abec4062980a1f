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

/**
 * Fewer rows carry less: a narrower and shallower network, with more dropout, fewer steps and smaller batches. Widths
 * and steps did best, or nearly, on control rows of Adult, Magic, Titanic and Penguins cut to 200, 1,000 and 3,000 rows.
 * From 5,000 to 15,000 rows a narrow network that takes steps by its number of units was better than a wide one of
 * 1,200 steps, and cheaper, on mammography (7 units), Shoppers (18) and vehicle fraud (29); on Magic, of 17,000 rows,
 * it was less useful.
 */
export function sizesFor(table: EncodedTable): AnyOrderSizes {
  const { rows } = table
  const codes = table.units.reduce((sum, unit) => sum + unit.size, 0)
  const batch = rows >= 4000 ? 512 : rows >= 1000 ? 256 : 128
  if (rows < 500) return { width: 32, blocks: 1, dropout: 0.25, steps: 600, batch }
  if (rows < 1500) return { width: 64, blocks: 1, dropout: 0.2, steps: 800, batch }
  if (rows < 5000) return { width: 128, blocks: 2, dropout: 0.1, steps: 800, batch }
  const perUnit = Math.min(mostSteps, Math.max(fewestSteps, stepsPerUnit * table.units.length))
  if (rows < 15_000) return { width: 128, blocks: 2, dropout: 0.1, steps: perUnit, batch }
  // Beyond some ten thousand codes the input and output matrices are all there is to compute.
  return { width: codes > 12_000 ? 128 : 256, blocks: 2, dropout: 0.05, steps: 1200, batch }
}
