/** Whether several threads or one are faster, found on the work itself: what comes out is the same either way. */
export interface Pace {
  /** Runs a step; tells it whether all threads take part. */
  time<T>(step: (isTogether: boolean) => T): T
}

/** Steps of a trial, of each kind; the first does not count. */
const trialSteps = 4
/** Steps until the next trial. */
const restSteps = 300
/** So much slower than in the trial, in the median of the last steps, and the next trial comes at once. */
const slower = 1.5
const recentSteps = 9

export function createPace(now: () => number): Pace {
  let times: { together: number[]; alone: number[] } = { together: [], alone: [] }
  let chosen: { isTogether: boolean; ms: number; left: number; recent: number[] } | undefined
  const choose = () => {
    const [together, alone] = [median(times.together.slice(1)), median(times.alone.slice(1))]
    const isTogether = together < alone
    chosen = { isTogether, ms: Math.min(together, alone), left: restSteps, recent: [] }
    times = { together: [], alone: [] }
  }
  const note = (isTogether: boolean, ms: number) => {
    if (!chosen) {
      times[isTogether ? 'together' : 'alone'].push(ms)
      if (times.alone.length === trialSteps) choose()
      return
    }
    chosen.left--
    chosen.recent.push(ms)
    if (chosen.recent.length > recentSteps) chosen.recent.shift()
    const isSlow = chosen.recent.length === recentSteps && median(chosen.recent) > slower * chosen.ms
    if (chosen.left === 0 || isSlow) chosen = undefined
  }
  return {
    time(step) {
      const isTogether = chosen ? chosen.isTogether : times.together.length < trialSteps
      const from = now()
      const made = step(isTogether)
      note(isTogether, now() - from)
      return made
    },
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
