import { quantile } from '../metrics/quantile'
import { axisColumns, placeRows, principalAxes } from '../metrics/table/principal-axes'
import { permutation, type Random } from '../random'
import type { Field } from '../schema/schema'
import { type Table, takeRows } from '../table/table'
import type { MapAxis, MapPoints, MapReport, PlacedRows } from './faithful'

const fittedRows = 4000
const placedRows = 5000
const shownPoints = 400
/** Squares of fewer control rows are left empty: they would tell of single rows. */
const fewestRows = 5
const bins = 20
const namedColumns = 3
/** Shares of an axis below this do not name it. */
const namedShare = 0.05

/** A map of rows along the two directions in which train rows differ most: a grid of shares, and some points. */
export function rowMap(
  train: Table,
  control: Table,
  synthetic: Table,
  fields: readonly Field[],
  random: Random,
): { readonly report: MapReport; readonly points: MapPoints } | undefined {
  const some = (table: Table, most: number, key: string) =>
    permutation(table.rows, random.fork(key)).slice(0, Math.min(most, table.rows))
  const axes = principalAxes(takeRows(train, some(train, fittedRows, 'fit')), fields)
  if (!axes || control.rows < 2 || synthetic.rows < 2) return undefined
  const place = (table: Table, key: string) => {
    const rows = some(table, placedRows, key)
    const [x, y] = placeRows(axes, table, rows)
    return { rows, x, y }
  }
  const [real, made] = [place(control, 'control'), place(synthetic, 'synthetic')]
  const axis = (a: 0 | 1, values: Float64Array): MapAxis => {
    const sorted = values.toSorted()
    const columns = axisColumns(axes, a).filter(({ share }, i) => i === 0 || share > namedShare)
    const [low, high] = [quantile(sorted, 0.005), quantile(sorted, 0.995)]
    const margin = 0.08 * (high - low) || 1
    return {
      explained: axes.explained[a],
      columns: columns.slice(0, namedColumns).map(({ name }) => name),
      from: low - margin,
      to: high + margin,
    }
  }
  const both = [axis(0, real.x), axis(1, real.y)] as const
  const report: MapReport = {
    axes: both,
    bins,
    control: gridOf(real, both).map((share) => (share * real.rows.length < fewestRows - 0.5 ? 0 : share)),
    synthetic: gridOf(made, both),
    rows: { control: real.rows.length, synthetic: made.rows.length },
  }
  return { report, points: { control: pointsOf(real, both), synthetic: pointsOf(made, both) } }
}

interface Placed {
  readonly rows: Uint32Array
  readonly x: Float64Array
  readonly y: Float64Array
}

function gridOf({ x, y }: Placed, [across, up]: readonly [MapAxis, MapAxis]): number[] {
  const shares = new Array<number>(bins * bins).fill(0)
  for (let i = 0; i < x.length; i++) {
    const [column, row] = [binOf(x[i]!, across), binOf(y[i]!, up)]
    if (column < 0 || row < 0) continue
    const cell = row * bins + column
    shares[cell] = shares[cell]! + 1 / x.length
  }
  return shares
}

/** −1 outside the frame. */
function binOf(v: number, { from, to }: MapAxis): number {
  const at = Math.floor(((v - from) / (to - from)) * bins)
  return at >= 0 && at < bins ? at : -1
}

/** The first points inside the frame: the rows are in random order. */
function pointsOf({ rows, x, y }: Placed, [across, up]: readonly [MapAxis, MapAxis]): PlacedRows {
  const shown: number[] = []
  for (let i = 0; i < x.length && shown.length < shownPoints; i++)
    if (binOf(x[i]!, across) >= 0 && binOf(y[i]!, up) >= 0) shown.push(i)
  const round = (v: number) => Math.round(v * 1000) / 1000
  return {
    rows: shown.map((i) => rows[i]!),
    x: shown.map((i) => round(x[i]!)),
    y: shown.map((i) => round(y[i]!)),
  }
}
