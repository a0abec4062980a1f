import { scaleOf, shareLevels } from '../../learners/column-values'
import type { Field } from '../../schema/schema'
import type { Table } from '../../table/table'
import { columnNamed, pairsOf } from '../compared-table'
import { rateRatioInterval } from '../interval/binomial'
import { countJoint } from '../joint-counts'

/** One level, or two levels of two columns, that few real rows hold. */
export interface RareCell {
  /** Column and level, once or twice. */
  readonly of: readonly (readonly [string, string])[]
  /** Rows in train, synthetic and control that hold it. */
  readonly real: number
  readonly synthetic: number
  readonly control: number
  /** How often synthetic rows hold it over how often real ones do, with its exact 95 % interval. */
  readonly interval: readonly [number, number]
}

/** Cells of `real` to `most` train rows: how many a table has at all, and how often against train. */
export interface RareBand {
  readonly least: number
  readonly most: number
  readonly cells: number
  readonly present: { readonly synthetic: number; readonly control: number }
  /** Rows that hold them as shares of the table, over the same share of train. */
  readonly ratio: { readonly synthetic: number; readonly control: number }
}

export interface RareCells {
  readonly cells: number
  readonly bands: readonly RareBand[]
  /** Cells of ten and more rows whose interval leaves out 1: too seldom, too often; beside as many for control. */
  readonly tested: number
  readonly tooFew: { readonly synthetic: number; readonly control: number }
  readonly tooMany: { readonly synthetic: number; readonly control: number }
  /** Of those, the farthest off first. */
  readonly worst: readonly RareCell[]
}

/** Rare: held by at least one and at most this share of the rows. */
const rareShare = 0.005
/** With fewer rows than this, no interval says anything. */
const testedFrom = 10
const mostPairs = 400
const listed = 10

/**
 * What becomes of the rare: levels, and combinations of the levels of two columns, that 1 to .5 % of the train rows hold.
 * Cells are taken for being there at least once, which flatters train: read every figure beside control's. A row counts
 * in many cells, so that they are no independent trials.
 */
export function rareCells(train: Table, synthetic: Table, control: Table, fields: readonly Field[]): RareCells {
  const columns = fields
    .filter((field) => scaleOf(field) === 'discrete')
    .map(({ name }) => {
      const shared = shareLevels([train, control, synthetic].map((table) => columnNamed(table, name)!))
      return { name, levels: [...shared.levels, ''], codes: shared.codes }
    })
  const rows = { real: train.rows, synthetic: synthetic.rows, control: control.rows }
  const most = Math.floor(rareShare * train.rows)
  const found: Counted[] = []
  const zero = new Int32Array(train.rows)
  const zeros = [zero, new Int32Array(control.rows), new Int32Array(synthetic.rows)]
  for (const { name, levels, codes } of columns) {
    const cells = countCells(codes, levels.length, zeros, 1, most)
    for (const cell of cells) if (cell.at < levels.length - 1) found.push({ ...cell, of: [[name, levels[cell.at]!]] })
  }
  for (const [i, j] of pairsOf(columns.length, mostPairs)) {
    const [a, b] = [columns[i]!, columns[j]!]
    for (const cell of countCells(a.codes, a.levels.length, b.codes, b.levels.length, most)) {
      const [x, y] = [Math.floor(cell.at / b.levels.length), cell.at % b.levels.length]
      if (x === a.levels.length - 1 || y === b.levels.length - 1) continue
      const pair = [a.name, a.levels[x]!, b.name, b.levels[y]!] as const
      found.push({
        ...cell,
        of: [
          [pair[0], pair[1]],
          [pair[2], pair[3]],
        ],
      })
    }
  }
  return summed(found, rows, most)
}

interface Counted {
  readonly of: RareCell['of']
  readonly real: number
  readonly control: number
  readonly synthetic: number
}

/** The cells of two codings that 1 to `most` rows of the first table hold. */
function countCells(
  a: readonly Int32Array[],
  sizeA: number,
  b: readonly Int32Array[],
  sizeB: number,
  most: number,
): (Omit<Counted, 'of'> & { readonly at: number })[] {
  const [real, control, made] = a.map((codes, t) => countJoint(codes, sizeA, b[t]!, sizeB))
  const lookup = (counts: typeof real) => {
    const of = new Map<number, number>()
    counts!.cells.forEach((cell, i) => {
      of.set(cell, counts!.counts[i]!)
    })
    return (cell: number) => of.get(cell) ?? 0
  }
  const [inControl, inMade] = [lookup(control), lookup(made)]
  const rare: (Omit<Counted, 'of'> & { readonly at: number })[] = []
  real!.cells.forEach((cell, i) => {
    const count = real!.counts[i]!
    if (count <= most) rare.push({ at: cell, real: count, control: inControl(cell), synthetic: inMade(cell) })
  })
  return rare
}

type Rows = { readonly real: number; readonly synthetic: number; readonly control: number }

function summed(cells: readonly Counted[], rows: Rows, most: number): RareCells {
  const bounds: readonly (readonly [number, number])[] = [
    [1, 1],
    [2, 4],
    [5, 9],
    [10, 49],
    [50, most],
  ]
  const bands = bounds.flatMap(([least, upTo]): RareBand[] => {
    const top = Math.min(upTo, most)
    const own = cells.filter(({ real }) => real >= least && real <= top)
    if (own.length === 0) return []
    const sum = (side: keyof Rows) => own.reduce((total, cell) => total + cell[side], 0)
    const present = (side: 'synthetic' | 'control') => own.filter((cell) => cell[side] > 0).length / own.length
    const ratio = (side: 'synthetic' | 'control') =>
      sum(side) / Math.max(1, rows[side]) / (sum('real') / Math.max(1, rows.real))
    return [
      {
        least,
        most: top,
        cells: own.length,
        present: { synthetic: present('synthetic'), control: present('control') },
        ratio: { synthetic: ratio('synthetic'), control: ratio('control') },
      },
    ]
  })
  const tested = cells.filter(({ real }) => real >= testedFrom)
  const judge = (side: 'synthetic' | 'control') =>
    tested.map((cell) => rateRatioInterval(cell[side], Math.max(1, rows[side]), cell.real, rows.real))
  const [made, fresh] = [judge('synthetic'), judge('control')]
  const below = (intervals: readonly (readonly [number, number])[]) => intervals.filter(([, high]) => high < 1).length
  const above = (intervals: readonly (readonly [number, number])[]) => intervals.filter(([low]) => low > 1).length
  const off = ([low, high]: readonly [number, number]) => Math.max(low, 1 / Math.max(high, 1e-9))
  const worst = tested
    .map((cell, i): RareCell => ({ ...pick(cell), interval: made[i]! }))
    .filter(({ interval }) => off(interval) > 1)
    .sort((x, y) => off(y.interval) - off(x.interval))
    .slice(0, listed)
  return {
    cells: cells.length,
    bands,
    tested: tested.length,
    tooFew: { synthetic: below(made), control: below(fresh) },
    tooMany: { synthetic: above(made), control: above(fresh) },
    worst,
  }
}

const pick = ({ of, real, synthetic, control }: Counted) => ({ of, real, synthetic, control })
