import type { Codes } from '../encoders/encoder'
import type { JointCounts } from './joint-counts'

/** Σ over fields of ln of the share of train rows with the row's combination; one never seen counts as half a row. */
export function independentLogLikelihood(fields: readonly JointCounts[], codes: readonly Codes[]): Float64Array {
  const sums = new Float64Array(codes[0]?.length ?? 0)
  for (const field of fields) {
    const total = field.counts.reduce((sum, count) => sum + count, 0)
    const known = new Map<string, number>()
    field.counts.forEach((count, c) => {
      known.set(field.codes.map((own) => own[c]!).join(), count)
    })
    for (let row = 0; row < sums.length; row++) {
      const count = known.get(field.units.map((unit) => codes[unit]![row]!).join()) ?? 0.5
      sums[row]! += Math.log(count / total)
    }
  }
  return sums
}
