import { formatBytes, formatCount, formatQuantity } from '../../ui/format'
import type { Preflight } from '../../wire/api'

export interface PreflightItem {
  readonly tone: 'good' | 'warn' | 'info'
  readonly text: string
  readonly hint?: string
}

/** Formats that a spreadsheet opens and would run a cell like =1+1 of. */
const runsFormulas = ['csv', 'tsv', 'xlsx', 'package']

/** What to know before the file leaves the studio. */
export function preflightItems(facts: Preflight, format: string, minimumCount: number): readonly PreflightItem[] {
  return [
    { tone: 'info', text: `${formatQuantity(facts.rows, 'row')}, about ${formatBytes(facts.estimatedBytes)}` },
    copies(facts),
    rareValues(facts, minimumCount),
    ...formulas(facts, format),
    {
      tone: 'info',
      text:
        facts.missingCells === 0
          ? 'No missing cells'
          : `${formatQuantity(facts.missingCells, 'missing cell')}, written as in the original`,
    },
  ]
}

/** A count of fresh real rows that match varies by chance: three standard deviations of a Poisson count. */
const byChance = (expected: number): number => expected + 3 * Math.sqrt(Math.max(1, expected))

function copies({ copies, copiesExpected }: Preflight): PreflightItem {
  const beside = `Among as many fresh real rows, about ${formatCount(Math.round(copiesExpected))} would.`
  if (copies === 0) return { tone: 'good', text: 'No row equals a training row', hint: beside }
  const text = `${formatQuantity(copies, 'row equals', 'rows equal')} a training row`
  if (copies <= byChance(copiesExpected)) return { tone: 'good', text, hint: beside }
  return { tone: 'warn', text, hint: `${beside} This is more than chance explains: see Report before sharing.` }
}

function rareValues({ rareValues }: Preflight, minimumCount: number): PreflightItem {
  if (rareValues === 0) return { tone: 'good', text: `No value that fewer than ${minimumCount} training rows hold` }
  return {
    tone: 'warn',
    text: `${formatQuantity(rareValues, 'value is', 'values are')} held by fewer than ${minimumCount} training rows`,
    hint: 'Such values can point to a person. Raise the count under Generate, or leave the column out under Schema.',
  }
}

function formulas({ formulaCells }: Preflight, format: string): readonly PreflightItem[] {
  if (formulaCells === 0) return []
  const text = `${formatQuantity(formulaCells, 'text cell looks', 'text cells look')} like a formula`
  if (!runsFormulas.includes(format)) return [{ tone: 'info', text, hint: 'This format never runs them.' }]
  return [
    { tone: 'good', text, hint: 'They are written so that a spreadsheet does not run them. Numbers are not touched.' },
  ]
}
