import { nearestDistances, type Points, pointsOf } from '../../privacy/nearest'
import { rowIds } from '../../privacy/row-ids'
import { wilsonInterval } from '../../privacy/wilson'
import { permutation, type Random } from '../../random'
import type { Field, Schema } from '../../schema/schema'
import { cellText, isMissing, type Table, takeRows } from '../../table/table'
import { columnNamed, learnedFields } from '../compared-table'
import { areaInterval } from '../interval/area'
import type { Measurement } from '../metric'
import { twoSampleAuc } from './two-sample-auc'

export type PartName = 'train' | 'control' | 'test'
export type PartTables = Readonly<Record<PartName, Table>>

/** Rows counted, of how many, beside the share (0–1) that chance lets one expect. */
export interface CheckCount {
  readonly rows: number
  readonly of: number
  readonly expected: number
}

/** What one part shares with another that ought to be apart from it. */
export interface OverlapCheck {
  readonly part: 'control' | 'test'
  readonly against: 'train' | 'control'
  /** Rows equal in every learned column; expected: as often as train rows have a twin in train. */
  readonly equal: CheckCount
  /** Of sampled rows without a twin, those that lie as close to the other part as to touch it. */
  readonly near?: CheckCount
  /** Values of the column that keeps rows together, or of a key, that both parts hold. */
  readonly keys?: CheckCount & { readonly column: string }
}

/** Whether train, control and test are fit to be compared. Aggregates only. */
export interface DataCheck {
  readonly parts: readonly { readonly part: PartName; readonly rows: number; readonly repeated: number }[]
  readonly overlaps: readonly OverlapCheck[]
  /** How well test rows are told from train rows; absent until it is measured. */
  readonly shift?: { readonly auc: Measurement; readonly interval?: readonly [number, number]; readonly rows: number }
  readonly findings: readonly DataFinding[]
}

export type DataFinding =
  | {
      readonly code: 'rows-shared' | 'rows-near' | 'keys-shared'
      readonly part: 'control' | 'test'
      readonly against: 'train' | 'control'
      readonly rows: number
      readonly of: number
      readonly column?: string
    }
  | { readonly code: 'shifted'; readonly auc: number }

/** Distance of two rows that differ in one number by less than a hundredth of the others: near enough to be twins. */
const touching = 0.01
const sampled = 500
const among = 8000
const fewestRows = 30
/** Below this share, what is shared is told but spoils nothing. */
const spoilingShare = 0.005
const shiftedFrom = 0.55
/** Standard errors beyond which chance lies once in a thousand: most parts are drawn at random, and few are shifted. */
const surely = 3.2905
const areaRows = 3000

/** Duplicates, near duplicates and keys inside and across the parts. Pure over three tables, so that it serves given splits. */
export function checkParts(tables: PartTables, schema: Schema, random: Random): DataCheck {
  const names = ['train', 'control', 'test'] as const
  const fields = learnedFields(schema, ...names.map((part) => tables[part]))
  const ids = Object.fromEntries(
    rowIds(
      names.map((part) => tables[part]),
      fields,
    ).map((own, p) => [names[p]!, own]),
  ) as Record<PartName, Float64Array>
  const keyNames = schema.fields.filter(({ role }) => role === 'group' || role === 'key').map(({ name }) => name)
  const twins = twinShare(ids.train)
  const pairs = [
    ['control', 'train'],
    ['test', 'train'],
    ['test', 'control'],
  ] as const
  const overlaps = pairs
    .filter(([part, against]) => tables[part].rows > 0 && tables[against].rows > 0 && fields.length > 0)
    .map(([part, against]): OverlapCheck => {
      const known = new Set(ids[against])
      const rows = ids[part].reduce((sum, id) => sum + (known.has(id) ? 1 : 0), 0)
      const near = against === 'train' ? nearShare(tables, fields, ids, part, random.fork(`near ${part}`)) : undefined
      const keys = sharedKeys(tables[part], tables[against], keyNames)
      return {
        part,
        against,
        equal: { rows, of: ids[part].length, expected: twins },
        ...(near ? { near } : {}),
        ...(keys ? { keys } : {}),
      }
    })
  const parts = names.map((part) => ({
    part,
    rows: tables[part].rows,
    repeated: tables[part].rows - new Set(ids[part]).size,
  }))
  return { parts, overlaps, findings: overlaps.flatMap(overlapFindings) }
}

