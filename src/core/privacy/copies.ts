import { learnedFields } from '../metrics/compared-table'
import { undefinedBecause, value } from '../metrics/metric'
import { permutation, type Random } from '../random'
import type { CopyCount, CopyReport } from '../reports/report'
import type { Schema } from '../schema/schema'
import { type ControlTable, type Table, type TrainTable, takeRows } from '../table/table'
import { nearestDistances, type Points, pointsOf } from './nearest'
import { rowIds } from './row-ids'
import { wilsonInterval } from './wilson'

export interface CopyOptions {
  /** Rows whose nearest neighbours are looked for. */
  readonly rows: number
  /** Train rows that they are looked for among. */
  readonly among: number
  readonly random: Random
}

const fewestRows = 50

/**
 * Counts what a table repeats of its training rows, against what rows that were not learned from let one expect. The
 * split parts no equal rows but those of common patterns, so that control rows seldom equal train rows: the expectation
 * for exact copies is the number of synthetic rows that equal a control row, scaled by the distinct rows of both; near
 * copies are counted among the rows that equal no train row, on both sides.
 */
export function auditCopies(
  { table: real }: TrainTable,
  { table: held }: ControlTable,
  synthetic: Table,
  schema: Schema,
  options: CopyOptions,
): CopyReport {
  const tables = [real, held, synthetic]
  const fields = learnedFields(schema, ...tables)
  const [ofTrain, ofControl, ofSynthetic] = rowIds(tables, fields) as [Float64Array, Float64Array, Float64Array]
  const known = new Set(ofTrain)
  const draw = (ids: Float64Array, key: string) => permutation(ids.length, options.random.fork(key))
  const train = firstOf(ofTrain, draw(ofTrain, 'train')).slice(0, options.among)
  const control = firstOf(ofControl, draw(ofControl, 'control'))
  const made = draw(ofSynthetic, 'synthetic')
  const isFresh = (ids: Float64Array) => (row: number) => !known.has(ids[row]!)
  const points = (of: Uint32Array, among: Uint32Array) =>
    pointsOf([takeRows(real, train), takeRows(held, among), takeRows(synthetic, of)], fields) as [
      Points,
      Points,
      Points,
    ]
  return {
    exact: countExact(ofSynthetic, known, new Set(ofControl)),
    near: countNear(
      points(
        made.filter(isFresh(ofSynthetic)).slice(0, options.rows),
        control.filter(isFresh(ofControl)).slice(0, options.rows),
      ),
    ),
    ...compareNearness(points(draw(ofSynthetic, 'nearer').slice(0, options.rows), control.slice(0, options.among))),
    duplicates: { synthetic: duplicates(ofSynthetic), control: duplicates(ofControl) },
  }
}

/** Only the exact copies of {@link auditCopies}. */
export function countExactCopies(
  { table: train }: TrainTable,
  { table: control }: ControlTable,
  synthetic: Table,
  schema: Schema,
): CopyCount {
  const tables = [train, control, synthetic]
  const [ofTrain, ofControl, ofSynthetic] = rowIds(tables, learnedFields(schema, ...tables))
  return countExact(ofSynthetic!, new Set(ofTrain), new Set(ofControl))
}

/** The first of equal rows in `order`. */
function firstOf(ids: Float64Array, order: Uint32Array): Uint32Array {
  const seen = new Set<number>()
  return order.filter((row) => !seen.has(ids[row]!) && seen.add(ids[row]!))
}

function duplicates(ids: Float64Array) {
  return ids.length === 0 ? undefinedBecause('too-few-rows') : value(1 - new Set(ids).size / ids.length)
}

function countExact(ids: Float64Array, train: ReadonlySet<number>, control: ReadonlySet<number>): CopyCount {
  const n = ids.length
  const ofTrain = ids.reduce((sum, id) => sum + (train.has(id) ? 1 : 0), 0)
  const ofControl = ids.reduce((sum, id) => sum + (control.has(id) ? 1 : 0), 0)
  const expected = (ofControl / Math.max(1, n)) * (train.size / Math.max(1, control.size))
  return {
    rows: ofTrain,
    compared: n,
    synthetic: n === 0 ? undefinedBecause('too-few-rows') : value(ofTrain / n),
    control: control.size < fewestRows || n === 0 ? undefinedBecause('too-few-rows') : value(Math.min(1, expected)),
    interval: wilsonInterval(ofTrain, n),
  }
}

/** Of distinct train rows, and of control and synthetic rows that equal none of them. */
function countNear([train, control, synthetic]: readonly [Points, Points, Points]): CopyCount {
  const count = (hits: number): CopyCount => ({
    rows: hits,
    compared: synthetic.rows,
    synthetic:
      synthetic.rows === 0 || control.rows < fewestRows
        ? undefinedBecause('too-few-rows')
        : value(hits / synthetic.rows),
    control: undefinedBecause('too-few-rows'),
    interval: wilsonInterval(hits, synthetic.rows),
  })
  if (control.rows < fewestRows || train.rows === 0) return count(0)
  const reference = nearestDistances(control, firstRows(control), train, firstRows(train))
  const limit = reference.toSorted()[Math.floor(reference.length / 100)]!
  const below = (distances: Float64Array) => distances.reduce((sum, d) => sum + (d < limit ? 1 : 0), 0)
  const found = count(below(nearestDistances(synthetic, firstRows(synthetic), train, firstRows(train))))
  return { ...found, control: value(below(reference) / reference.length) }
}

/** Whether synthetic rows lie nearer to train than to as many control rows, all distinct. */
function compareNearness([train, control, synthetic]: readonly [Points, Points, Points]) {
  const size = Math.min(train.rows, control.rows)
  if (size < fewestRows || synthetic.rows < fewestRows) return { nearerToTrain: undefinedBecause('too-few-rows') }
  const to = (points: Points) => nearestDistances(synthetic, firstRows(synthetic), points, firstRows(points, size))
  const [toTrain, toControl] = [to(train), to(control)]
  const nearer = toTrain.reduce((sum, d, i) => sum + (d < toControl[i]! ? 1 : d === toControl[i] ? 0.5 : 0), 0)
  return {
    nearerToTrain: value(nearer / synthetic.rows),
    nearerToTrainInterval: wilsonInterval(nearer, synthetic.rows),
  }
}

const firstRows = ({ rows }: Points, most = rows): Uint32Array =>
  Uint32Array.from({ length: Math.min(rows, most) }, (_, row) => row)
