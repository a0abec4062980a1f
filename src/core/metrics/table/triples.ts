import type { Random } from '../../random'
import { expectedTotalVariation } from '../ceiling/skellam'
import type { ComparedColumn } from '../compared-column'
import type { Influence } from '../interval/influence'
import { type Measurement, undefinedBecause, value } from '../metric'

export type Triple = readonly [number, number, number]

/** Counts of the shared bins of three columns on one side, cell after cell. */
export interface TripleCounts {
  readonly rows: number
  readonly counts: Int32Array
}

/** All triples below `n`, or `most` different ones drawn at random; ascending. */
export function triplesOf(n: number, most: number, random: Random): Triple[] {
  const all = (n * (n - 1) * (n - 2)) / 6
  const triples: Triple[] = []
  if (all <= most) {
    for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) for (let c = b + 1; c < n; c++) triples.push([a, b, c])
    return triples
  }
  const seen = new Set<number>()
  while (triples.length < most) {
    const drawn = [random.below(n), random.below(n), random.below(n)].sort((x, y) => x - y) as [number, number, number]
    const [a, b, c] = drawn
    const key = (a * n + b) * n + c
    if (a === b || b === c || seen.has(key)) continue
    seen.add(key)
    triples.push(drawn)
  }
  return triples.sort((x, y) => x[0] - y[0] || x[1] - y[1] || x[2] - y[2])
}

export function countTriple(columns: readonly ComparedColumn[], triple: Triple, side: 'real' | 'synthetic') {
  const [a, b, c] = triple.map((i) => columns[i]!) as [ComparedColumn, ComparedColumn, ComparedColumn]
  const [x, y, z] = [a[side].shared, b[side].shared, c[side].shared]
  const counts = new Int32Array(a.sharedSize * b.sharedSize * c.sharedSize)
  for (let row = 0; row < x.length; row++) {
    const cell = (x[row]! * b.sharedSize + y[row]!) * c.sharedSize + z[row]!
    counts[cell] = counts[cell]! + 1
  }
  return { rows: x.length, counts }
}

/** ½ Σ |P_real − P_synthetic| over the bins that both sides share: mostlyai-qa's trivariate accuracy is 1 − this. */
export function tripleVariation(real: TripleCounts, synthetic: TripleCounts): Measurement {
  if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
  let sum = 0
  for (let cell = 0; cell < real.counts.length; cell++)
    sum += Math.abs(real.counts[cell]! / real.rows - synthetic.counts[cell]! / synthetic.rows)
  return value(sum / 2)
}

export function tripleCeiling({ rows, counts }: TripleCounts, syntheticRows: number): Measurement {
  if (rows === 0 || syntheticRows === 0) return undefinedBecause('too-few-rows')
  return value(
    expectedTotalVariation(
      counts.filter((count) => count > 0),
      rows,
      syntheticRows,
    ),
  )
}

/** Adds what each row moves the triple's total variation by. */
export function addTripleInfluence(
  columns: readonly ComparedColumn[],
  triple: Triple,
  { real, synthetic }: { readonly real: TripleCounts; readonly synthetic: TripleCounts },
  into: Influence,
): void {
  const [a, b, c] = triple.map((i) => columns[i]!) as [ComparedColumn, ComparedColumn, ComparedColumn]
  const gaps = Float32Array.from(
    real.counts,
    (count, cell) => Math.sign(synthetic.counts[cell]! * real.rows - count * synthetic.rows) / 2,
  )
  for (const side of ['real', 'synthetic'] as const) {
    const [x, y, z] = [a[side].shared, b[side].shared, c[side].shared]
    const entries = into[side]
    const sign = side === 'real' ? -1 : 1
    for (let row = 0; row < x.length; row++)
      entries[row] = entries[row]! + sign * gaps[(x[row]! * b.sharedSize + y[row]!) * c.sharedSize + z[row]!]!
  }
}
