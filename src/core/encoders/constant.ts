import { StudioError } from '../problem'
import type { Column } from '../table/table'
import type { Encoder, EncoderState, FittedEncoder, NotLearnedReason } from './encoder'
import { fitPresence, type Presence, presence } from './presence'
import { asTexts } from './views'

interface ConstantState extends EncoderState {
  readonly encoder: 'constant'
  readonly name: string
  readonly value: string
  readonly presence: Presence
  readonly format?: Extract<Column, { kind: 'number' }>['format']
  readonly number?: number
  readonly reason: NotLearnedReason
}

/** One value for all rows: the most frequent one, when enough rows hold it. */
export const constant: Encoder = {
  id: 'constant',
  takes: (field) => field.action === 'constant' || field.kind === 'constant',
  async fit(column, field, { options }) {
    const texts = asTexts(column)
    const counts = new Float64Array(texts.levels.length)
    for (const code of texts.codes) if (code >= 0) counts[code]!++
    let best = -1
    for (let i = 0; i < counts.length; i++) if (counts[i]! > (counts[best] ?? 0)) best = i
    const isHeld = best >= 0 && counts[best]! >= options.minimumCount
    const number = isHeld && column.kind === 'number' ? column.values[texts.codes.indexOf(best)] : undefined
    return fitted({
      encoder: 'constant',
      name: field.name,
      value: isHeld ? texts.levels[best]! : '',
      presence: fitPresence(column, field, options.minimumCount),
      reason: best < 0 ? 'empty' : isHeld ? 'constant' : 'too-few-rows',
      ...(number !== undefined && column.kind === 'number' ? { number, format: column.format } : {}),
    })
  },
  async restore(state) {
    return fitted(state as ConstantState)
  },
}

function fitted(state: ConstantState): FittedEncoder {
  return {
    ...presence(state.presence, (rows): Column => {
      if (state.format && state.number !== undefined) {
        const values = new Float64Array(rows).fill(state.number)
        return { kind: 'number', values, format: state.format, spellings: [] }
      }
      return { kind: 'text', levels: [state.value], codes: new Int32Array(rows), spellings: [] }
    }),
    state: () => state,
    notLearned: state.reason,
  }
}

interface DroppedState extends EncoderState {
  readonly encoder: 'dropped'
  readonly name: string
}

/** Left out of the made table. */
export const dropped: Encoder = {
  id: 'dropped',
  takes: (field) => field.action === 'drop',
  async fit(_, field) {
    return droppedField({ encoder: 'dropped', name: field.name })
  },
  async restore(state) {
    return droppedField(state as DroppedState)
  },
}

function droppedField(state: DroppedState): FittedEncoder {
  const refuse = () => {
    throw new StudioError({ code: 'encode/not-conditionable', column: state.name })
  }
  return {
    units: [],
    encode: () => [],
    decode: (_, { rows }) => ({ kind: 'text', levels: [''], codes: new Int32Array(rows), spellings: [] }),
    allow: refuse,
    forbid: refuse,
    state: () => state,
    notLearned: 'dropped',
  }
}
