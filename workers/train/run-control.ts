/** Pause, play, step and stop of the one run that trains here. */
export interface RunControl {
  paused(): boolean
  stopped(): boolean
  /** Resolves when play, step or stop was asked for. */
  untilPlay(): Promise<void>
  pause(): void
  play(): void
  /** Goes on for one slice of steps. */
  step(): void
  stop(): void
}

export function createRunControl(): RunControl {
  let state: 'playing' | 'paused' | 'stopped' = 'playing'
  let wake = () => {}
  const go = (next: typeof state) => {
    state = next
    wake()
  }
  return {
    paused: () => state === 'paused',
    stopped: () => state === 'stopped',
    untilPlay: () =>
      new Promise((resolve) => {
        wake = resolve
      }),
    pause: () => {
      if (state === 'playing') state = 'paused'
    },
    play: () => go('playing'),
    step: () => wake(), // The state stays 'paused': the loop pauses again after one slice.
    stop: () => go('stopped'),
  }
}
