import { StudioError } from '../../src/core/problem'

/** @throws storage/not-found */
export async function getOrThrow<T>(found: PromiseLike<T | undefined>, what: string): Promise<T> {
  const object = await found
  if (object === undefined) throw new StudioError({ code: 'storage/not-found', what })
  return object
}
