import type { Dialect } from '../../core/readers/reader'

export interface Choice {
  readonly label: string
  /** For the chip, where the label is long. */
  readonly short?: string
  readonly part: Partial<Dialect>
}

export interface ChipSpec {
  readonly label: string
  readonly choices: readonly Choice[]
  /** The words for a value that is none of the choices. */
  readonly other: (dialect: Dialect) => string
  /** Whether it also matters in a workbook. */
  readonly inSheets?: boolean
}

/** What one starts from where a file could not even be opened. */
export const guessedDialect: Dialect = {
  delimiter: ',',
  quote: '"',
  encoding: 'utf-8',
  header: true,
  preamble: 0,
  decimalMark: '.',
  thousandsMark: '',
  dateOrder: 'ymd',
  missingWords: [''],
}

export const dialectChips: readonly ChipSpec[] = [
  {
    label: 'Delimiter',
    choices: [
      { label: 'Comma ,', short: 'Comma', part: { delimiter: ',' } },
      { label: 'Semicolon ;', short: 'Semicolon', part: { delimiter: ';' } },
      { label: 'Tab', part: { delimiter: '\t' } },
      { label: 'Bar |', short: 'Bar', part: { delimiter: '|' } },
      { label: 'Colon :', short: 'Colon', part: { delimiter: ':' } },
      { label: 'Space', part: { delimiter: ' ' } },
    ],
    other: ({ delimiter }) => `“${delimiter}”`,
  },
  {
    label: 'Header',
    choices: [
      { label: 'First line', part: { header: true } },
      { label: 'None', part: { header: false } },
    ],
    other: () => '',
    inSheets: true,
  },
  {
    label: 'Encoding',
    choices: [
      { label: 'UTF-8', part: { encoding: 'utf-8' } },
      { label: 'Windows-1252', part: { encoding: 'windows-1252' } },
      { label: 'UTF-16 LE', part: { encoding: 'utf-16le' } },
      { label: 'UTF-16 BE', part: { encoding: 'utf-16be' } },
    ],
    other: ({ encoding }) => encoding,
  },
  {
    label: 'Decimals',
    choices: [
      { label: 'Point 1.5', short: '1.5', part: { decimalMark: '.' } },
      { label: 'Comma 1,5', short: '1,5', part: { decimalMark: ',' } },
    ],
    other: () => '',
  },
  {
    label: 'Thousands',
    choices: [
      { label: 'None 1000', short: '1000', part: { thousandsMark: '' } },
      { label: 'Comma 1,000', short: '1,000', part: { thousandsMark: ',' } },
      { label: 'Point 1.000', short: '1.000', part: { thousandsMark: '.' } },
      { label: 'Space 1 000', short: '1 000', part: { thousandsMark: ' ' } },
      { label: 'Apostrophe 1’000', short: '1’000', part: { thousandsMark: "'" } },
    ],
    other: ({ thousandsMark }) => thousandsMark,
  },
  {
    label: 'Dates',
    choices: [
      { label: 'Year, month, day', short: 'year first', part: { dateOrder: 'ymd' } },
      { label: 'Day, month, year', short: 'day first', part: { dateOrder: 'dmy' } },
      { label: 'Month, day, year', short: 'month first', part: { dateOrder: 'mdy' } },
    ],
    other: () => '',
    inSheets: true,
  },
  {
    label: 'Quote',
    choices: [
      { label: 'Double "', short: '"', part: { quote: '"' } },
      { label: "Single '", short: "'", part: { quote: "'" } },
      { label: 'None', part: { quote: '' } },
    ],
    other: ({ quote }) => quote,
  },
]

export const sheetChip = (sheets: readonly string[]): ChipSpec => ({
  label: 'Sheet',
  choices: sheets.map((sheet) => ({ label: sheet, part: { sheet } })),
  other: ({ sheet }) => sheet ?? sheets[0] ?? '',
  inSheets: true,
})
