import type { Field, FieldAction, FieldKind, Schema } from './schema/schema'
import { type Column, plainNumber, type Table, textColumn } from './table/table'

/** A column of every kind, all of it decided by `seed`. */
export function everyKind(rows: number, seed: number): { readonly table: Table; readonly schema: Schema } {
  const pick = (row: number, from: number, salt: number) => Math.abs(Math.imul(row * 7919 + seed * 104729, salt)) % from
  const text = (of: (row: number) => string | null): Column => textColumn(Array.from({ length: rows }, (_, i) => of(i)))
  const number = (of: (row: number) => number, places = 0): Column => ({
    kind: 'number',
    values: Float64Array.from({ length: rows }, (_, i) => of(i)),
    missing: Uint8Array.from({ length: rows }, (_, i) => (Number.isNaN(of(i)) ? 1 : 0)),
    format: { ...plainNumber, places },
    spellings: ['NA'],
  })
  const two = (n: number) => String(n).padStart(2, '0')
  const day = (row: number) => `${2015 + pick(row, 8, 31)}-${two(1 + pick(row, 12, 37))}-${two(1 + pick(row, 28, 41))}`
  const hour = (row: number) => `${two(pick(row, 24, 43))}:${two(pick(row, 60, 47))}`
  const columns: [string, FieldKind, Column, FieldAction?, Partial<Field>?][] = [
    ['age', 'integer', number((i) => 20 + pick(i, 60, 53))],
    ['income', 'decimal', number((i) => (pick(i, 9, 59) === 0 ? Number.NaN : pick(i, 1e6, 61) / 100), 2)],
    ['city', 'category', text((i) => (pick(i, 20, 67) === 0 ? null : ['Bonn', 'Ulm', 'Köln'][pick(i, 3, 71)]!))],
    ['size', 'ordinal', text((i) => ['S', 'M', 'L'][pick(i, 3, 73)]!), 'learn', { order: ['S', 'M', 'L'] }],
    ['member', 'boolean', text((i) => (pick(i, 2, 79) ? 'yes' : 'no')), 'learn', { role: 'target' }],
    ['born', 'date', text((i) => (pick(i, 15, 83) ? day(i) : null)), 'learn', { datePattern: 'YYYY-MM-DD' }],
    ['seen', 'datetime', text((i) => `${day(i + 1)} ${hour(i)}`), 'learn', { datePattern: 'YYYY-MM-DD hh:mm' }],
    ['opens', 'time', text(hour), 'learn', { datePattern: 'hh:mm' }],
    ['id', 'id', text((i) => `K${1000 + i * 3 + seed}`), 'fake', { role: 'key' }],
    ['mail', 'email', text((i) => `p${i}@x${seed}.org`), 'fake'],
    ['note', 'text', text((i) => (pick(i, 3, 89) ? `note ${i} of ${seed}` : null))],
    ['land', 'constant', text(() => 'DE')],
    ['score', 'integer', number((i) => pick(i, 100, 97)), 'fake'],
    ['gone', 'category', text((i) => `g${pick(i, 4, 101)}`), 'drop'],
  ]
  return {
    table: { rows, names: columns.map(([name]) => name), columns: columns.map(([, , column]) => column) },
    schema: {
      fields: columns.map(([name, kind, , action = 'learn', more]) => ({ name, kind, action, role: 'none', ...more })),
    },
  }
}
