import { cellType } from './cell-type'
import type { Dialect } from './reader'

type Marks = Pick<Dialect, 'decimalMark' | 'thousandsMark'>

const pointDecimal = /^[-+]?\d*\.\d+$/
const commaDecimal = /^[-+]?\d*,\d+$/
const grouped = /^[-+]?[1-9]\d{0,2}(([., '\u00a0\u202f])\d{3})(\2\d{3})*(([.,])\d+)?$/
const affixes = /^(US\$|[$€£¥₹]|USD|EUR|GBP|CHF)? ?|( ?([%‰$€£¥₹]|USD|EUR|GBP|CHF))$/g

/** How the numbers of these columns (`[columns][rows]`) are written, by what can be read in only one way. */
export function sniffMarks(columns: readonly (readonly string[])[], delimiter: string): Marks {
  const votes = { point: 0, comma: 0 }
  const thousands = new Map<Dialect['thousandsMark'], number>()
  for (const cells of columns) {
    const evidence = columnMarks(cells.map((cell) => cell.replace(affixes, '')))
    if (!evidence) continue
    if (evidence.decimalMark === '.') votes.point++
    if (evidence.decimalMark === ',') votes.comma++
    if (evidence.thousandsMark) thousands.set(evidence.thousandsMark, (thousands.get(evidence.thousandsMark) ?? 0) + 1)
  }
  const european = votes.comma > votes.point || (votes.comma === votes.point && thousands.has('.') && delimiter !== ',')
  const decimalMark = european ? ',' : '.'
  const allowed = [...thousands].filter(([mark]) => mark !== decimalMark).sort((a, b) => b[1] - a[1])
  return { decimalMark, thousandsMark: allowed[0]?.[0] ?? '' }
}

function columnMarks(
  cells: readonly string[],
): { decimalMark?: '.' | ','; thousandsMark?: Marks['thousandsMark'] } | undefined {
  const filled = cells.filter((cell) => cellType(cell) !== 'empty')
  const numbers = filled.filter((cell) => cellType(cell) === 'number')
  if (numbers.length === 0 || numbers.length < 0.9 * filled.length) return undefined
  const groups = numbers.map((cell) => grouped.exec(cell)).filter((match) => match !== null)
  const point = numbers.filter((cell) => pointDecimal.test(cell) && !grouped.test(cell)).length
  const comma = numbers.filter((cell) => commaDecimal.test(cell) && !grouped.test(cell)).length
  const certain = groups.find((match) => match[5] !== undefined && match[5] !== match[2])
  if (certain) return { decimalMark: certain[5] as '.' | ',', thousandsMark: markOf(certain[2]!) }
  if (comma > 0 && point === 0) return { decimalMark: ',' }
  if (point > 0 && comma === 0) {
    const byComma = groups.find((match) => match[2] !== '.')
    return byComma ? { decimalMark: '.', thousandsMark: markOf(byComma[2]!) } : { decimalMark: '.' }
  }
  // 1.234 alone is a decimal; 1,234 alone is a thousand, as is anything grouped twice.
  const twice = groups.find((match) => match[3] !== undefined)
  if (twice) return { thousandsMark: markOf(twice[2]!) }
  const once = groups.find((match) => match[2] !== '.')
  return once && groups.length > 0 ? { thousandsMark: markOf(once[2]!) } : undefined
}

const markOf = (c: string): Marks['thousandsMark'] => (c === ',' || c === '.' || c === "'" ? c : ' ')

const twoFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)/

/** Which of two readings of 01/02/2024 the file means: by a day above 12, by order in time, else by its decimal mark. */
export function sniffDateOrder(columns: readonly (readonly string[])[], decimalMark: '.' | ','): Dialect['dateOrder'] {
  let [first, second, seen, dots] = [0, 0, 0, 0]
  for (const cells of columns) {
    for (const cell of cells) {
      const match = twoFirst.exec(cell)
      if (!match) continue
      seen++
      if (cell.includes('.')) dots++
      if (Number(match[1]) > 12) first++
      if (Number(match[2]) > 12) second++
    }
  }
  if (seen === 0) return 'ymd'
  if (first !== second) return first > second ? 'dmy' : 'mdy'
  return dots > seen / 2 || decimalMark === ',' ? 'dmy' : 'mdy'
}

/** Words that mean "nothing here" wherever they fill a cell, and those that do so only among numbers and dates. */
const anywhere = ['NA', 'N/A', '#N/A', 'n/a', '<NA>', 'NULL', 'null', 'NaN', 'nan', '\\N', '?']
const amongNumbers = ['-', '.', '--', 'None', 'none', 'nil', 'missing', 'unknown']

/** The missing words of a file: the empty cell, and those of the known ones that are there and can be meant so. */
export function sniffMissingWords(columns: readonly (readonly string[])[]): string[] {
  const found = new Set<string>([''])
  for (const cells of columns) {
    const trimmed = cells.map((cell) => cell.trim())
    const others = trimmed.filter((cell) => cellType(cell) !== 'empty' && !amongNumbers.includes(cell))
    const numeric =
      others.length > 0 && others.every((cell) => cellType(cell) === 'number' || cellType(cell) === 'date')
    const codes = others.length > 0 && others.every((cell) => /^[A-Z]{2}$/.test(cell))
    for (const cell of trimmed) {
      if (anywhere.includes(cell) && !(cell === 'NA' && codes)) found.add(cell)
      if (numeric && amongNumbers.includes(cell)) found.add(cell)
    }
  }
  return [...found]
}
