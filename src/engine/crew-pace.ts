/** Whether several threads or one are faster, found on the work itself: what comes out is the same either way. */
export interface Pace {
  /** Runs a step of so much work, in any unit; tells it whether all threads take part. */
  time<T>(work: number, step: (isTogether: boolean) => T): T
}

/** Steps of a trial, of each kind; the first does not count. */
const trialSteps = 4
/** Steps until the next trial. */
const restSteps = 300
/** So much slower than in the trial, in the median of the last steps, and the next trial comes at once. */
const slower = 1.5
/** A step of all threads that is so much slower than one thread's ends the trial: they are waiting for a core. */
const hopeless = 3
const recentSteps = 9

export function createPace(now: () => number): Pace {
  let times: { together: number[]; alone: number[] } = { together: [], alone: [] }
  let chosen: { isTogether: boolean; ms: number; left: number; recent: number[] } | undefined
  const choose = (together: number, alone: number) => {
    const isTogether = together < alone
    chosen = { isTogether, ms: Math.min(together, alone), left: restSteps, recent: [] }
    times = { together: [], alone: [] }
  }
  const note = (isTogether: boolean, ms: number) => {
    if (!chosen) {
      times[isTogether ? 'together' : 'alone'].push(ms)
      if (!isTogether) return
      const counted = times.together.slice(1)
      const alone = median(times.alone.slice(1))
      if (counted.length === trialSteps - 1) choose(median(counted), alone)
      else if (counted.some((each) => each > hopeless * alone)) choose(Number.POSITIVE_INFINITY, alone)
      return
    }
    chosen.left--
    chosen.recent.push(ms)
    if (chosen.recent.length > recentSteps) chosen.recent.shift()
    const isSlow = chosen.recent.length === recentSteps && median(chosen.recent) > slower * chosen.ms
    if (chosen.left === 0 || isSlow) chosen = undefined
  }
  return {
    time(work, step) {
      const isTogether = chosen ? chosen.isTogether : times.alone.length === trialSteps
      const from = now()
      const made = step(isTogether)
      note(isTogether, (now() - from) / work)
      return made
    },
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
