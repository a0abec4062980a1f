import { proxy } from 'comlink'

/**
 * Hands a worker a listener for the time of one call. Its words come by another port than the call's answer, and may come
 * after it: those are not passed on, so that no ended job looks as if it went on.
 */
export async function withProgress<Progress, Answer>(
  listener: (progress: Progress) => void,
  call: (listen: (progress: Progress) => void) => Promise<Answer>,
): Promise<Answer> {
  let isOver = false
  const listen = (progress: Progress) => {
    if (!isOver) listener(progress)
  }
  try {
    return await call(proxy(listen))
  } finally {
    isOver = true
  }
}
