import type { Budget } from '../dp/budget'
import type { Cells } from '../dp/cells'
import { type Noise, noiseDraws } from '../dp/noise'
import type { MergedCode } from '../dp/pieces'
import { type DeclaredDomain, privateTreatment } from '../dp/private-fields'
import { StudioError } from '../problem'
import { createRandom } from '../random'
import { dayMs, daysFromCivil } from '../schema/calendar'
import { compilePattern } from '../schema/date-pattern'
import type { Field, Schema } from '../schema/schema'
import { type Column, plainNumber, type TrainTable } from '../table/table'
import type { DatePart, DateState } from './date-parts'
import { toInstants } from './datetime'
import type { EncodedTable, EncoderState } from './encoder'
import { fake } from './fake'
import { identifier } from './identifier'
import type { Spellings } from './missing'
import { privateCategoryState } from './private-category'
import {
  type MeasuredNumbers,
  type Measuring,
  measureCells,
  measureListed,
  measureNumbers,
  measurePresence,
  measureRows,
  numberCells,
  releaseLevels,
} from './private-measures'
import { privateNumberState } from './private-number'
import { restoreTableEncoder, type TableEncoder } from './table-encoder'
import { templateText } from './template-text'
import { asNumbers, asTexts, parseNumber } from './views'

/** Train rows in codes that were fixed by mechanisms, with noisy counts in place of the true ones. */
export interface PrivatelyEncoded {
  readonly encoder: TableEncoder
  readonly train: EncodedTable
}

export interface PrivateEncoding {
  readonly budget: Budget
  readonly domains: Readonly<Record<string, DeclaredDomain>>
  readonly noise: Noise
}

/**
 * Encoders of a table whose every fact was declared or released by a mechanism. Names, kinds, patterns, number formats
 * and roles are taken as public; relations are not. Each row's codes depend on that row alone.
 */
export async function fitPrivateTableEncoder(
  { table }: TrainTable,
  { fields }: Schema,
  { budget, domains, noise }: PrivateEncoding,
): Promise<PrivatelyEncoded> {
  const measuring: Measuring = { budget, draws: noiseDraws(noise) }
  const rows = measureRows(table.rows, measuring)
  // Rules between columns were found in rows: none is kept.
  const schema: Schema = { fields, relations: [] }
  const states: FieldState[] = []
  for (const field of schema.fields) {
    const column = table.columns[table.names.indexOf(field.name)]
    if (!column) throw new Error(`the table has no column ${field.name}`)
    states.push(await measureField(field, column, { ...measuring, rows, domain: domains[field.name] }))
  }
  const encoder = await restoreTableEncoder({ schema, fields: states.map(({ state }) => state) })
  const encoded = encoder.encode(table)
  const variances = states.flatMap(({ cells }) =>
    cells.map((perCode) => Float64Array.from(perCode, (n) => n * budget.oneWaySigma ** 2)),
  )
  const target = encoder.fields.findIndex((_, f) => schema.fields[f]!.role === 'target')
  const targetUnit = encoder.fields[target]?.units[0]
  return {
    encoder,
    train: {
      ...encoded,
      codes: withoutDraws(encoder, encoded),
      measured: {
        rows,
        variances,
        selectRho: budget.selectRho,
        pairRho: budget.pairRho,
        ...(budget.training ? { training: budget.training } : {}),
        ...(targetUnit === undefined ? {} : { target: targetUnit }),
      },
    },
  }
}

/** A missing date's further parts are drawn one after the other; here each row must stand for itself. */
function withoutDraws({ fields, units }: TableEncoder, { codes }: EncodedTable): EncodedTable['codes'] {
  const fixed = [...codes]
  for (const { units: own } of fields) {
    const [first, ...parts] = own
    if (first === undefined) continue
    for (const u of parts)
      fixed[u] = codes[u]!.map((code, row) => (codes[first]![row]! >= units[first]!.missingFrom ? 0 : code))
  }
  return fixed
}

/** A field's encoder state. `cells`: per unit `[size]`, how many noisy cells each count is the sum of. */
interface FieldState {
  readonly state: EncoderState
  readonly cells: readonly (readonly number[])[]
}

interface FieldMeasuring extends Measuring {
  /** Noisy. */
  readonly rows: number
  readonly domain: DeclaredDomain | undefined
}

async function measureField(field: Field, column: Column, measuring: FieldMeasuring): Promise<FieldState> {
  const measured = await measureLearned(field, column, measuring)
  if (field.action !== 'fake' || !measured || measured.state.encoder === 'dropped' || isMade(field)) return measured
  // Fresh values of a learned column: its parts are drawn each by itself, linked to nothing.
  const presence = { name: field.name, present: 1, spellings: noSpellings }
  return { state: { encoder: 'unlearned', presence, inner: measured.state }, cells: [] }
}

const isMade = (field: Field) => privateTreatment(field) === 'made'

async function measureLearned(field: Field, column: Column, measuring: FieldMeasuring): Promise<FieldState> {
  switch (privateTreatment(field)) {
    case 'dropped':
      return { state: { encoder: 'dropped', name: field.name }, cells: [] }
    case 'made':
      return measureMade(field, column, measuring)
    case 'category':
      return measureCategory(field, column, measuring)
    case 'number':
      return measureNumber(field, column, measuring)
    default:
      return measureDate(field, column, measuring)
  }
}

