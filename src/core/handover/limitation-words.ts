/** What the codes among provenance's limitations mean, in sentences for the data card and Croissant. */
const sentences: Readonly<Record<string, string>> = {
  'no-legal-guarantee': 'That rows are synthetic is no legal guarantee: whether they may be shared has to be judged.',
  'no-formal-guarantee':
    'No differential privacy: audits find leaks, they cannot rule them out. Someone with other knowledge may still find out whether a person was among the source rows.',
  'rows-independent': 'Rows are taken as independent of each other: sequences and links between tables are not kept.',
  conditions:
    'The rows were made under conditions: shares and means differ from the source on purpose, so do not estimate prevalence from them.',
  parity:
    'One column was made equally frequent in every group of others, which it is not in the source: do not estimate differences between these groups from the rows.',
  'made-from-synthetic':
    'The source was synthetic itself: errors add up from one generation to the next, and rare cases get rarer.',
  'no-control': 'Too few rows were held back to say what fresh real rows would show.',
  'no-test': 'Too few rows were held back to measure usefulness.',
  'no-target': 'Usefulness for models was not measured, since no target was set.',
  'small-control': 'Few rows were held back for references: the figures vary by chance.',
  'small-test': 'Few rows were held back to measure usefulness: the figures vary by chance.',
  sampled: 'Some figures were measured on a part of the rows.',
  'pairs-capped': 'Not every pair of columns was measured.',
  'columns-not-compared': 'Some columns were made fresh rather than learned, and have nothing to do with the source.',
  quick: 'Only columns and pairs were measured.',
}

/** Codes that are not known here are named as they are. */
export const limitationWords = (codes: readonly string[]): string[] => codes.map((code) => sentences[code] ?? code)
