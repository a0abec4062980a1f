import { guessesOf, type Predictions } from './scores'

export interface CalibrationBin {
  /** Mean of what the model said. */
  readonly said: number
  /** Share of rows where it was so. */
  readonly was: number
  readonly rows: number
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[]
  /** Expected calibration error: Σ rows/n · |said − was|. */
  readonly error: number
}

const binCount = 15

/**
 * Reliability curve over bins of equal numbers of rows, and its expected error (Naeini et al. 2015, with equal-mass bins
 * as Nguyen & O'Connor 2015). Two classes: the probability of the second. Several: that of the guess (Guo et al. 2017).
 * Rows with the same probability share a bin.
 */
export function calibrationOf({ predicted, target, task }: Predictions): Calibration | undefined {
  const n = target.length
  if (task.kind === 'regression' || n < 2 * binCount) return undefined
  const guesses = guessesOf(predicted, n, task)
  const classes = task.kind === 'multiclass' ? task.classes : 1
  const said = Float64Array.from(guesses, (k, row) => predicted[row * classes + (task.kind === 'multiclass' ? k : 0)]!)
  const was = Float64Array.from(guesses, (k, row) => (task.kind === 'multiclass' ? +(target[row] === k) : target[row]!))
  const order = Uint32Array.from(target, (_, row) => row).sort((a, b) => said[a]! - said[b]!)
  const bins: CalibrationBin[] = []
  for (let b = 0, start = 0; b < binCount && start < n; b++) {
    let end = Math.max(start, Math.round(((b + 1) * n) / binCount))
    while (end > start && end < n && said[order[end]!] === said[order[end - 1]!]) end++
    if (end === start) continue
    const rows = order.subarray(start, end)
    const mean = (values: Float64Array) => rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length
    bins.push({ said: mean(said), was: mean(was), rows: rows.length })
    start = end
  }
  return { bins, error: bins.reduce((sum, bin) => sum + (bin.rows / n) * Math.abs(bin.said - bin.was), 0) }
}
