import type { ReadWarning } from '../core/readers/reader'
import type { Evidence, FieldAction, FieldKind, FieldRole, FieldWarning } from '../core/schema/schema'
import { formatCount, formatList, formatQuantity, formatShare } from '../ui/format'

export const kindWords: Readonly<Record<FieldKind, string>> = {
  integer: 'Whole number',
  decimal: 'Decimal number',
  category: 'Category',
  ordinal: 'Ordered category',
  boolean: 'Yes or no',
  date: 'Date',
  datetime: 'Date and time',
  time: 'Time of day',
  id: 'ID or key',
  name: 'Name',
  email: 'E-mail address',
  phone: 'Phone number',
  address: 'Postal address',
  iban: 'IBAN',
  card: 'Card number',
  text: 'Free text',
  constant: 'Constant',
}

/** The select lists kinds in these groups. */
export const kindGroups: readonly { readonly label: string; readonly kinds: readonly FieldKind[] }[] = [
  { label: 'Numbers', kinds: ['integer', 'decimal'] },
  { label: 'Categories', kinds: ['category', 'ordinal', 'boolean'] },
  { label: 'Dates and times', kinds: ['date', 'datetime', 'time'] },
  { label: 'Personal data', kinds: ['name', 'email', 'phone', 'address', 'iban', 'card'] },
  { label: 'Other', kinds: ['id', 'text', 'constant'] },
]

export const actionWords: Readonly<Record<FieldAction, { readonly label: string; readonly hint: string }>> = {
  learn: { label: 'Learn', hint: 'Model the column and its links to the others' },
  fake: { label: 'Fake', hint: 'Make fresh values of the same shape, linked to nothing' },
  drop: { label: 'Leave out', hint: 'The synthetic table will not have this column' },
  constant: { label: 'Keep constant', hint: 'The same single value in every row' },
}

export const roleWords: Readonly<Record<FieldRole, { readonly label: string; readonly hint: string }>> = {
  none: { label: 'No role', hint: '' },
  target: { label: 'Target', hint: 'What a model shall predict: the report then measures usefulness' },
  key: { label: 'Key', hint: 'Names each row: made fresh and unique' },
  group: { label: 'Group', hint: 'Rows with the same value belong together and are never split apart' },
}

export const generatorWords: Readonly<Record<string, string>> = {
  auto: 'Automatic',
  'sequential-trees': 'Sequential trees',
  'any-order': 'Any-order network',
  mst: 'Private marginals',
  'private-network': 'Private network',
  'gaussian-copula': 'Gaussian copula',
  independent: 'Independent columns',
  'class-gaussian': 'Class Gaussian',
  'pyramid-flow': 'Pyramid flow',
  imported: 'Made elsewhere',
}

/** Why a column got its kind. */
export function evidenceText(evidence: Evidence): string {
  switch (evidence.code) {
    case 'all-integers':
      return 'All its numbers are whole.'
    case 'has-decimals':
      return 'Its numbers have decimals.'
    case 'few-distinct':
      return 'It holds few different values.'
    case 'unique':
      return 'Every value occurs once.'
    case 'same-value':
      return 'Every row holds the same value.'
    case 'long-texts':
      return 'It holds long texts.'
    case 'date-pattern':
      return `${formatShare(evidence.share)} of its values are written as ${evidence.pattern}.`
    case 'value-pattern':
      return `${formatShare(evidence.share)} of its values look like this: ${kindWords[evidence.kind].toLowerCase()}.`
    case 'header-word':
      return `Its header says “${evidence.word}”.`
    case 'ordered-words':
      return `Its values have an order: ${evidence.detail}.`
    case 'two-values':
      return `It holds two values: ${evidence.detail}.`
    case 'id-template':
      return `Its values follow one pattern: ${evidence.detail}.`
  }
}

const notLearned: Readonly<Record<Extract<FieldWarning, { code: 'not-learned' }>['reason'], string>> = {
  constant: 'There is nothing to learn: one value fills the column.',
  id: 'IDs are not learned: fresh ones are made in the same pattern.',
  text: 'Free text is not learned: fresh text of the same length and format is made.',
  empty: 'The column is empty.',
}

