import { expect, test } from 'vitest'
import { stagesOf } from './screens'

test('each kind of project has the stages that fit it, and no two answer to one key', () => {
  const [ofTables, ofPictures] = [undefined, 'pictures' as const].map((kind) =>
    stagesOf(kind).map(({ stage }) => stage),
  )
  expect(ofTables).toEqual(['data', 'schema', 'train', 'generate', 'report', 'export', 'runs'])
  expect(ofPictures).not.toContain('schema')
  expect(ofPictures).toEqual(
    expect.arrayContaining(['data', 'augment', 'train', 'generate', 'report', 'export', 'runs']),
  )
  for (const kind of [undefined, 'pictures' as const]) {
    const keys = stagesOf(kind).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).not.toContain('h') // Home
  }
})
