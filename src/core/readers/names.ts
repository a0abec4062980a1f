import type { Dialect } from './reader'
import type { Warnings } from './warnings'

/** Column names that are unique and not empty; every change is a warning. Names live in arrays, never as keys. */
export function columnNames(header: readonly string[], width: number, warnings: Warnings): string[] {
  const taken = new Set(header.map((name) => name.trim()))
  const used = new Set<string>()
  return Array.from({ length: width }, (_, i) => {
    const given = (header[i] ?? '').trim()
    const wanted = given === '' ? `column ${i + 1}` : given
    let name = wanted
    for (let n = 2; used.has(name) || (name !== given && taken.has(name)); n++) name = `${wanted} (${n})`
    used.add(name)
    if (given === '') warnings.add('empty-header', 1, name)
    else if (name !== given) warnings.add('duplicate-header', 1, name)
    return name
  })
}

/** Names for a table without a header: column 1, column 2, … */
export function numberedNames(width: number): string[] {
  return Array.from({ length: width }, (_, i) => `column ${i + 1}`)
}

/** Lines that the header takes: 0 without one. */
export const headerLinesOf = ({ header, headerLines = 1 }: Pick<Dialect, 'header' | 'headerLines'>): number =>
  header ? headerLines : 0
