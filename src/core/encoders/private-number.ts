import type { MergedCode } from '../dp/pieces'
import type { NumberFormat } from '../table/table'
import type { Spellings } from './missing'
import type { NumberState } from './number'

interface PrivateNumber {
  readonly name: string
  readonly format: NumberFormat
  /** A step is 10^−places. */
  readonly places: number
  readonly spellings: Spellings
}

/**
 * The state of a number's encoder from what was released of it: pieces of one step are exact values, within others
 * values are spread evenly, each piece as often as its noisy count says.
 */
export function privateNumberState(
  codes: readonly MergedCode[],
  { name, format, places, spellings }: PrivateNumber,
): NumberState {
  const scale = 10 ** places
  const exactFrom = [0]
  const loneFrom = [0]
  const exact: { value: number; count: number }[] = []
  const knots: { rank: number; value: number }[] = []
  let rank = 0
  for (const { pieces } of codes) {
    for (const { low, high, mass } of pieces) {
      // Pieces without mass stay possible when their code has none at all.
      const rows = Math.max(mass, 1e-6)
      if (high - low === 1) exact.push({ value: low / scale, count: rows })
      else {
        knots.push({ rank, value: (low - 0.5) / scale }, { rank: rank + rows, value: (high - 0.5) / scale })
        rank += rows
      }
    }
    exactFrom.push(exact.length)
    loneFrom.push(rank)
  }
  return {
    encoder: 'number',
    name,
    format,
    spellings,
    cuts: Float64Array.from(codes.slice(1), ({ pieces }) => (pieces[0]!.low - 0.5) / scale),
    counts: Float64Array.from(codes, ({ count }) => count),
    smooth: Uint8Array.from(codes, ({ pieces }) => (pieces.length === 1 && isSingle(pieces[0]!) ? 0 : 1)),
    exactFrom: Uint32Array.from(exactFrom),
    exactValues: Float64Array.from(exact, ({ value }) => value),
    exactCounts: Float64Array.from(exact, ({ count }) => count),
    loneFrom: Float64Array.from(loneFrom),
    sketch: {
      ranks: Float64Array.from(knots, (knot) => knot.rank),
      values: Float64Array.from(knots, (knot) => knot.value),
    },
    grid: { step: 1, offset: 0, places, mix: Array.from({ length: places + 1 }, (_, p) => (p === places ? 1 : 0)) },
  }
}

const isSingle = ({ low, high }: { readonly low: number; readonly high: number }) => high - low === 1
