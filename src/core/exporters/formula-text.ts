import type { Table } from '../table/table'

/**
 * First characters by which a spreadsheet takes a text for a formula or a command (OWASP, CSV injection; ASVS 5.0
 * 1.2.10), with their full-width forms, which some locales read alike.
 */
const starts = new Set(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'])
/** Blanks, and characters without width, that a spreadsheet may drop before it looks. */
const leadingBlanks = /^[\s\u200b-\u200d\u2060\ufeff]+/u
/** A signed number, also with marks between digits, an exponent or a percent sign: never run, and not to be damaged. */
const plainNumber = /^[-+]?(\d+([.,'\u00a0\u202f ]\d+)*|[.,]\d+)([eE][-+]?\d+)?\s?%?$/
/** A telephone number: digits, blanks and dashes can be reckoned, but name nothing to run. */
const phoneNumber = /^\+\(?\d[\d\s().-]*$/
/** Signs alone ('-', '--', '+/-') can't name anything to run. */
const signsOnly = /^[-+/\s]*$/

/** Whether a spreadsheet would run this text. */
export function isFormulaLike(text: string): boolean {
  const first = text[0]
  if (first === undefined) return false
  const control = first === '\t' || first === '\r' || first === '\0'
  const trimmed = text.replace(leadingBlanks, '')
  if (!control && !starts.has(trimmed[0] ?? '')) return false
  return !plainNumber.test(trimmed) && !phoneNumber.test(trimmed) && !signsOnly.test(trimmed)
}

/** The text as a spreadsheet shows it rather than runs it: with an apostrophe before it. */
export function neutralise(text: string): string {
  return isFormulaLike(text) ? `'${text}` : text
}

/** How many texts of the table, its header included, are written with an apostrophe where a spreadsheet opens them. */
export function countFormulaCells(table: Table): number {
  return countFormulaNames(table.names) + table.columns.reduce((sum, column) => sum + inColumn(column), 0)
}

/** Of the header alone: each batch of a table has it, the file has it once. */
export function countFormulaNames(names: readonly string[]): number {
  return names.filter(isFormulaLike).length
}

function inColumn(column: Table['columns'][number]): number {
  if (column.kind === 'number') return 0
  const known: boolean[] = []
  let count = 0
  for (const [row, code] of column.codes.entries()) {
    if (code < 0 || column.missing?.[row]) continue
    known[code] ??= isFormulaLike(column.levels[code]!)
    if (known[code]) count++
  }
  return count
}
