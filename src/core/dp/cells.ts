/**
 * Cells of an ordered column, fixed without looking at its rows: cell i holds `edges[i]` ≤ value < `edges[i + 1]`.
 * Values are whole steps of the column's precision.
 */
export interface Cells {
  /** `[cells + 1]`, ascending. */
  readonly edges: Float64Array
}

/** Columns of at most this many steps get a cell per step; wider ones about as many cells. */
export const mostCells = 256

const mostOctave = 52

/** Powers of two to both sides of zero, which has a cell of its own: where the values of any number column lie. */
export function octaves(): Cells {
  const powers = Array.from({ length: mostOctave + 1 }, (_, k) => 2 ** k)
  return { edges: Float64Array.from([...powers.map((p) => 1 - p).reverse(), ...powers]) }
}

/** The cells that meet [low, high], cut to it. */
export function cellsWithin({ edges }: Cells, low: number, high: number): Cells {
  const inner = edges.filter((edge) => edge > low && edge <= high)
  return { edges: Float64Array.from([low, ...inner, high + 1]) }
}

/** The cell that holds `value`; values beyond the ends go to the cells there. */
export function cellOf({ edges }: Cells, value: number): number {
  let low = 0
  let high = edges.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (edges[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}

/** Where mass was found: from the first to the last cell whose noisy count is above `least`, or the fullest one. */
export function cellsWithMass({ edges }: Cells, counts: Float64Array, least: number): [number, number] {
  let first = -1
  let last = -1
  let fullest = 0
  counts.forEach((count, i) => {
    if (count > counts[fullest]!) fullest = i
    if (count <= least) return
    if (first < 0) first = i
    last = i
  })
  return first < 0 ? [edges[fullest]!, edges[fullest + 1]!] : [edges[first]!, edges[last + 1]!]
}

/** Each cell cut into about `mostCells` · its share of the mass pieces of equal width, none narrower than a step. */
export function refineCells({ edges }: Cells, counts: Float64Array): Cells {
  const span = edges.at(-1)! - edges[0]!
  if (span <= mostCells) return { edges: Float64Array.from({ length: span + 1 }, (_, i) => edges[0]! + i) }
  const masses = counts.map((count) => Math.max(0, count))
  const total = masses.reduce((a, b) => a + b, 0)
  const fine: number[] = []
  for (let i = 0; i + 1 < edges.length; i++) {
    const [low, high] = [edges[i]!, edges[i + 1]!]
    const wanted = total > 0 ? Math.round((mostCells * masses[i]!) / total) : mostCells / (edges.length - 1)
    const pieces = Math.max(1, Math.min(high - low, Math.floor(wanted)))
    for (let k = 0; k < pieces; k++) fine.push(low + Math.floor(((high - low) * k) / pieces))
  }
  fine.push(edges.at(-1)!)
  return { edges: Float64Array.from(fine) }
}
