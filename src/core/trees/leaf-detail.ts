/** Rows of a node per code of the target, `[size]`. */
export type CodeCounts = Uint32Array

/** How a leaf's histogram is written: what stands behind its shape and behind its detail. */
export interface LeafDetail {
  /** Codes below it have an order. */
  readonly ordered: number
  /** Rows of the leaf that a window of neighbouring codes shall hold on average. */
  readonly windowRows: number
}

/** One row of the leaf weighs as much. */
const unitWeight = 256

/**
 * A leaf's histogram whose shape is that of the leaf and whose detail is that of `wider`, a node above it with several
 * times its rows: neighbouring codes form windows that hold some rows of the leaf on average, and within a window the
 * leaf's rows are shared out as the wider node's are. No code then stands or falls with one row. A code frequent enough
 * is a window by itself, so that spikes stay; codes without an order stay as they are. Returns a weight per code.
 */
export function detailedCounts(own: CodeCounts, rows: number, wider: CodeCounts, detail: LeafDetail): Float64Array {
  const { ordered } = detail
  const weights = Float64Array.from(own, (count) => count * unitWeight)
  let widerRows = 0
  for (let code = 0; code < ordered; code++) widerRows += wider[code]!
  const enough = (detail.windowRows * widerRows) / rows
  let from = 0
  let held = 0
  const close = (to: number) => {
    if (to - from > 1) shareOut(own, wider, weights, from, to)
    from = to
    held = 0
  }
  for (let code = 0; code < ordered; code++) {
    if (wider[code]! >= enough) {
      close(code)
      close(code + 1)
      continue
    }
    held += wider[code]!
    if (held >= enough) close(code + 1)
  }
  close(ordered)
  return weights
}

function shareOut(own: CodeCounts, wider: CodeCounts, weights: Float64Array, from: number, to: number): void {
  let ownRows = 0
  let widerRows = 0
  for (let code = from; code < to; code++) {
    ownRows += own[code]!
    widerRows += wider[code]!
  }
  for (let code = from; code < to; code++)
    weights[code] = ownRows === 0 ? 0 : Math.round((unitWeight * ownRows * wider[code]!) / widerRows)
}
