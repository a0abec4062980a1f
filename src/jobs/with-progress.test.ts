import { expect, test } from 'vitest'
import { withProgress } from './with-progress'

test.each([
  ['was answered', () => Promise.resolve(7)],
  ['failed', () => Promise.reject(new Error('no column in common'))],
])('words that come after a call %s are not passed on', async (_, answer) => {
  const heard: string[] = []
  let late: (word: string) => void = () => {}
  const call = withProgress<string, number>(
    (word) => heard.push(word),
    (listen) => {
      listen('reading')
      late = listen
      return answer()
    },
  )
  await call.catch(() => {})
  late('matching')
  expect(heard).toEqual(['reading'])
})

test('the answer and the failure reach the caller', async () => {
  await expect(
    withProgress(
      () => {},
      () => Promise.resolve(7),
    ),
  ).resolves.toBe(7)
  await expect(
    withProgress(
      () => {},
      () => Promise.reject(new Error('full')),
    ),
  ).rejects.toThrow('full')
})
