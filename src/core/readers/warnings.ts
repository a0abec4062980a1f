import type { ReadWarning } from './reader'

/** Counts what was odd: in full, with the first 20 rows and details of each kind. */
export interface Warnings {
  /** `row`: 1-based, the header is row 1; 0 when the oddity has no row. */
  add(code: ReadWarning['code'], row: number, detail?: string, count?: number): void
  list(): ReadWarning[]
}

const named = 20

export function createWarnings(): Warnings {
  const found = new Map<ReadWarning['code'], { count: number; rows: Set<number>; detail: Set<string> }>()
  return {
    add(code, row, detail, count = 1) {
      let entry = found.get(code)
      if (!entry) {
        entry = { count: 0, rows: new Set(), detail: new Set() }
        found.set(code, entry)
      }
      entry.count += count
      if (row > 0 && entry.rows.size < named) entry.rows.add(row)
      if (detail !== undefined && entry.detail.size < named) entry.detail.add(detail)
    },
    list: () =>
      [...found].map(([code, { count, rows, detail }]) => ({
        code,
        count,
        rows: [...rows].sort((a, b) => a - b),
        detail: [...detail],
      })),
  }
}
