import { createRandom } from '../src/core/random'
import { type Column, numberColumn, plainNumber, type Table, textColumn } from '../src/core/table/table'

const towns = ['Oslo', 'Lyon', 'Graz', 'Turku', 'Porto', 'Malmö', 'Ghent', 'Brno']

/** By turns a category, a whole number, an amount and a yes/no, all moved by one hidden number per row. `hasEmpty`: one more, without any value. */
export function madeTable(rows: number, columns: number, hasEmpty = false): Table {
  const random = createRandom(5)
  const hidden = Float64Array.from({ length: rows }, () => random.normal())
  const kinds = [
    () => textColumn(Array.from(hidden, (h) => towns[Math.floor(7.99 / (1 + Math.exp(-h - random.normal())))]!)),
    () => numberColumn(hidden.map((h) => Math.round(40 + 10 * h + 8 * random.normal()))),
    () =>
      numberColumn(
        hidden.map((h) => Math.round(100 * Math.exp(4 + h / 2 + random.normal() / 2)) / 100),
        { ...plainNumber, places: 2, fixed: true },
      ),
    () => textColumn(Array.from(hidden, (h) => (h + random.normal() > 0 ? 'yes' : 'no'))),
  ]
  const made: Column[] = Array.from({ length: columns }, (_, c) => kinds[c % kinds.length]!())
  if (hasEmpty) made.push(textColumn(Array.from({ length: rows }, () => null)))
  return { rows, names: made.map((_, c) => `c${c + 1}`), columns: made }
}
