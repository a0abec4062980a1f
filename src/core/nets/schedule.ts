/** Linear warm-up, then half a cosine down to 1 % of the rate (Loshchilov & Hutter 2017). `step` counts from 1. */
export function learningRate(step: number, steps: number, peak: number): number {
  const warmUp = Math.min(200, Math.ceil(steps / 6))
  if (step <= warmUp) return (peak * step) / warmUp
  const done = Math.min(1, (step - warmUp) / Math.max(1, steps - warmUp))
  return peak * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * done)))
}

/** Weight of the old average after `step` steps: short at first, so that the start is soon forgotten. */
export function averagingRate(step: number): number {
  return Math.min(0.999, (1 + step) / (10 + step))
}
