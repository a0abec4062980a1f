import { expect } from '@playwright/test'
import Papa from 'papaparse'

export interface Csv {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function parseCsv(text: string): Csv {
  const { data, errors } = Papa.parse<string[]>(text.trim())
  expect(errors).toEqual([])
  const [header = [], ...rows] = data
  return { header, rows }
}

const columnOf = ({ rows }: Csv, c: number) => rows.map((row) => row[c] ?? '')
const isNumber = (text: string) => text !== '' && Number.isFinite(Number(text))
/** Columns with more texts than this are not categories: their values are made, not drawn from a list. */
const mostCategories = 50

/** Every cell of `made` could stand in `source`: numbers in the range, categories from the list, gaps where gaps are. */
export function expectPlausible(made: Csv, source: Csv): void {
  expect(made.header).toEqual(source.header)
  for (const [c, name] of source.header.entries()) {
    const real = columnOf(source, c)
    const synthetic = columnOf(made, c)
    const present = real.filter((text) => text !== '')
    const levels = new Set(real)
    if (levels.size <= mostCategories) {
      expect(
        [...new Set(synthetic)].filter((text) => !levels.has(text)),
        name,
      ).toEqual([])
    } else if (present.every(isNumber)) {
      const numbers = present.map(Number)
      const [least, most] = [numbers, numbers].map((all, i) =>
        all.reduce((a, b) => (i ? Math.max(a, b) : Math.min(a, b))),
      )
      const odd = synthetic.filter((text) => text !== '' && !(Number(text) >= least! && Number(text) <= most!))
      expect(levels.size === real.length ? [] : odd, name).toEqual([])
    }
    if (!levels.has(''))
      expect(
        synthetic.filter((text) => text === ''),
        name,
      ).toEqual([])
    if (levels.size === real.length && synthetic.length > 0)
      expect(new Set(synthetic).size, `${name} is unique`).toBe(synthetic.length)
  }
}
