/** Pause, play, step and stop of the one run that trains here. */
export interface RunControl {
  paused(): boolean
  stopped(): boolean
  /** Aborted by stop. */
  readonly signal: AbortSignal
  /** Resolves when play, step or stop is asked for; at once when it was asked for since the pause was seen. */
  untilPlay(): Promise<void>
  pause(): void
  play(): void
  /** Goes on for one slice of steps. */
  step(): void
  stop(): void
}

export function createRunControl(): RunControl {
  const stopping = new AbortController()
  let paused = false
  let slices = 0
  let wake = () => {}
  const stopped = () => stopping.signal.aborted
  return {
    paused: () => paused && !stopped(),
    stopped,
    signal: stopping.signal,
    untilPlay: async () => {
      while (paused && slices === 0 && !stopped()) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      slices = Math.max(0, slices - 1)
    },
    pause: () => {
      paused = true
    },
    play: () => {
      paused = false
      slices = 0
      wake()
    },
    step: () => {
      paused = true
      slices++
      wake()
    },
    stop: () => {
      stopping.abort()
      wake()
    },
  }
}