function measureCategory(field: Field, column: Column, measuring: FieldMeasuring): FieldState {
  const texts = asTexts(column)
  const { domain, rows } = measuring
  const levels =
    domain?.is === 'in' ? measureListed(texts, domain.values, measuring) : releaseLevels(texts, rows, measuring)
  const format = column.kind === 'number' ? column.format : undefined
  const { state, cells } = privateCategoryState(field, format, levels)
  const all = [...cells, ...state.spellings.texts.map(() => 1)]
  return { state, cells: [all.length > 0 ? all : [1]] }
}

function measureNumber(field: Field, column: Column, measuring: FieldMeasuring): FieldState {
  const numbers = asNumbers(column)
  const places = field.kind === 'integer' ? 0 : Math.min(12, numbers.format.places)
  const scale = 10 ** places
  const steps = numbers.values.map((value) => Math.round(value * scale))
  const read = (text: string) => Math.round(parseNumber(text, numbers.format) * scale)
  const measured = measureNumbers(steps, numbers, numberCells, rangeOf(field, measuring.domain, read), measuring)
  const { codes, spellings } = measured
  return {
    state: privateNumberState(codes, { name: field.name, format: numbers.format, places, spellings }),
    cells: [cellsOf(measured)],
  }
}

const cellsOf = ({ codes, spellings }: MeasuredNumbers): number[] => [
  ...codes.map(({ cells }) => cells),
  ...spellings.counts.map(() => 1),
]

/**
 * The public ends in steps; undefined when one is open.
 * @throws dp/range-unreadable
 */
function rangeOf(
  { name: column }: Field,
  domain: DeclaredDomain | undefined,
  read: (text: string) => number,
): [number, number] | undefined {
  if (domain?.is !== 'between' || domain.low === undefined || domain.high === undefined) return undefined
  const [low, high] = [read(domain.low), read(domain.high)]
  if (low <= high) return [low, high]
  throw new StudioError({ code: 'dp/range-unreadable', column, low: domain.low, high: domain.high })
}

const noSpellings: Spellings = { texts: [], counts: [] }

const firstYear = 1900
const lastYear = 2100
const yearCells: Cells = {
  edges: Float64Array.from({ length: lastYear - firstYear + 2 }, (_, i) => daysFromCivil(firstYear + i, 1, 1)),
}
const hourCells: Cells = { edges: Float64Array.from({ length: 25 }, (_, hour) => hour) }
/** The seconds of the hour are not measured: all are alike. */
const anySecond: readonly MergedCode[] = [{ pieces: [{ low: 0, high: 3600, mass: 1 }], count: 1, cells: 1 }]

function measureDate(field: Field, column: Column, measuring: FieldMeasuring): FieldState {
  const pattern = field.datePattern!
  const { parse, hasDate } = compilePattern(pattern)
  const instants = toInstants(column, pattern, 0)
  const readDay = (text: string) =>
    Math.floor((parse(text) ?? compilePattern('YYYY-MM-DD').parse(text) ?? Number.NaN) / dayMs)
  const parts: DatePart[] = []
  const cells: number[][] = []
  const add = (part: DatePart['part'], measured: MeasuredNumbers) => {
    const spellings = parts.length === 0 ? measured.spellings : noSpellings
    const shape = { name: field.name, format: plainNumber, places: 0, spellings }
    parts.push({ part, state: privateNumberState(measured.codes, shape) })
    cells.push(cellsOf({ codes: measured.codes, spellings }))
  }
  const hasDay = hasDate && field.kind !== 'time'
  if (hasDay) {
    const days = instants.values.map((ms) => Math.floor(ms / dayMs))
    add('day', measureNumbers(days, instants, yearCells, rangeOf(field, measuring.domain, readDay), measuring))
  }
  if (!hasDay || field.kind === 'datetime') {
    const hours = instants.values.map((ms) => Math.floor((ms - Math.floor(ms / dayMs) * dayMs) / 3_600_000))
    add('hour', measureCells(hours, instants, hourCells, measuring))
    add('second', { codes: anySecond, spellings: noSpellings })
  }
  const kind = hasDay ? (field.kind === 'datetime' ? 'datetime' : 'date') : 'time'
  const state: DateState = {
    encoder: 'datetime',
    name: field.name,
    pattern,
    kind,
    zone: { text: '', offsetMs: 0 },
    ...(column.kind === 'number' ? { format: column.format } : {}),
    parts,
    fixedTimeMs: 0,
  }
  return { state, cells }
}

/** Ids are numbered, personal data is faked, texts are a placeholder: only whether something stands there is measured. */
async function measureMade(field: Field, column: Column, measuring: FieldMeasuring): Promise<FieldState> {
  const presence = { name: field.name, ...measurePresence(asTexts(column), measuring) }
  const state = { ...(await publicState(field, column)), presence }
  const { length } = presence.spellings.texts
  return { state, cells: length > 0 ? [new Array<number>(1 + length).fill(1)] : [] }
}

const fromOne = { prefix: '', suffix: '', width: 0, step: 1, start: 1 }

/** The state of an encoder that was shown public values only. */
async function publicState(field: Field, column: Column): Promise<EncoderState> {
  const encoder = [identifier, fake].find((each) => each.takes(field)) ?? templateText
  const values = encoder === templateText ? ['text'] : []
  const shown: Column =
    column.kind === 'number' && encoder === identifier
      ? { kind: 'number', values: new Float64Array(0), format: column.format, spellings: [] }
      : { kind: 'text', levels: values, codes: new Int32Array(values.length), spellings: [] }
  const options = { bins: 1, exactUpTo: 1, minimumCount: 1 }
  const fitted = await encoder.fit(shown, field, { options, random: noRandom })
  return encoder === identifier ? { ...fitted.state(), sequence: fromOne, templates: [] } : fitted.state()
}

const noRandom = createRandom(0)
