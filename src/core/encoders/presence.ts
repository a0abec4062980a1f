import { StudioError } from '../problem'
import type { Field } from '../schema/schema'
import type { Column } from '../table/table'
import type { Allowed, DecodeContext, FittedEncoder, ValueCondition } from './encoder'
import { decodeMissing, encodeMissing, fitSpellings, type Spellings } from './missing'

/** What is learned of a column whose values are made: which rows have one. */
export interface Presence {
  readonly name: string
  readonly present: number
  readonly spellings: Spellings
}

export function fitPresence(column: Column, field: Field, minimumCount: number): Presence {
  const spellings = fitSpellings(column, minimumCount)
  const rows = column.kind === 'number' ? column.values.length : column.codes.length
  return { name: field.name, present: rows - spellings.counts.reduce((a, b) => a + b, 0), spellings }
}

/** Units, encoding and conditions of such a column: a unit "present or which spelling of missing", or none. */
export function presence(
  state: Presence,
  make: (rows: number, context: DecodeContext) => Column,
): Omit<FittedEncoder, 'state' | 'notLearned'> {
  const { name, spellings } = state
  const hasValues = state.present > 0
  const missingFrom = hasValues ? 1 : 0
  const size = missingFrom + spellings.texts.length
  const hasUnit = spellings.texts.length > 0
  const counts = Float64Array.from(hasValues ? [state.present, ...spellings.counts] : spellings.counts)
  return {
    units: hasUnit ? [{ name, size, scale: 'nominal', missingFrom, counts }] : [],
    encode(column) {
      if (!hasUnit) return []
      const codes = new Uint16Array(column.kind === 'number' ? column.values.length : column.codes.length)
      encodeMissing(column, spellings.texts, { from: missingFrom, fallback: 0 }, codes)
      return [codes]
    },
    decode([codes], context) {
      const made = make(context.rows, context)
      const missing = codes && decodeMissing(codes, missingFrom)
      return missing ? withMissing(made, missing, spellings.texts) : made
    },
    allow: (condition) => allow(state, size, missingFrom, condition, true),
    forbid: (condition) => allow(state, size, missingFrom, condition, false),
  }
}

function withMissing(column: Column, missing: Uint8Array, spellings: readonly string[]): Column {
  if (column.kind === 'number') {
    const values = column.values.map((value, i) => (missing[i]! > 0 ? Number.NaN : value))
    return { ...column, values, missing, spellings }
  }
  return { ...column, codes: column.codes.map((code, i) => (missing[i]! > 0 ? -1 : code)), missing, spellings }
}

function allow(
  { name, spellings }: Presence,
  size: number,
  missingFrom: number,
  condition: ValueCondition,
  wanted: boolean,
): Allowed {
  if (spellings.texts.length === 0 || (condition.is !== 'missing' && condition.is !== 'present')) {
    throw new StudioError({ code: 'encode/not-conditionable', column: name })
  }
  const wantsMissing = (condition.is === 'missing') === wanted
  const mask = Uint8Array.from({ length: size }, (_, code) => (code >= missingFrom === wantsMissing ? 1 : 0))
  if (!mask.includes(1)) throw new StudioError({ code: 'encode/contradiction', column: name })
  return { masks: [mask] }
}
