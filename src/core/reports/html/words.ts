import type { Measurement } from '../../metrics/metric'
import type { ChoiceReason, ReportLimit } from '../report'
import { publicVariant } from './public-words'

/** All sentences of the exported report. */
export interface ReportWords {
  readonly title: string
  readonly made: (generator: string, rows: string, train: string) => string
  readonly headings: Readonly<Record<Heading, string>>
  readonly columns: Readonly<Record<ColumnHead, string>>
  readonly figures: Readonly<Record<Figure, string>>
  readonly notes: Readonly<Record<Note, string>>
  readonly reasons: Readonly<Record<ChoiceReason, string>>
  readonly limit: (limit: ReportLimit) => string
  readonly publicVariant: typeof publicVariant
  readonly undefinedReason: (m: Extract<Measurement, { kind: 'undefined' }>) => string
}

type Heading = 'good' | 'columns' | 'pairs' | 'useful' | 'private' | 'choice' | 'limits' | 'provenance'
type ColumnHead =
  | 'matched'
  | 'numbers'
  | 'figure'
  | 'synthetic'
  | 'control'
  | 'baseline'
  | 'copula'
  | 'name'
  | 'expected'
  | 'value'
type Figure =
  | 'shapeError'
  | 'trendError'
  | 'strongTrendError'
  | 'sharedBinError'
  | 'missingGap'
  | 'boosting'
  | 'logistic'
  | 'exact'
  | 'near'
  | 'nearerToTrain'
  | 'missing'
  | 'repeated'
type Note =
  | 'errors'
  | 'detectors'
  | 'overlay'
  | 'suppressed'
  | 'pairs'
  | 'copies'
  | 'privacy'
  | 'noRows'
  | 'other'
  | 'allColumns'

export const englishWords: ReportWords = {
  title: 'Report on a synthetic table',
  made: (generator, rows, train) =>
    generator === 'imported'
      ? `${rows} synthetic rows, made elsewhere, beside ${train} real rows.`
      : `${rows} synthetic rows by ${generator}, learned from ${train} real rows.`,
  headings: {
    good: 'Is it faithful?',
    columns: 'Columns',
    pairs: 'Pairs of columns, worst first',
    useful: 'Is it useful?',
    private: 'Does it copy?',
    choice: 'Why this generator',
    limits: 'What to know before relying on it',
    provenance: 'Where it comes from',
  },
  columns: {
    figure: 'Figure',
    synthetic: 'Synthetic',
    matched: 'Synthetic, as many rows as control',
    numbers: 'Numbers',
    control: 'As good as real',
    baseline: 'Independent columns',
    copula: 'Gaussian copula',
    name: 'Name',
    expected: 'Expected of fresh rows',
    value: 'Value',
  },
  figures: {
    shapeError: 'Error of columns',
    trendError: 'Error of pairs',
    strongTrendError: 'Error of strongly linked pairs',
    sharedBinError: 'Error of pairs, shared bins',
    missingGap: 'Gap in missing cells',
    boosting: 'Told apart by boosted trees (AUC)',
    logistic: 'Told apart by logistic regression (AUC)',
    exact: 'Rows equal to a training row',
    near: 'Rows very near a training row',
    nearerToTrain: 'Rows nearer to training than to control rows',
    missing: 'missing',
    repeated: 'Rows that repeat another one of the table',
  },
  notes: {
    errors:
      '“As good as real” is the same figure for control rows, which were not learned from; “Independent columns” is what remains when links between columns are ignored. Lower is better. Such figures fall with the number of rows: compare control with as many synthetic rows.',
    detectors: 'An AUC of .5 means that synthetic and real rows cannot be told apart.',
    overlay:
      'Outline: real (control) rows. Filled: synthetic rows. Band: where as many fresh real rows lie in 95 of 100 cases.',
    suppressed: 'Bars of fewer than five real rows are left out or pooled.',
    pairs:
      'Errors over bins that both sides share: 0 % is best. SDMetrics bins each side over its own range, so that a shifted column goes unseen there; 1 is best. Link: correlation, Cramér’s V or correlation ratio.',
    copies:
      'Counted against what real rows that were not learned from let one expect. An audit finds leaks; it cannot rule them out.',
    privacy: 'Differential privacy: none. No formal guarantee comes with this table.',
    noRows: 'This page holds figures only, no row of either table.',
    other: 'all others',
    allColumns: 'All columns in figures',
  },
  reasons: {
    'only-candidate': 'It is the only one that was fitted.',
    copies: 'Others copy more of the training rows than chance explains.',
    'less-detectable': 'Its rows are the hardest to tell from real ones.',
    'more-useful': 'It is as hard to tell from real rows as the next, and models learn more from it.',
    closer: 'It is as hard to tell apart and as useful as the next, and closer in columns and pairs.',
    tie: 'No figure tells it from the next.',
  },
  limit: limitText,
  publicVariant,
  undefinedReason: ({ reason }) => undefinedTexts[reason],
}

const undefinedTexts = {
  constant: 'constant',
  'all-missing': 'no values',
  'too-few-rows': 'too few rows',
  'not-applicable': '–',
  'no-target': 'no target',
  'too-many-levels': 'too many values',
} as const

const plainLimits = {
  'no-control': 'There are too few control rows to say what real rows would show.',
  'no-test': 'There are too few test rows to measure usefulness.',
  'no-target': 'No target column is set, so that usefulness is not measured.',
  conditions: 'Conditions changed what was drawn: the figures describe this table, not the generator.',
  'control-maybe-seen':
    'This table was made elsewhere, and no hold-out was given: the other tool may have learned from the control and test rows too. Then near copies and leaks can’t be told from chance, and usefulness flatters.',
  quick: 'Detectors and usefulness were left out of this quick report.',
} as const

const sectionNames = {
  pairs: 'Columns and pairs',
  rows: 'Whole rows',
  detectors: 'Detectors',
  usefulness: 'Usefulness',
  copies: 'Copies',
}

function limitText(limit: ReportLimit): string {
  if (limit.code === 'small-control') return `Only ${limit.rows} control rows: their figures vary by chance.`
  if (limit.code === 'small-test') return `Only ${limit.rows} test rows: usefulness varies by chance.`
  if (limit.code === 'sampled') return `${sectionNames[limit.section]}: measured on at most ${limit.rows} rows.`
  if (limit.code === 'pairs-capped') return `${limit.measured} of ${limit.of} pairs were measured.`
  if (limit.code === 'parity')
    return `“${limit.target}” was made equally frequent in every group of ${limit.sensitive.join(', ')}: in the original it is not.`
  if (limit.code === 'columns-not-compared') return `Not compared: ${limit.names.join(', ')}.`
  return plainLimits[limit.code]
}
