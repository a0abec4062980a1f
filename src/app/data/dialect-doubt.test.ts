import { expect, test } from 'vitest'
import { memorySource } from '../../core/readers/bytes'
import { csv } from '../../core/readers/csv'
import { doubtAbout } from './dialect-doubt'

async function doubtOf(bytes: Uint8Array): Promise<string | undefined> {
  for await (const event of csv.read(memorySource('x.csv', bytes), {}))
    if (event.type === 'opened') return doubtAbout(event.dialect, event.confidence)
  return undefined
}
const text = (content: string) => new TextEncoder().encode(content)

test('a plain file leaves no doubt', async () => {
  expect(await doubtOf(text(`id,word\n${'1,red\n2,blue\n'.repeat(40)}`))).toBeUndefined()
})

test('letters that are no UTF-8 leave one about the encoding', async () => {
  const bytes = Uint8Array.from([...text('id,city\n1,K'), 0xf6, ...text('ln\n2,Oslo\n3,Graz\n')])
  expect(await doubtOf(bytes)).toContain('Western European')
})

test('rows of many lengths leave one about the delimiter', async () => {
  expect(await doubtOf(text(`a,b,c\n${'1,2\n1,2,3\n1;2;3,4\n1,2,3,4\n'.repeat(20)}`))).toContain('another delimiter')
})
