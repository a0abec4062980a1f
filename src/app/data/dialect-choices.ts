import { type Encoding, encodings } from '../../core/readers/encoding'
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

/** What an encoding is called, and whose texts it writes. */
const encodingWords: Readonly<Record<Encoding, readonly [name: string, script?: string]>> = {
  'utf-8': ['UTF-8'],
  'utf-16le': ['UTF-16 LE'],
  'utf-16be': ['UTF-16 BE'],
  'windows-1252': ['Windows-1252', 'Western European'],
  'iso-8859-15': ['ISO 8859-15', 'Western European'],
  macintosh: ['Mac Roman', 'Western European'],
  'windows-1250': ['Windows-1250', 'Central European'],
  'iso-8859-2': ['ISO 8859-2', 'Central European'],
  'windows-1251': ['Windows-1251', 'Cyrillic'],
  'koi8-r': ['KOI8-R', 'Cyrillic'],
  ibm866: ['DOS 866', 'Cyrillic'],
  'windows-1253': ['Windows-1253', 'Greek'],
  'windows-1254': ['Windows-1254', 'Turkish'],
  'windows-1255': ['Windows-1255', 'Hebrew'],
  'windows-1256': ['Windows-1256', 'Arabic'],
  'windows-1257': ['Windows-1257', 'Baltic'],
  'windows-1258': ['Windows-1258', 'Vietnamese'],
  'windows-874': ['Windows-874', 'Thai'],
  shift_jis: ['Shift JIS', 'Japanese'],
  'euc-jp': ['EUC-JP', 'Japanese'],
  'iso-2022-jp': ['ISO 2022-JP', 'Japanese'],
  gb18030: ['GB 18030', 'Chinese, simplified'],
  big5: ['Big5', 'Chinese, traditional'],
  'euc-kr': ['EUC-KR', 'Korean'],
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
      { label: 'First line', part: { header: true, headerLines: 1 } },
      { label: 'First two lines, joined', short: 'Two lines', part: { header: true, headerLines: 2 } },
      { label: 'First three lines, joined', short: 'Three lines', part: { header: true, headerLines: 3 } },
      { label: 'None', part: { header: false, headerLines: 1 } },
    ],
    other: () => '',
    inSheets: true,
  },
  {
    label: 'Encoding',
    choices: encodings.map((encoding) => {
      const [short, script] = encodingWords[encoding]
      return { label: script ? `${script}: ${short}` : short, short, part: { encoding } }
    }),
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
      { label: 'Double "', short: '"', part: { quote: '"', escape: '' } },
      { label: 'Double ", inside it \\"', short: '" with \\"', part: { quote: '"', escape: '\\' } },
      { label: "Single '", short: "'", part: { quote: "'", escape: '' } },
      { label: "Single ', inside it \\'", short: "' with \\'", part: { quote: "'", escape: '\\' } },
      { label: 'None', part: { quote: '', escape: '' } },
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
