import type { Column, Table } from '../table/table'
import { columnFacts } from './column-facts'
import type { DateOrder } from './guess-date'
import { guessKind, type KindGuess } from './guess-kind'
import { guessTarget } from './guess-role'
import { profileOf } from './profile'
import {
  type Field,
  type FieldAction,
  type FieldKind,
  type FieldProfile,
  type FieldRole,
  personalKinds,
  type Schema,
} from './schema'

interface InferOptions {
  /** How the file writes dates that can be read two ways. */
  readonly dateOrder?: DateOrder
}

interface Inferred {
  readonly schema: Schema
  /** In the order of the fields. */
  readonly profiles: readonly FieldProfile[]
}

/** What each column is, by its values first and its header second, and what the studio shall do with it. */
export function inferSchema(table: Pick<Table, 'names' | 'columns'>, options: InferOptions = {}): Inferred {
  const facts = table.columns.map((column, c) => columnFacts(table.names[c]!, column))
  const guesses = facts.map((fact) => guessKind(fact, options.dateOrder ?? 'ymd'))
  const target = guessTarget(facts, guesses)
  const key = guesses.findIndex((guess) => guess.kind === 'id' && guess.unique)
  const role = (c: number): FieldRole => (c === target ? 'target' : c === key ? 'key' : 'none')
  const fields = facts.map((fact, c) => fieldOf(fact.name, fact.column, guesses[c]!, role(c)))
  return { schema: { fields }, profiles: facts.map((fact, c) => profileOf(fact, guesses[c]!)) }
}

function fieldOf(name: string, column: Column, guess: KindGuess, role: FieldRole): Field {
  const { kind, datePattern, order } = guess
  return {
    name,
    kind,
    action: isEmpty(column) ? 'drop' : defaultAction(kind),
    role,
    ...(datePattern === undefined ? {} : { datePattern }),
    ...(order === undefined ? {} : { order }),
  }
}

/** What is done with a kind unless a person says otherwise: it is learned, unless it names or reaches someone. */
function defaultAction(kind: FieldKind): FieldAction {
  if (kind === 'constant') return 'constant'
  return kind === 'id' || kind === 'text' || personalKinds.includes(kind) ? 'fake' : 'learn'
}

function isEmpty(column: Column): boolean {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length
  return rows > 0 && (column.missing?.every((m) => m !== 0) ?? false)
}
