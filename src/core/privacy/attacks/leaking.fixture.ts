import { createRandom } from '../../random'
import type { Field, Schema } from '../../schema/schema'
import { numberColumn, plainNumber, type Table, takeRows, textColumn } from '../../table/table'

const kinds = ['integer', 'decimal', 'decimal', 'integer', 'category', 'category', 'boolean'] as const

export const peopleSchema: Schema = {
  fields: kinds.map((kind, c): Field => ({ name: `c${c}`, kind, action: 'learn', role: c === 6 ? 'target' : 'none' })),
}

/** People of one population: columns hang together by a hidden number; c3 and c4 are nearly unique. */
export function people(rows: number, seed: number): Table {
  const random = createRandom(seed)
  const hidden = Array.from({ length: rows }, () => random.normal())
  const own = (spread: number, scale: number) => hidden.map((h) => scale * (h + spread * random.normal()))
  const whole = (values: number[]) => numberColumn(values.map(Math.round))
  const money = { ...plainNumber, places: 2 }
  const kinds = ['a', 'b', 'c', 'd', 'e']
  return {
    rows,
    names: peopleSchema.fields.map((field) => field.name),
    columns: [
      whole(own(1, 12)),
      numberColumn(
        own(1, 900).map((v) => Math.round(100 * v) / 100),
        money,
      ),
      numberColumn(
        own(2, 40).map((v) => Math.round(100 * v) / 100),
        money,
      ),
      whole(own(1, 40_000)),
      textColumn(hidden.map(() => `zip ${random.below(4000)}`)),
      textColumn(hidden.map((h) => kinds[Math.min(4, Math.floor(Math.abs(2 * h + random.normal())))]!)),
      textColumn(hidden.map((h) => (h + random.normal() > 0 ? 'yes' : 'no'))),
    ],
  }
}

/** What no generator may do: its training rows in random order, a little noise on every second number. */
export function leakingRows(train: Table, rows: number, seed: number): Table {
  const random = createRandom(seed)
  const copied = takeRows(
    train,
    Uint32Array.from({ length: rows }, () => random.below(train.rows)),
  )
  const noisy = copied.columns.map((column) => {
    if (column.kind !== 'number') return column
    const scale = 10 ** column.format.places
    const moved = (v: number) => (random.below(2) === 0 ? v : v + random.normal() / scale)
    return numberColumn(
      column.values.map((v) => Math.round(scale * moved(v)) / scale),
      column.format,
    )
  })
  return { ...copied, columns: noisy }
}
