import { learnedFields } from '../metrics/compared-table'
import { permutation, type Random } from '../random'
import type { Schema } from '../schema/schema'
import { type ControlTable, rowTexts, type Table, type TrainTable } from '../table/table'
import { nearestRow } from './attacks/linkability'
import { distance } from './attacks/neighbours'
import { type Points, pointsOf } from './nearest'

/** synthetic: the nearest real rows of synthetic rows · train: the nearest synthetic rows of train rows */
export type LensSide = 'synthetic' | 'train'

export interface LensRequest {
  readonly from: LensSide
  /** Rows that are shown, the nearest first. */
  readonly shown: number
  /** Rows that are looked through for those. */
  readonly rows: number
  /** Rows of each table that a nearest one is looked for among. */
  readonly among: number
  readonly random: Random
}

export interface LensRow {
  /** Counted from 1 in its table (train and control: in their part). */
  readonly number: number
  readonly cells: readonly string[]
  /** Gower's distance on ranks over the learned columns, divided by their number: 0 equal, 1 nothing in common. */
  readonly distance: number
}

export interface LensEntry {
  readonly own: Omit<LensRow, 'distance'>
  /** from synthetic: the nearest train row; from train: the nearest synthetic row. */
  readonly nearest: LensRow
  /** The nearest control row of the same row: what somebody who was not learned from looks like beside it. */
  readonly control: LensRow
}

export interface Lens {
  readonly names: readonly string[]
  /** `[columns]`: whether the column counts for the distance. */
  readonly compared: readonly boolean[]
  /** Rows that were looked through. */
  readonly rows: number
  readonly entries: readonly LensEntry[]
}

/** Rows beside their nearest: for eyes on this device, never for a report. */
export function lookClosely(
  { table: train }: TrainTable,
  { table: control }: ControlTable,
  synthetic: Table,
  schema: Schema,
  { from, shown, rows, among, random }: LensRequest,
): Lens {
  const fields = learnedFields(schema, train, control, synthetic)
  const [ofTrain, ofControl, ofSynthetic] = pointsOf([train, control, synthetic], fields) as [Points, Points, Points]
  const [own, other] = from === 'synthetic' ? [synthetic, train] : [train, synthetic]
  const [ownPoints, otherPoints] = from === 'synthetic' ? [ofSynthetic, ofTrain] : [ofTrain, ofSynthetic]
  const some = (n: number, most: number, key: string) => permutation(n, random.fork(key)).slice(0, most)
  const looked = some(own.rows, rows, 'own')
  const [others, controls] = [some(other.rows, among, 'other'), some(control.rows, among, 'control')]
  const [gathered, gatheredControls] = [gather(otherPoints, others), gather(ofControl, controls)]
  const found = Array.from(looked, (row) => {
    const place = nearestRow(ownPoints, row, gathered)
    return { row, place, d: place < 0 ? 0 : distance(ownPoints, row, gathered, place, Number.POSITIVE_INFINITY) }
  })
  const names = synthetic.names
  const texts = (table: Table, row: number) => {
    const cells = rowTexts(table, row)
    return names.map((name) => cells[table.names.indexOf(name)] ?? '')
  }
  const columns = Math.max(1, fields.length)
  const nearest = found.filter(({ place }) => place >= 0).sort((a, b) => a.d - b.d || a.row - b.row)
  return {
    names,
    compared: names.map((name) => fields.some((field) => field.name === name)),
    rows: looked.length,
    entries: nearest.slice(0, shown).flatMap(({ row, place, d }): LensEntry[] => {
      const beside = nearestRow(ownPoints, row, gatheredControls)
      if (beside < 0) return []
      const toControl = distance(ownPoints, row, gatheredControls, beside, Number.POSITIVE_INFINITY)
      const [match, held] = [others[place]!, controls[beside]!]
      return [
        {
          own: { number: row + 1, cells: texts(own, row) },
          nearest: { number: match + 1, cells: texts(other, match), distance: d / columns },
          control: { number: held + 1, cells: texts(control, held), distance: toControl / columns },
        },
      ]
    }),
  }
}

/** The points at `rows`, side by side. */
function gather(points: Points, rows: Uint32Array): Points {
  const { numbers, levels } = points
  const ranks = new Float32Array(rows.length * numbers)
  const codes = new Int32Array(rows.length * levels)
  rows.forEach((row, i) => {
    ranks.set(points.ranks.subarray(row * numbers, (row + 1) * numbers), i * numbers)
    codes.set(points.codes.subarray(row * levels, (row + 1) * levels), i * levels)
  })
  return { rows: rows.length, numbers, levels, ranks, codes }
}
