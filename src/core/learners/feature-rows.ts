import type { BinnedFeatures, LinearFeatures } from './features'

/** The features of the rows at `rows`, in that order. */
export function takeBinned(features: BinnedFeatures, rows: Uint32Array): BinnedFeatures {
  return {
    ...features,
    rows: rows.length,
    codes: features.codes.map((codes) => Uint8Array.from(rows, (r) => codes[r]!)),
  }
}

export function takeLinear(features: LinearFeatures, rows: Uint32Array): LinearFeatures {
  return {
    ...features,
    rows: rows.length,
    numbers: features.numbers.map((values) => Float64Array.from(rows, (r) => values[r]!)),
    active: features.active.map((places) => Int32Array.from(rows, (r) => places[r]!)),
  }
}
