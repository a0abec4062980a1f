import type { DataCheck, DataFinding, DoubtfulPart } from '../../metrics/table/data-check'
import type { RareCells } from '../../metrics/table/rare-cells'

/** The sentences of the faithful sections of the exported report. */
export const faithfulTexts = {
  headings: {
    check: 'Before any number',
    ceilings: 'Beside what sampling alone gives',
    rows: 'Whole rows',
    rare: 'Rare values and combinations',
    validity: 'Validity',
    map: 'Map of rows',
    pairs: 'Where pairs differ',
  },
  heads: {
    parts: ['Part', 'Rows', 'Repeat an earlier row'],
    shared: ['Parts', 'Equal rows (by repetition)', 'Almost equal, of a sample (by repetition)', 'Keys in both'],
    rareOff: ['Value', 'Training rows', 'Synthetic rows', 'How often, 95 % interval'],
    ceilings: ['Error', 'Synthetic', '95 % interval', 'By sampling alone', 'As many as control', 'As good as real'],
    joint: ['Score, 1 is best', 'Synthetic', '95 % interval', 'By sampling alone', 'As good as real'],
    triples: ['Worst triples', 'Error', 'By sampling alone', 'As good as real'],
    rare: ['Training rows', 'How many', 'Present', 'In control', 'How often', 'In control'],
    validity: ['Column', 'Beyond every real value', 'Missing where none is', 'Unreadable'],
    map: ['Region: across / up', 'Real', 'Synthetic'],
    cells: ['Cell', 'Real', 'Synthetic'],
  },
  figures: {
    links: 'Strength of links',
    triples: 'Error of triples, shared bins',
    alphaPrecision: 'Typical rows (α-precision)',
    betaRecall: 'Variety (β-recall)',
    coverage: 'Real rows covered (coverage)',
  },
  parts: { train: 'Training', control: 'Control', test: 'Test' },
  real: 'Real (control rows)',
  made: 'Synthetic',
  numbers: 'Numbers',
  notes: {
    ceilings:
      '“By sampling alone” is what as many fresh real rows would show on average. A smaller error than that is no better table: it is a sign of memorised rows, or of a generator that draws more evenly than chance.',
    joint: (rows: number) =>
      `On ${rows.toLocaleString('en')} rows of each table. A β-recall clearly above “As good as real” is a sign of copying. Triples: those farthest above sampling alone.`,
    rare: ({ cells, tested, tooFew, tooMany }: RareCells) =>
      cells === 0
        ? 'No category and no pair of categories is that rare.'
        : `Categories and pairs of categories that at most .5 % of the training rows hold. Of ${tested.toLocaleString('en')} with ten training rows and more, ${tooFew.synthetic} are too seldom and ${tooMany.synthetic} too frequent to be chance (95 %); among control rows ${tooFew.control} and ${tooMany.control}.`,
    valid: 'All values lie within what real rows show.',
    keys: 'Rows whose key another row has too:',
    map: 'Two principal axes of the training rows. Squares of fewer than five real rows are left out.',
    pairs:
      'Over bins that both sides share. + too many synthetic rows, − too few. Cells of fewer than five real rows are left out.',
  },
} as const

const partNames = { train: 'training rows', control: 'control rows', test: 'test rows' } as const

export function checkText({ overlaps, shift }: DataCheck): string {
  const shared = overlaps.reduce((sum, { equal }) => sum + equal.rows, 0)
  const apart =
    shared === 0
      ? 'No row of one part stands in another.'
      : `${shared.toLocaleString('en')} rows of one part also stand in another, as many as repetition in this table explains.`
  if (shift?.auc.kind !== 'value') return apart
  return `${apart} Test rows can’t be told from training rows beyond chance (AUC ${shift.auc.value.toFixed(3)}).`
}

export function findingText(finding: DataFinding): string {
  if (finding.code === 'shifted')
    return `Test rows come from another distribution than training rows (AUC ${finding.auc.toFixed(3)}).`
  const { part, against, rows, of, column } = finding
  const counted = `${rows.toLocaleString('en')} of ${of.toLocaleString('en')}`
  if (finding.code === 'keys-shared')
    return `${counted} values of ${column} in the ${partNames[part]} also stand in the ${partNames[against]}.`
  const alike = finding.code === 'rows-shared' ? 'equal' : 'almost equal'
  return `${counted} ${partNames[part]} ${alike} one of the ${partNames[against]}, more than repetition explains.`
}

const doubts: Readonly<Record<DoubtfulPart, string>> = {
  references: '“As good as real” looks better than it is.',
  copies: 'Copying can’t be judged.',
  usefulness: 'Usefulness can’t be judged.',
}

export const doubtHtmlText = (of: DoubtfulPart, because: DataFinding): string => `${doubts[of]} ${findingText(because)}`
