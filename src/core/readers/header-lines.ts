import { cellType } from './cell-type'

const mostLines = 3
const fewestRows = 3

/**
 * How many lines the header has, when it has one: a further line belongs to it where it holds words in at least two
 * columns that hold numbers or dates below, such as units, and nothing else in any such column. `records`: with the header first.
 */
export function countHeaderLines(records: readonly (readonly string[])[], width: number): number {
  let lines = 1
  while (lines < mostLines && isHeaderLine(records, width, lines)) lines++
  return lines
}

function isHeaderLine(records: readonly (readonly string[])[], width: number, at: number): boolean {
  const line = records[at]
  const below = records.slice(at + mostLines)
  if (!line || below.length < fewestRows) return false
  const typed = Array.from({ length: Math.min(width, 200) }, (_, c) => c).filter((c) => isTyped(below, c))
  const cells = typed.map((c) => (line[c] ?? '').trim()).filter((cell) => cell !== '')
  return cells.length >= 2 && cells.every(isWord)
}

function isTyped(records: readonly (readonly string[])[], c: number): boolean {
  const types = records.map((cells) => cellType((cells[c] ?? '').trim())).filter((type) => type !== 'empty')
  return types.length >= fewestRows && types.every((type) => type === 'number' || type === 'date')
}

/** A name or a unit: letters, or a sign such as %. */
function isWord(cell: string): boolean {
  const type = cellType(cell)
  return (type === 'word' || type === 'other') && /[\p{L}%‰°€$£¥]/u.test(cell)
}

/** One name per column from several lines. A cell that is empty above the last line belongs to the one on its left. */
export function joinNames(lines: readonly (readonly string[])[]): string[] {
  const filled = lines.map((cells, l) => (l < lines.length - 1 ? fillRight(cells) : cells))
  const width = Math.max(...lines.map((cells) => cells.length))
  return Array.from({ length: width }, (_, c) => {
    const parts = filled.map((cells) => (cells[c] ?? '').trim()).filter((part) => part !== '')
    return parts.filter((part, p) => part !== parts[p - 1]).join(' ')
  })
}

function fillRight(cells: readonly string[]): string[] {
  let last = ''
  return cells.map((cell) => {
    if (cell.trim() !== '') last = cell
    return last
  })
}