/** What may need a look. `short` is the badge, `long` the explanation. */
export function warningText(warning: FieldWarning): { readonly short: string; readonly long: string } {
  switch (warning.code) {
    case 'mostly-missing':
      return {
        short: `${formatShare(warning.share, 0)} missing`,
        long: `${formatShare(warning.share)} of the cells are missing. The synthetic column will be as empty.`,
      }
    case 'many-levels':
      return {
        short: 'many values',
        long: `${formatCount(warning.distinct)} different values: most are too rare to be learned and will be pooled.`,
      }
    case 'rare-levels':
      return {
        short: 'rare values',
        long: `${formatQuantity(warning.levels, 'value occurs', 'values occur')} so rarely that they could point to a person (${formatQuantity(warning.rows, 'row')}). They are pooled and never written.`,
      }
    case 'personal':
      return {
        short: 'personal data',
        long: `This looks like personal data: ${kindWords[warning.kind].toLowerCase()}. Fake values replace it, so nothing of it is learned.`,
      }
    case 'ambiguous-dates':
      return {
        short: 'which date order?',
        long: `Its dates can be read in more than one way: ${formatList(warning.patterns)}. Check the date order in Data.`,
      }
    case 'mixed-values':
      return {
        short: 'mixed values',
        long: `${formatShare(warning.share)} of its cells don’t fit, such as ${formatList(
          warning.examples.map((e) => `“${e}”`),
          3,
        )}.`,
      }
    case 'not-learned':
      return { short: 'not learned', long: notLearned[warning.reason] }
  }
}

type WarningWords = (count: string, detail: readonly string[]) => { readonly title: string; readonly advice: string }

/** What was odd in a file. Nothing of it was changed or lost without a word. */
const readWarnings: Readonly<Record<ReadWarning['code'], WarningWords>> = {
  'ragged-short': (count) => ({
    title: `${count} with too few cells`,
    advice: 'The missing cells at the end were read as missing values.',
  }),
  'ragged-long': (count) => ({
    title: `${count} with too many cells`,
    advice:
      'The cells beyond the last column are not part of the table. A delimiter inside a value without quotes does this.',
  }),
  'stray-quote': (count) => ({
    title: `${count} with a quote in the middle of a cell`,
    advice: 'The quotes were kept as part of the text.',
  }),
  'open-quote': (count) => ({
    title: `${count} with a quote that never closes`,
    advice: 'The quote was read as part of the text, so that the rows after it stay rows.',
  }),
  'duplicate-header': (_, detail) => ({
    title: 'Some columns have the same name',
    advice: `They were numbered to tell them apart: ${formatList(detail)}.`,
  }),
  'empty-header': (_, detail) => ({
    title: 'Some columns have no name',
    advice: `They were named by their position: ${formatList(detail)}.`,
  }),
  undecodable: (count) => ({
    title: `${count} with characters that don’t fit the encoding`,
    advice: 'They show as �. Choose another encoding above if words look wrong.',
  }),
  'mixed-line-ends': () => ({
    title: 'Lines end in different ways',
    advice: 'Each kind of line end was read as the end of a row.',
  }),
  'blank-lines': (count) => ({ title: `${count} without any content`, advice: 'Blank lines were skipped.' }),
  'nul-bytes': (count) => ({ title: `${count} with NUL characters`, advice: 'They were kept as they are.' }),
  'kept-as-text': (_, detail) => ({
    title: 'Some numbers were kept as text',
    advice: `Leading zeros or very long digits would be lost as numbers: ${formatList(detail)}.`,
  }),
  reformatted: (_, detail) => ({
    title: 'Some numbers are written in more than one way',
    advice: `Their values are kept; the synthetic file writes them in one way (1.50 and 1.5, for instance): ${formatList(detail)}.`,
  }),
  'unsupported-type': (_, detail) => ({
    title: 'Some columns have a type the studio can’t read',
    advice: `They were read as text: ${formatList(detail)}.`,
  }),
}

export function readWarningText(warning: ReadWarning): { readonly title: string; readonly advice: string } {
  return readWarnings[warning.code](formatQuantity(warning.count, 'row'), warning.detail)
}
