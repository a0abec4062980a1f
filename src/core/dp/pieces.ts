import type { Cells } from './cells'

/** Neighbouring cells whose values are taken to be spread evenly. `mass` ≥ 0, in rows. */
interface Piece {
  readonly low: number
  /** Exclusive. */
  readonly high: number
  readonly mass: number
}

/** What a model tells apart: neighbouring pieces. */
export interface MergedCode {
  readonly pieces: readonly Piece[]
  /** The noisy count of its cells together, not below 0. */
  readonly count: number
  /** Cells behind it: its count's variance is as many times that of a cell. */
  readonly cells: number
}

/** A sum of cells counts as more than noise from this many of its standard deviations on: many sums are tried. */
const significant = 4
/** A part of the rows that would be seen in a picture of the column. */
const visible = 0.02
/** A code holds at least this part of the rows, so that pairs have cells enough to be worth their noise. */
const mostCodes = 32

/**
 * Noisy counts of fine cells as few codes: neighbours are joined until their sum stands out of the noise, a cell that
 * holds much by itself (0 hours, 40 hours) stays alone.
 */
export function mergeCells({ edges }: Cells, counts: Float64Array, sigma: number): readonly MergedCode[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const least = Math.max(total / mostCodes, 1.5 * significant * sigma)
  const codes: MergedCode[] = []
  let open: { pieces: Piece[]; sum: number; cells: number } = { pieces: [], sum: 0, cells: 0 }
  const close = () => {
    if (open.pieces.length > 0) codes.push({ pieces: open.pieces, count: Math.max(0, open.sum), cells: open.cells })
    open = { pieces: [], sum: 0, cells: 0 }
  }
  for (const { from, to, sum } of joinUntilSignificant(counts, sigma, least)) {
    const piece = { low: edges[from]!, high: edges[to]!, mass: Math.max(0, sum) }
    const isAtom = to - from === 1 && sum >= least
    if (isAtom) close()
    open.pieces.push(piece)
    open.sum += sum
    open.cells += to - from
    if (isAtom || open.sum >= least) close()
  }
  const rest = open
  const last = codes.at(-1)
  if (rest.pieces.length > 0 && last && rest.sum < least) {
    codes[codes.length - 1] = {
      pieces: [...last.pieces, ...rest.pieces],
      count: Math.max(0, last.count + rest.sum),
      cells: last.cells + rest.cells,
    }
  } else close()
  return codes
}

interface Run {
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly sum: number
}

function joinUntilSignificant(counts: Float64Array, sigma: number, heavy: number): Run[] {
  const total = counts.reduce((a, b) => a + b, 0)
  const runs: Run[] = []
  let from = 0
  let sum = 0
  const isSignificant = (to: number) => sum >= significant * sigma * Math.sqrt(to - from)
  const close = (to: number) => {
    const noise = sigma * Math.sqrt(to - from)
    // Many empty cells add up to much noise: where it would show, what is not significant counts as nothing.
    const isKept = isSignificant(to) || noise < total * visible
    if (to > from) runs.push({ from, to, sum: isKept ? sum : 0 })
    from = to
    sum = 0
  }
  counts.forEach((count, i) => {
    if (count >= heavy) close(i)
    sum += count
    if (count >= heavy || isSignificant(i + 1)) close(i + 1)
  })
  close(counts.length)
  return runs
}
