import type { EncodedTable, Unit } from '../encoders/encoder'
import { binCodes, type FeatureBins, featureBins } from '../trees/feature-bins'

/** Ordinal units are compared on this many bins, nominal ones on their most frequent codes. */
const ordinalBins = 16
const nominalBins = 32
/** Row visits that all pairs together may cost. */
const budget = 2e8
const mostRows = 20_000

/**
 * Mutual information of every pair of units in nats, `[units × units]`, less what independent units of as many bins
 * would show by chance (Miller 1955). On an even sample of rows when the table is long or wide.
 */
export function pairwiseInformation(table: EncodedTable): Float64Array {
  const width = table.units.length
  const step = Math.max(1, Math.ceil(table.rows / Math.min(mostRows, Math.max(200, (2 * budget) / (width * width)))))
  const bins = table.units.map(comparedBins)
  const columns = table.codes.map((codes, u) =>
    binCodes(bins[u]!, step === 1 ? codes : codes.filter((_, row) => row % step === 0)),
  )
  const information = new Float64Array(width * width)
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < a; b++) {
      const shared = mutualInformation(columns[a]!, columns[b]!, bins[a]!.count, bins[b]!.count)
      information[a * width + b] = shared
      information[b * width + a] = shared
    }
  }
  return information
}

const comparedBins = (unit: Unit) => coarseBins(unit, unit.scale === 'ordinal' ? ordinalBins : nominalBins)

/** At most `most` bins (and one for what is missing of an ordinal unit); rare nominal codes share the last. */
export function coarseBins(unit: Unit, most: number): FeatureBins {
  const bins = featureBins(unit, most)
  if (unit.scale === 'ordinal' || bins.count <= most) return bins
  const byCount = Uint16Array.from({ length: unit.size }, (_, code) => code)
  byCount.sort((a, b) => unit.counts[b]! - unit.counts[a]! || a - b)
  const binOf = new Uint8Array(unit.size)
  byCount.forEach((code, position) => {
    binOf[code] = Math.min(position, most - 1)
  })
  return { ...bins, count: most, missingFrom: most, binOf }
}

function mutualInformation(a: Uint8Array, b: Uint8Array, sizeA: number, sizeB: number): number {
  const joint = new Float64Array(sizeA * sizeB)
  const ofA = new Float64Array(sizeA)
  const ofB = new Float64Array(sizeB)
  for (let row = 0; row < a.length; row++) {
    const at = a[row]! * sizeB + b[row]!
    joint[at] = joint[at]! + 1
    ofA[a[row]!] = ofA[a[row]!]! + 1
    ofB[b[row]!] = ofB[b[row]!]! + 1
  }
  let sum = 0
  for (let i = 0; i < sizeA; i++) {
    for (let j = 0; j < sizeB; j++) {
      const count = joint[i * sizeB + j]!
      if (count > 0) sum += count * Math.log((count * a.length) / (ofA[i]! * ofB[j]!))
    }
  }
  const held = (counts: Float64Array) => counts.reduce((n, count) => n + (count > 0 ? 1 : 0), 0)
  const byChance = ((held(ofA) - 1) * (held(ofB) - 1)) / 2
  return Math.max(0, (sum - byChance) / Math.max(1, a.length))
}
