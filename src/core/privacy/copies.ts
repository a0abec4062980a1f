import { learnedFields } from '../metrics/compared-table'
import { undefinedBecause, value } from '../metrics/metric'
import { permutation, type Random } from '../random'
import type { CopyCount, CopyReport } from '../reports/report'
import type { Schema } from '../schema/schema'
import type { ControlTable, Table, TrainTable } from '../table/table'
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
  { table: train }: TrainTable,
  { table: control }: ControlTable,
  synthetic: Table,
  schema: Schema,
  options: CopyOptions,
): CopyReport {
  const tables = [train, control, synthetic]
  const fields = learnedFields(schema, ...tables)
  const [ofTrain, ofControl, ofSynthetic] = rowIds(tables, fields) as [Float64Array, Float64Array, Float64Array]
  const known = new Set(ofTrain)
  const points = pointsOf(tables, fields) as [Points, Points, Points]
  const draw = (ids: Float64Array, key: string) => permutation(ids.length, options.random.fork(key))
  const distinct = {
    train: firstOf(ofTrain, draw(ofTrain, 'train')),
    control: firstOf(ofControl, draw(ofControl, 'control')),
  }
  const fresh = draw(ofSynthetic, 'synthetic').filter((row) => !known.has(ofSynthetic[row]!))
  const freshControl = distinct.control.filter((row) => !known.has(ofControl[row]!))
  return {
    exact: countExact(ofSynthetic, known, new Set(ofControl)),
    near: countNear(points, { train: distinct.train, control: freshControl }, fresh, options),
    ...compareNearness(points, distinct, draw(ofSynthetic, 'nearer'), options),
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

interface Distinct {
  readonly train: Uint32Array
  readonly control: Uint32Array
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

function countNear(
  points: readonly [Points, Points, Points],
  rows: Distinct,
  fresh: Uint32Array,
  options: CopyOptions,
) {
  const among = rows.train.slice(0, options.among)
  const controls = rows.control.slice(0, options.rows)
  const chosen = fresh.slice(0, options.rows)
  const count = (hits: number): CopyCount => ({
    rows: hits,
    compared: chosen.length,
    synthetic:
      chosen.length === 0 || controls.length < fewestRows
        ? undefinedBecause('too-few-rows')
        : value(hits / chosen.length),
    control: undefinedBecause('too-few-rows'),
    interval: wilsonInterval(hits, chosen.length),
  })
  if (controls.length < fewestRows || among.length === 0) return count(0)
  const reference = nearestDistances(points[1], controls, points[0], among)
  const limit = reference.toSorted()[Math.floor(reference.length / 100)]!
  const below = (distances: Float64Array) => distances.reduce((sum, d) => sum + (d < limit ? 1 : 0), 0)
  const found = count(below(nearestDistances(points[2], chosen, points[0], among)))
  return { ...found, control: value(below(reference) / reference.length) }
}

function compareNearness(
  points: readonly [Points, Points, Points],
  rows: Distinct,
  order: Uint32Array,
  options: CopyOptions,
) {
  const size = Math.min(rows.train.length, rows.control.length, options.among)
  const chosen = order.slice(0, options.rows)
  if (size < fewestRows || chosen.length < fewestRows) return { nearerToTrain: undefinedBecause('too-few-rows') }
  const toTrain = nearestDistances(points[2], chosen, points[0], rows.train.slice(0, size))
  const toControl = nearestDistances(points[2], chosen, points[1], rows.control.slice(0, size))
  const nearer = toTrain.reduce((sum, d, i) => sum + (d < toControl[i]! ? 1 : d === toControl[i] ? 0.5 : 0), 0)
  return {
    nearerToTrain: value(nearer / chosen.length),
    nearerToTrainInterval: wilsonInterval(nearer, chosen.length),
  }
}