/** Adds whether test comes from another distribution than train: a classifier tells them apart. */
export function checkShift(check: DataCheck, { train, test }: PartTables, schema: Schema, random: Random): DataCheck {
  const rows = Math.min(areaRows, train.rows, test.rows)
  const auc = twoSampleAuc(train, test, schema, { detector: 'boosting', rows, rounds: 50, random })
  if (auc.kind === 'undefined') return { ...check, shift: { auc, rows } }
  const interval = areaInterval(auc.value, rows, rows)
  const isShifted = areaInterval(auc.value, rows, rows, surely)[0] > 0.5 && auc.value > shiftedFrom
  const findings: DataFinding[] = isShifted ? [{ code: 'shifted', auc: auc.value }] : []
  return { ...check, shift: { auc, interval, rows }, findings: [...check.findings, ...findings] }
}

/** Share of the rows that equal another row of their own table. */
function twinShare(ids: Float64Array): number {
  const counts = new Map<number, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  let twins = 0
  for (const count of counts.values()) if (count > 1) twins += count
  return twins / Math.max(1, ids.length)
}

/** Rows of a part without a twin in train that touch a train row; expected: as train rows touch other train rows. */
function nearShare(
  tables: PartTables,
  fields: readonly Field[],
  ids: Readonly<Record<PartName, Float64Array>>,
  part: 'control' | 'test',
  random: Random,
): CheckCount | undefined {
  const known = new Set(ids.train)
  const seen = new Set<number>()
  // One of each kind, so that a row's own twins do not stand beside it.
  const distinct = permutation(ids.train.length, random.fork('train')).filter(
    (row) => !seen.has(ids.train[row]!) && seen.add(ids.train[row]!),
  )
  const chosen = permutation(ids[part].length, random.fork(part))
    .filter((row) => !known.has(ids[part][row]!))
    .slice(0, sampled)
  const real = distinct.slice(0, sampled + among)
  if (chosen.length < fewestRows || real.length < 2 * sampled) return undefined
  const [inTrain, inPart] = pointsOf([takeRows(tables.train, real), takeRows(tables[part], chosen)], fields)
  if (inTrain!.numbers === 0) return undefined
  const limit = touching * inTrain!.numbers
  const rows = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i)
  const others = rows(sampled, real.length)
  const touched = (points: Points, own: Uint32Array) =>
    nearestDistances(points, own, inTrain!, others).reduce((sum, d) => sum + (d > 0 && d < limit ? 1 : 0), 0)
  return {
    rows: touched(inPart!, rows(0, chosen.length)),
    of: chosen.length,
    expected: touched(inTrain!, rows(0, sampled)) / sampled,
  }
}

function sharedKeys(part: Table, against: Table, names: readonly string[]): OverlapCheck['keys'] | undefined {
  for (const column of names) {
    const [own, other] = [valuesOf(part, column), valuesOf(against, column)]
    if (own.size === 0 || other.size === 0) continue
    const rows = [...own].filter((text) => other.has(text)).length
    return { column, rows, of: own.size, expected: 0 }
  }
  return undefined
}

function valuesOf(table: Table, name: string): ReadonlySet<string> {
  const column = columnNamed(table, name)
  const values = new Set<string>()
  if (column) for (let row = 0; row < table.rows; row++) if (!isMissing(column, row)) values.add(cellText(column, row))
  return values
}

function overlapFindings({ part, against, equal, near, keys }: OverlapCheck): DataFinding[] {
  const isMore = ({ rows, of, expected }: CheckCount, expectedOf: number) => {
    const [low] = wilsonInterval(rows, of)
    return low > wilsonInterval(expected * expectedOf, expectedOf)[1] && rows / Math.max(1, of) > spoilingShare
  }
  const found = (code: 'rows-shared' | 'rows-near' | 'keys-shared', { rows, of }: CheckCount) =>
    ({ code, part, against, rows, of }) as const
  return [
    ...(isMore(equal, 10_000) ? [found('rows-shared', equal)] : []),
    ...(near && isMore(near, near.of) ? [found('rows-near', near)] : []),
    ...(keys && keys.rows > 0 ? [{ ...found('keys-shared', keys), column: keys.column }] : []),
  ]
}

/** What of a report can't be relied on any more. */
export type DoubtfulPart = 'references' | 'usefulness' | 'copies'

export interface Doubt {
  readonly of: DoubtfulPart
  readonly because: DataFinding
}

/**
 * What a finding spoils: control that shares rows with train is no fresh sample, so that neither “as good as real” nor
 * copies can be judged; test that does, or that comes from elsewhere, says nothing about usefulness.
 */
export function doubtsOf({ findings }: DataCheck): readonly Doubt[] {
  return findings.flatMap((because): Doubt[] => {
    if (because.code === 'shifted' || because.part === 'test') return [{ of: 'usefulness', because }]
    return [
      { of: 'references', because },
      { of: 'copies', because },
    ]
  })
}
