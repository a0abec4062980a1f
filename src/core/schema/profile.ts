import { formatNumber, isMissing } from '../table/table'
import type { ColumnFacts } from './column-facts'
import { compilePattern } from './date-pattern'
import type { KindGuess } from './guess-kind'
import { type FieldProfile, type FieldWarning, personalKinds } from './schema'

type Bars = FieldProfile['bars']

const mostBars = 32
const manyLevels = 100
const rareRows = 5 // a level below this count is pooled by default

export function profileOf(facts: ColumnFacts, guess: KindGuess): FieldProfile {
  const { name, rows, missing, distinct } = facts
  return {
    name,
    rows,
    missing,
    distinct,
    bars: barsOf(facts, guess),
    examples: facts.samples.slice(0, 5),
    evidence: guess.evidence,
    warnings: [...(guess.warnings ?? []), ...warningsOf(facts, guess)],
  }
}

function barsOf(facts: ColumnFacts, guess: KindGuess): Bars {
  const { column, sorted } = facts
  if (column.kind === 'number' && guess.kind !== 'date') {
    if (guess.kind === 'category' || guess.kind === 'boolean') return valueBars(facts)
    const label = (value: number) => formatNumber(Number(value.toPrecision(6)), { ...column.format, fixed: false })
    return numberBars(sorted, guess.kind !== 'decimal', label)
  }
  if (guess.datePattern !== undefined) return dateBars(facts, guess.datePattern)
  return levelBars(facts)
}

/** Bars of equal width over ordered values; one per value where whole numbers are few. */
function numberBars(sorted: Float64Array, whole: boolean, label: (value: number) => string): Bars {
  if (sorted.length === 0) return []
  const low = sorted[0]!
  const span = sorted[sorted.length - 1]! - low
  const bars = span === 0 ? 1 : whole && span < mostBars ? span + 1 : mostBars
  const width = whole && span < mostBars ? 1 : span / bars || 1
  const counts = new Array<number>(bars).fill(0)
  for (const value of sorted) counts[Math.min(bars - 1, Math.floor((value - low) / width))]!++
  return counts.map((count, i) => ({ label: label(low + i * width), count }))
}

/** One bar per value, the most frequent first. */
function valueBars({ column, sorted }: ColumnFacts): Bars {
  if (column.kind === 'text') return []
  const counts = new Map<number, number>()
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1)
  const bars = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostBars)
  return bars.map(([value, count]) => ({ label: formatNumber(value, column.format), count }))
}

function dateBars({ column, counts, rows }: ColumnFacts, datePattern: string): Bars {
  const pattern = compilePattern(datePattern)
  const values: number[] = []
  if (column.kind === 'number') {
    for (let row = 0; row < rows; row++) {
      const value = isMissing(column, row) ? undefined : pattern.parse(String(column.values[row]!))
      if (value !== undefined) values.push(value)
    }
  } else {
    column.levels.forEach((level, code) => {
      const value = counts[code]! > 0 ? pattern.parse(level) : undefined
      if (value !== undefined) for (let i = 0; i < counts[code]!; i++) values.push(value)
    })
  }
  return numberBars(Float64Array.from(values).sort(), false, (ms) => pattern.format(ms))
}

function levelBars({ column, counts }: ColumnFacts): Bars {
  if (column.kind === 'number') return []
  const codes = Array.from(counts.keys()).filter((code) => counts[code]! > 0)
  if (codes.length > 20_000) codes.length = 20_000
  codes.sort((a, b) => counts[b]! - counts[a]! || a - b)
  return codes.slice(0, mostBars).map((code) => ({ label: column.levels[code]!, count: counts[code]! }))
}

function warningsOf(facts: ColumnFacts, { kind }: KindGuess): FieldWarning[] {
  const warnings: FieldWarning[] = []
  const { rows, missing, present, distinct } = facts
  if (present === 0) return [{ code: 'not-learned', reason: 'empty' }]
  if (missing > 0.5 * rows) warnings.push({ code: 'mostly-missing', share: missing / rows })
  if (personalKinds.includes(kind)) warnings.push({ code: 'personal', kind })
  if (kind === 'constant' || kind === 'id' || kind === 'text') warnings.push({ code: 'not-learned', reason: kind })
  if (kind === 'category' && distinct > manyLevels) warnings.push({ code: 'many-levels', distinct })
  if (kind === 'category' || kind === 'ordinal') warnings.push(...rareLevels(facts), ...mixedValues(facts))
  return warnings
}

function rareLevels({ counts }: ColumnFacts): FieldWarning[] {
  let [levels, rows] = [0, 0]
  for (const count of counts) {
    if (count === 0 || count >= rareRows) continue
    levels++
    rows += count
  }
  return levels > 0 ? [{ code: 'rare-levels', levels, rows }] : []
}

/** A column of numbers in which some words stand: it is a category only because of these. */
function mixedValues({ column, counts, present }: ColumnFacts): FieldWarning[] {
  if (column.kind === 'number') return []
  let numbers = 0
  const others: string[] = []
  column.levels.forEach((level, code) => {
    if (counts[code]! === 0) return
    if (/^[-+]?\d+([.,]\d+)?$/.test(level.trim())) numbers += counts[code]!
    else if (others.length < 3) others.push(level)
  })
  const share = 1 - numbers / present
  return numbers > 0 && others.length > 0 && share <= 0.3 ? [{ code: 'mixed-values', share, examples: others }] : []
}
