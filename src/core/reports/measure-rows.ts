import type { ComparedColumn } from '../metrics/compared-column'
import { compareTables, learnedFields, sampleRowNumbers } from '../metrics/compared-table'
import { intervalOf, noInfluence } from '../metrics/interval/influence'
import { type Measurement, meanOf, type Referenced, undefinedBecause, value } from '../metrics/metric'
import { rareCells } from '../metrics/table/rare-cells'
import {
  addTripleInfluence,
  countTriple,
  type Triple,
  type TripleCounts,
  tripleCeiling,
  triplesOf,
  tripleVariation,
} from '../metrics/table/triples'
import { validityOf } from '../metrics/table/validity'
import { concatColumns } from '../table/concat'
import { type Table, takeRows } from '../table/table'
import type { FaithfulReport, MapPoints, TripleReport } from './faithful'
import { jointReport } from './joint-report'
import type { MeasureRequest } from './measure'
import { type Comparison, type Comparisons, missingTable } from './pair-figures'
import { rowMap } from './row-map'

const mostTriples = 2000
const mostRows = 100_000
const worstShown = 10

/** Everything that reads whole rows: triples, places in space, rare cells, validity and the map. */
export async function measureRows(
  request: MeasureRequest,
  comparisons: Comparisons,
  matched: Comparison,
  onProgress: (part: number) => void | Promise<void>,
): Promise<{ readonly faithful: FaithfulReport; readonly points?: MapPoints }> {
  const { train, control, test, synthetic, baseline, schema, random } = request
  await onProgress(0)
  const triples = await tripleReport(request, comparisons, matched, (part) => onProgress(0.4 * part))
  await onProgress(0.4)
  const fields = learnedFields(schema, train.table, synthetic)
  const joint = await jointReport(
    { train: train.table, control: control.table, synthetic, ...(baseline ? { baseline } : {}) },
    fields,
    random.fork('joint'),
    (part) => onProgress(0.4 + 0.3 * part),
  )
  await onProgress(0.7)
  const thin = (table: Table, key: string) => {
    const rows = sampleRowNumbers(table.rows, mostRows, random.fork(`rows ${key}`))
    return rows ? takeRows(table, rows) : table
  }
  const made = thin(synthetic, 'synthetic')
  const rare = rareCells(thin(train.table, 'train'), made, control.table, fields)
  await onProgress(0.85)
  const real = joined([train.table, control.table, test.table])
  const parts = { train: train.table, control: control.table }
  const validity = validityOf(compareTables(real, made, schema), made, schema, parts)
  await onProgress(0.95)
  const map = rowMap(train.table, control.table, synthetic, fields, random.fork('map'))
  return {
    faithful: {
      ...(triples ? { triples } : {}),
      joint,
      rareCells: rare,
      validity,
      ...(map ? { map: map.report } : {}),
    },
    ...(map ? { points: map.points } : {}),
  }
}

function joined(tables: readonly Table[]): Table {
  const first = tables[0]!
  return {
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    names: first.names,
    columns: first.columns.map((_, c) => concatColumns(tables.map((table) => table.columns[c]!))),
  }
}

async function tripleReport(
  { random }: MeasureRequest,
  comparisons: Comparisons,
  matched: Comparison,
  onProgress: (part: number) => void | Promise<void>,
): Promise<TripleReport | undefined> {
  const columns = [...(comparisons.synthetic?.values() ?? [])]
  const n = columns.length
  const triples = triplesOf(n, mostTriples, random.fork('triples'))
  const first = columns[0]
  if (!first || triples.length === 0) return undefined
  const inOrder = (of: Comparison) => of && columns.map(({ field }) => of.get(field.name))
  const others = { control: inOrder(comparisons.control), baseline: inOrder(comparisons.baseline) }
  const small = inOrder(matched)
  const influence = noInfluence(first.real.rows, first.synthetic.rows)
  const measured: { triple: Triple; error: Referenced; ceiling: Measurement; matched: Measurement }[] = []
  for (const triple of triples) {
    if (measured.length % 50 === 0) await onProgress(measured.length / triples.length)
    const real = countTriple(columns, triple, 'real')
    const made = countTriple(columns, triple, 'synthetic')
    addTripleInfluence(columns, triple, { real, synthetic: made }, influence)
    measured.push({
      triple,
      error: {
        synthetic: tripleVariation(real, made),
        control: against(real, others.control, triple),
        baseline: against(real, others.baseline, triple),
      },
      ceiling: tripleCeiling(real, made.rows),
      matched: against(real, small, triple),
    })
  }
  const mean = (of: (entry: (typeof measured)[number]) => Measurement) => meanOf(measured.map(of))
  const error = {
    synthetic: mean((entry) => entry.error.synthetic),
    control: mean((entry) => entry.error.control),
    baseline: mean((entry) => entry.error.baseline),
    matched: mean((entry) => entry.matched),
    ceiling: mean((entry) => entry.ceiling),
  }
  const { synthetic } = error
  const worst = measured
    .toSorted((x, y) => excess(y) - excess(x))
    .slice(0, worstShown)
    .map(({ triple, error: own, ceiling }) => ({
      names: triple.map((i) => columns[i]!.field.name) as [string, string, string],
      error: own,
      ceiling,
    }))
  return {
    measured: triples.length,
    of: (n * (n - 1) * (n - 2)) / 6,
    error: {
      ...error,
      ...(synthetic.kind === 'value' ? { interval: intervalOf(synthetic.value, influence, triples.length) } : {}),
    },
    worst,
  }
}

/** A triple of sparse columns has a large error by chance: the worst are those farthest above their ceiling. */
function excess({ error, ceiling }: { error: Referenced; ceiling: Measurement }): number {
  if (error.synthetic.kind === 'undefined') return Number.NEGATIVE_INFINITY
  return error.synthetic.value - (ceiling.kind === 'value' ? ceiling.value : 0)
}

function against(
  real: TripleCounts,
  columns: readonly (ComparedColumn | undefined)[] | undefined,
  triple: Triple,
): Measurement {
  if (!columns) return missingTable
  if (triple.some((i) => !columns[i])) return undefinedBecause('not-applicable')
  const made = countTriple(columns as readonly ComparedColumn[], triple, 'synthetic')
  // The bins are train's on every side.
  return made.counts.length === real.counts.length ? tripleVariation(real, made) : value(1)
}
