import type { ComparedColumn } from '../metrics/compared-column'
import { countJoint, type JointCounts } from '../metrics/joint-counts'
import type { Column } from '../table/table'
import type { PairPicture } from './faithful'
import { writerOf } from './overlay'
import type { PairReport } from './report'

const mostPictures = 10

/** The pairs farthest above what sampling alone gives, the worst first. */
export function worstPairs(pairs: readonly PairReport[]): PairReport[] {
  return pairs
    .filter(({ sharedBins }) => sharedBins.synthetic.kind === 'value')
    .toSorted((x, y) => excess(y) - excess(x))
    .slice(0, mostPictures)
}

function excess({ sharedBins, ceilings }: PairReport): number {
  if (sharedBins.synthetic.kind === 'undefined') return Number.NEGATIVE_INFINITY
  const chance = ceilings?.sharedBins.kind === 'value' ? ceilings.sharedBins.value : 0
  return 1 - sharedBins.synthetic.value - chance
}

/** The two columns over their shared bins, on both sides. `columnOf`: how the source writes a column. */
export function pairPicture(
  a: ComparedColumn,
  b: ComparedColumn,
  columnOf: (name: string) => Column | undefined,
): PairPicture {
  const labels = (column: ComparedColumn) => binLabels(column, columnOf(column.field.name))
  const [labelsA, labelsB] = [labels(a), labels(b)]
  const count = (side: 'real' | 'synthetic') => countJoint(a[side].shared, a.sharedSize, b[side].shared, b.sharedSize)
  const [ofReal, ofMade] = [count('real'), count('synthetic')]
  // Cells of one to four real rows are left out on both sides: they would tell of single rows.
  const small = new Set(ofReal.cells.filter((_, i) => ofReal.counts[i]! < fewestRows))
  const shares = ({ cells, counts, rows }: JointCounts) => {
    const grid = new Array<number>(a.sharedSize * b.sharedSize).fill(0)
    cells.forEach((cell, i) => {
      if (!small.has(cell)) grid[cell] = counts[i]! / Math.max(1, rows)
    })
    return grid
  }
  const picture = { real: shares(ofReal), synthetic: shares(ofMade) }
  const isFilled = (cell: number) => picture.real[cell]! > 0 || picture.synthetic[cell]! > 0
  // Other and missing are drawn only where there is something in them.
  const keep = (size: number, has: (code: number) => boolean) => Array.from({ length: size }, (_, i) => i).filter(has)
  const rows = keep(a.sharedSize, (i) => labelsB.some((_, j) => isFilled(i * b.sharedSize + j)))
  const columns = keep(b.sharedSize, (j) => labelsA.some((_, i) => isFilled(i * b.sharedSize + j)))
  const cut = (grid: readonly number[]) =>
    rows.flatMap((i) => columns.map((j) => Math.round(grid[i * b.sharedSize + j]! * 1e6) / 1e6))
  return {
    a: a.field.name,
    b: b.field.name,
    labelsA: rows.map((i) => labelsA[i]!),
    labelsB: columns.map((j) => labelsB[j]!),
    real: cut(picture.real),
    synthetic: cut(picture.synthetic),
  }
}

/**
 * One label per code. A number's lowest and highest bins are open, so that no extreme is written, and a bin of few real
 * rows has no edges.
 */
function binLabels({ bins, sharedSize, field, real }: ComparedColumn, column: Column | undefined): string[] {
  if (bins.kind === 'levels') {
    const unused = new Array<string>(sharedSize - 2 - bins.levels.length).fill('')
    return [...bins.levels, ...unused, otherLabel, missingLabel]
  }
  const write = column ? writerOf(field, column) : String
  const counts = new Int32Array(sharedSize)
  for (const code of real.shared) counts[code] = counts[code]! + 1
  const last = bins.edges.length - 1
  const labels = Array.from(bins.edges, (edge, i) => {
    if (counts[i]! < fewestRows) return fewLabel
    if (i === 0) return last === 0 ? anyLabel : `≤ ${write(edge)}`
    const low = write(bins.edges[i - 1]!)
    return i === last ? `> ${low}` : `${low} – ${write(edge)}`
  })
  return [...labels, missingLabel]
}

const fewestRows = 5
const otherLabel = '(others)'
const missingLabel = '(missing)'
const fewLabel = '(few rows)'
const anyLabel = '(any)'
