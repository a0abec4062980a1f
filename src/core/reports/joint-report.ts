import { undefinedBecause, value } from '../metrics/metric'
import { alphaPrecision, alphaPrecisionCeiling } from '../metrics/table/alpha-precision'
import { betaRecall, type RecallRows } from '../metrics/table/beta-recall'
import { coverageCeiling, coverageNeighbours, coveredRows } from '../metrics/table/coverage'
import { distancesToCentre, mixedPoints, neighbours, type Sample } from '../metrics/table/mixed-points'
import { wilsonInterval } from '../privacy/wilson'
import { permutation, type Random } from '../random'
import type { Field } from '../schema/schema'
import type { Table } from '../table/table'
import type { JointFigure, JointReport } from './faithful'

interface JointTables {
  readonly train: Table
  readonly control: Table
  readonly synthetic: Table
  readonly baseline?: Table
}

const mostRows = 2000
const fewestRows = 50
const resamples = 100
/** Comparisons of cells that are worth their time: a wide table has fewer rows. */
const mostWork = 2000 * 2000 * 40

/** α-precision, β-recall and coverage on equal numbers of train, synthetic, control and independent rows. */
export async function jointReport(
  tables: JointTables,
  fields: readonly Field[],
  random: Random,
  onProgress: (part: number) => void | Promise<void>,
): Promise<JointReport> {
  const hasControl = tables.control.rows >= fewestRows
  const sides = [tables.train, tables.synthetic, ...(hasControl ? [tables.control] : [])]
  const cap = Math.min(mostRows, Math.floor(Math.sqrt(mostWork / Math.max(1, fields.length))))
  const rows = Math.min(cap, ...sides.map((table) => table.rows))
  if (rows < fewestRows || fields.length === 0) return nothing(rows)
  const all = [...sides, ...(tables.baseline && tables.baseline.rows >= rows ? [tables.baseline] : [])]
  const points = mixedPoints(all, fields)
  const samples = points.map(
    (own, i): Sample => ({ points: own, rows: permutation(own.rows, random.fork(`rows ${i}`)).slice(0, rows) }),
  )
  const [real, ...others] = samples as [Sample, ...Sample[]]
  const own = neighbours(real, real, coverageNeighbours, true)
  const ownDepth = distancesToCentre(real, real)
  const measured: Figures[] = []
  for (const [i, made] of others.entries()) {
    await onProgress(i / others.length)
    const nearest = neighbours(real, made, 1, false)
    const depths = distancesToCentre(made, made)
    const recall: RecallRows = {
      isReached: Uint8Array.from(nearest.nearest, (d, r) => (d <= own.nearest[r]! ? 1 : 0)),
      depth: Float64Array.from(nearest.at, (at) => depths[at]!),
    }
    const inside = distancesToCentre(made, real)
    measured.push({
      precision: alphaPrecision(ownDepth, inside),
      recall: betaRecall(recall, depths),
      covered: coveredRows(own.kth, nearest.nearest),
      ...(i === 0 ? { scatter: scatterOf(ownDepth, inside, recall, depths, random.fork('resample')) } : {}),
    })
  }
  const [made] = measured as [Figures]
  const control = hasControl ? measured[1] : undefined
  const baseline = measured[hasControl ? 2 : 1]
  const figure = (of: (figures: Figures) => number): JointFigure => ({
    synthetic: value(of(made)),
    control: control ? value(of(control)) : undefinedBecause('too-few-rows'),
    baseline: baseline ? value(of(baseline)) : undefinedBecause('too-few-rows'),
  })
  const around = (v: number, deviation: number): readonly [number, number] => [
    Math.max(0, v - 1.96 * deviation),
    Math.min(1, v + 1.96 * deviation),
  ]
  return {
    rows,
    alphaPrecision: {
      ...figure(({ precision }) => precision),
      ceiling: value(alphaPrecisionCeiling(rows, rows)),
      interval: around(made.precision, made.scatter!.precision),
    },
    betaRecall: { ...figure(({ recall }) => recall), interval: around(made.recall, made.scatter!.recall) },
    coverage: {
      ...figure(({ covered }) => covered / rows),
      ceiling: value(coverageCeiling(rows, rows)),
      interval: wilsonInterval(made.covered, rows),
    },
  }
}

interface Figures {
  readonly precision: number
  readonly recall: number
  readonly covered: number
  readonly scatter?: { readonly precision: number; readonly recall: number }
}

/** Standard deviations over rows drawn again with replacement (Efron 1979), neighbours held. */
function scatterOf(
  realDepth: Float64Array,
  inside: Float64Array,
  recall: RecallRows,
  depths: Float64Array,
  random: Random,
): { readonly precision: number; readonly recall: number } {
  const n = realDepth.length
  const precisions: number[] = []
  const recalls: number[] = []
  for (let draw = 0; draw < resamples; draw++) {
    const [a, b] = [0, 1].map(() => Uint32Array.from({ length: n }, () => random.below(n))) as [
      Uint32Array,
      Uint32Array,
    ]
    const take = (values: Float64Array, rows: Uint32Array) => Float64Array.from(rows, (row) => values[row]!)
    precisions.push(alphaPrecision(take(realDepth, a), take(inside, b)))
    const again = { isReached: Uint8Array.from(a, (row) => recall.isReached[row]!), depth: take(recall.depth, a) }
    recalls.push(betaRecall(again, take(depths, b)))
  }
  return { precision: deviation(precisions), recall: deviation(recalls) }
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1))
}

function nothing(rows: number): JointReport {
  const none = undefinedBecause('too-few-rows')
  const figure = { synthetic: none, control: none, baseline: none }
  return { rows, alphaPrecision: figure, betaRecall: figure, coverage: figure }
}
