import type { Column } from '../table/table'
import type { Codes } from './encoder'

/** The ways in which a column writes a missing value, most frequent first, and the train rows of each. */
export interface Spellings {
  readonly texts: readonly string[]
  readonly counts: readonly number[]
}

const usualWord = /^(|[-.?*#]+|n\/?a|nan|null|nil|none|missing|unknown)$/i

/** Spellings held by fewer than `minimumCount` rows are pooled into the most frequent one. */
export function fitSpellings(column: Column, minimumCount: number): Spellings {
  const perSpelling = new Float64Array(column.spellings.length)
  if (column.missing) for (const m of column.missing) if (m > 0) perSpelling[m - 1]!++
  const counts = new Map<string, number>()
  column.spellings.forEach((text, i) => {
    if (perSpelling[i]! > 0) counts.set(text, (counts.get(text) ?? 0) + perSpelling[i]!)
  })
  const sorted = [...counts].sort((a, b) => b[1] - a[1])
  const kept = sorted.filter(([, count], i) => i === 0 || count >= minimumCount)
  const [first] = kept
  // A word that few rows hold may be anything, not only a way to write "missing".
  if (first && first[1] < minimumCount && !usualWord.test(first[0])) kept[0] = ['', first[1]]
  const pooled = sorted.reduce((sum, [, count]) => sum + count, 0) - kept.reduce((sum, [, count]) => sum + count, 0)
  return { texts: kept.map(([text]) => text), counts: kept.map(([, count], i) => count + (i === 0 ? pooled : 0)) }
}

/**
 * Writes the codes of missing cells into `codes` `[rows]`: `from` + the position of the cell's spelling in `texts`,
 * or `fallback` when nothing was missing in training.
 */
export function encodeMissing(
  column: Column,
  texts: readonly string[],
  { from, fallback }: { readonly from: number; readonly fallback: number },
  codes: Codes,
): void {
  if (!column.missing) return
  const code = column.spellings.map((text) => (texts.length === 0 ? fallback : from + Math.max(0, texts.indexOf(text))))
  for (let i = 0; i < codes.length; i++) {
    const m = column.missing[i]!
    if (m > 0) codes[i] = code[m - 1] ?? fallback
  }
}

/** The `missing` of a column from its codes, or undefined when all are present. */
export function decodeMissing(codes: Codes, from: number): Uint8Array | undefined {
  let missing: Uint8Array | undefined
  for (let i = 0; i < codes.length; i++) {
    if (codes[i]! < from) continue
    missing ??= new Uint8Array(codes.length)
    missing[i] = codes[i]! - from + 1
  }
  return missing
}
