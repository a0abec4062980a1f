import type { Unit } from '../encoders/encoder'

/** How a tree sees a unit: codes grouped into at most 256 bins. */
export interface FeatureBins {
  readonly scale: Unit['scale']
  /** Number of bins, those of missing codes included. */
  readonly count: number
  /** Bins from here on are missing; equal to `count` when nothing is missing. Always `count` for nominal units. */
  readonly missingFrom: number
  /** `[size]`: the bin of each code. */
  readonly binOf: Uint8Array
}

const mostBins = 256

/** Ordinal codes are merged into bins of about equal mass; frequent nominal codes keep a bin each. */
export function featureBins(unit: Unit, maximumBins: number): FeatureBins {
  return unit.scale === 'ordinal' ? ordinalBins(unit, Math.min(maximumBins, mostBins - 1)) : nominalBins(unit)
}

/** `[rows]`: the bin of each row's code. */
export function binCodes(bins: FeatureBins, codes: Uint16Array): Uint8Array {
  const { binOf } = bins
  const binned = new Uint8Array(codes.length)
  for (let i = 0; i < codes.length; i++) binned[i] = binOf[codes[i]!]!
  return binned
}

function ordinalBins(unit: Unit, maximumBins: number): FeatureBins {
  const binOf = new Uint8Array(unit.size)
  let present = 0
  for (let code = 0; code < unit.missingFrom; code++) present += unit.counts[code]!
  let before = 0
  let bin = -1
  let lastGroup = -1
  for (let code = 0; code < unit.missingFrom; code++) {
    const count = unit.counts[code]!
    const middle = present > 0 ? (before + count / 2) / present : (code + 0.5) / unit.missingFrom
    const group = unit.missingFrom <= maximumBins ? code : Math.floor(middle * maximumBins)
    if (group !== lastGroup) bin++
    lastGroup = group
    binOf[code] = bin
    before += count
  }
  const missingFrom = bin + 1
  binOf.fill(missingFrom, unit.missingFrom)
  const count = unit.missingFrom < unit.size ? missingFrom + 1 : missingFrom
  return { scale: 'ordinal', count, missingFrom, binOf }
}

/** Beyond 256 codes the rare ones share the last sixteen bins. */
function nominalBins(unit: Unit): FeatureBins {
  const shared = 16
  const binOf = new Uint8Array(unit.size)
  if (unit.size <= mostBins) {
    for (let code = 0; code < unit.size; code++) binOf[code] = code
    return { scale: 'nominal', count: unit.size, missingFrom: unit.size, binOf }
  }
  const byCount = Array.from({ length: unit.size }, (_, code) => code).sort(
    (a, b) => unit.counts[b]! - unit.counts[a]! || a - b,
  )
  byCount.forEach((code, position) => {
    binOf[code] = position < mostBins - shared ? position : mostBins - shared + (position % shared)
  })
  return { scale: 'nominal', count: mostBins, missingFrom: mostBins, binOf }
}
