import { StudioError } from '../../src/core/problem'

/** A storage failure as a problem that a person can act on; anything else goes on as it is. */
export function storageProblem(error: unknown): unknown {
  const inner = error instanceof Error && 'inner' in error ? (error as { inner?: unknown }).inner : undefined
  const names = [error, inner].map((e) => (e instanceof Error || e instanceof DOMException ? e.name : ''))
  if (names.includes('QuotaExceededError')) return new StudioError({ code: 'storage/quota' })
  const unavailable = ['UnknownError', 'InvalidStateError', 'MissingAPIError', 'OpenFailedError', 'DatabaseClosedError']
  const reason = names.find((name) => unavailable.includes(name))
  return reason ? new StudioError({ code: 'storage/unavailable', reason }) : error
}

/** Runs `work` and turns storage failures into problems. */
export async function withStorage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw storageProblem(error)
  }
}
