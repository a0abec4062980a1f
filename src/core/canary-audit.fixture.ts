/** Upper Clopper–Pearson limit of a share of which `k` of `n` were seen; the lower one is 1 − that of n − k. */
export function upperLimit(k: number, n: number, risk: number): number {
  if (k === n) return 1
  const atMost = (p: number) => {
    let term = (1 - p) ** n
    let sum = term
    for (let i = 1; i <= k; i++) {
      term *= ((n - i + 1) / i) * (p / (1 - p))
      sum += term
    }
    return sum
  }
  let [low, high] = [k / n, 1]
  for (let i = 0; i < 60; i++) {
    const p = (low + high) / 2
    if (atMost(p) > risk) low = p
    else high = p
  }
  return high
}

/**
 * ln((TPR − δ) / FPR), both at their worst of 97.5 % limits: the threshold is chosen on one half of `2 · runs` runs with
 * the canary and as many without, and tried on the other. `statistic`: what the attacker sees of one run.
 */
export async function empiricalEpsilon(
  runs: number,
  delta: number,
  statistic: (canary: boolean, seed: number) => Promise<number>,
): Promise<number> {
  const seen = { with: [] as number[], without: [] as number[] }
  for (let i = 0; i < 2 * runs; i++) {
    seen.with.push(await statistic(true, 2 * i))
    seen.without.push(await statistic(false, 2 * i + 1))
  }
  const share = (of: number[], t: number) => of.filter((s) => s >= t).length
  const bound = (from: number, t: number) => {
    const half = (of: number[]) => of.slice(from, from + runs)
    const hits = 1 - upperLimit(runs - share(half(seen.with), t), runs, 0.025)
    const alarms = upperLimit(share(half(seen.without), t), runs, 0.025)
    return hits > delta ? Math.log((hits - delta) / alarms) : 0
  }
  const thresholds = [...new Set(seen.with.slice(0, runs))]
  const best = thresholds.reduce((a, b) => (bound(0, b) > bound(0, a) ? b : a))
  return bound(runs, best)
}
