import { StudioError } from '../../src/core/problem'
import type { MeasureProgress } from '../../src/wire/api'
import { breathe } from '../../src/wire/breathe'

export interface MeasureControl {
  stopped(): boolean
  onProgress(progress: MeasureProgress): void
}

/** Awaited between pieces of work: lets messages in, and throws `run/cancelled` when it was stopped. */
export async function checkpoint({ stopped }: MeasureControl): Promise<void> {
  await breathe()
  if (stopped()) throw new StudioError({ code: 'run/cancelled' })
}
