import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Curation, type CurationEdit, curate, keptPictures, sameCuration, usablePlaces } from './curation'

const start: Curation = { classes: ['cat', 'dog', 'fox'], labels: Int32Array.of(0, 1, 1, 2, 0) }
const namesOf = ({ classes, labels }: Pick<Curation, 'classes' | 'labels'>) =>
  Array.from(labels, (label) => classes[label])
const edited = (...edits: CurationEdit[]) => edits.reduce(curate, start)

describe('an edit', () => {
  test('gives pictures another class, a new one too; a class without pictures is gone', () => {
    const made = edited({ kind: 'relabel', places: [3, 0], name: ' bird ' })
    expect(made.classes).toEqual(['bird', 'cat', 'dog'])
    expect(namesOf(made)).toEqual(['bird', 'dog', 'dog', 'bird', 'cat'])
  })

  test('renames a class, and joins it with one that is there', () => {
    expect(namesOf(edited({ kind: 'rename', from: 'dog', to: 'wolf' }))).toEqual(['cat', 'wolf', 'wolf', 'fox', 'cat'])
    const joined = edited({ kind: 'rename', from: 'dog', to: 'cat' })
    expect(joined.classes).toEqual(['cat', 'fox'])
    expect(namesOf(joined)).toEqual(['cat', 'cat', 'cat', 'fox', 'cat'])
  })

  test('leaves pictures out and brings them back', () => {
    const out = edited({ kind: 'exclude', places: [1, 3] })
    expect(out.excluded).toEqual(Uint8Array.of(0, 1, 0, 1, 0))
    expect(curate(out, { kind: 'include', places: [1, 3] })).toEqual(start)
  })

  test.each<[string, CurationEdit]>([
    ['to the class it has', { kind: 'relabel', places: [0, 4], name: 'cat' }],
    ['to no name', { kind: 'relabel', places: [0], name: '  ' }],
    ['of a class that is not there', { kind: 'rename', from: 'emu', to: 'cat' }],
    ['of pictures that are not there', { kind: 'exclude', places: [5, -1] }],
    ['that brings back what is not left out', { kind: 'include', places: [0] }],
  ])('%s is none', (_, edit) => {
    expect(edited(edit)).toBe(start)
  })
})

const names = ['a', 'b', 'c', '__proto__']
const anEdit: fc.Arbitrary<CurationEdit> = fc.oneof(
  fc.record({
    kind: fc.constant('relabel' as const),
    places: fc.array(fc.nat(11)),
    name: fc.constantFrom(...names),
  }),
  fc.record({ kind: fc.constantFrom('exclude' as const, 'include' as const), places: fc.array(fc.nat(11)) }),
  fc.record({
    kind: fc.constant('rename' as const),
    from: fc.constantFrom(...names),
    to: fc.constantFrom(...names),
  }),
)

test('whatever is edited: each picture has the name and mark that were said last, and no class is empty', () => {
  const labels = Int32Array.from({ length: 12 }, (_, i) => i % 2)
  fc.assert(
    fc.property(fc.array(anEdit, { maxLength: 20 }), (edits) => {
      const wanted = Array.from(labels, (label) => ({ name: names[label]!, out: false }))
      let made: Curation = { classes: ['a', 'b'], labels }
      for (const edit of edits) {
        made = curate(made, edit)
        if (edit.kind === 'rename') for (const one of wanted) one.name = one.name === edit.from ? edit.to : one.name
        else
          for (const place of edit.places) {
            const one = wanted[place]!
            if (edit.kind === 'relabel') one.name = edit.name
            else one.out = edit.kind === 'exclude'
          }
      }
      expect(namesOf(made)).toEqual(wanted.map(({ name }) => name))
      expect(Array.from(labels, (_, i) => made.excluded?.[i] === 1)).toEqual(wanted.map(({ out }) => out))
      expect([...made.classes]).toEqual([...new Set(wanted.map(({ name }) => name))].sort())
      const kept = keptPictures(made)
      expect(Array.from(kept.places, (place) => namesOf(made)[place])).toEqual(namesOf(kept))
      expect(new Set(kept.labels).size).toBe(kept.classes.length)
    }),
    { seed: 7, numRuns: 300 },
  )
})

describe('what is kept', () => {
  const parts = ['train', 'test', 'train', 'train', 'validation'] as const
  const out = Uint8Array.of(1, 0, 0, 1, 0)

  test('has no class that is left out as a whole, and its own numbers', () => {
    const kept = keptPictures({ ...start, excluded: out, parts })
    expect([...kept.places]).toEqual([1, 2, 4])
    expect(kept.classes).toEqual(['cat', 'dog'])
    expect(namesOf(kept)).toEqual(['dog', 'dog', 'cat'])
    expect(kept.parts).toEqual(['test', 'train', 'validation'])
  })

  test('has copies of a picture that is left out led by the next of them', () => {
    const copies = Int32Array.of(0, 0, 2, 2, 0)
    expect([...keptPictures({ ...start, excluded: out, copies }).copies!]).toEqual([0, 1, 0])
  })

  test('nothing is made of pictures that are left out, or of those for validation and test', () => {
    expect([...usablePlaces({ ...start, excluded: out, parts })]).toEqual([2])
    expect([...usablePlaces(start)]).toEqual([0, 1, 2, 3, 4])
  })
})

test('states agree by what they say, not by how they say it', () => {
  const same = { ...start, labels: start.labels.slice(), excluded: new Uint8Array(5) }
  expect(sameCuration(start, same)).toBe(true)
  expect(sameCuration(start, edited({ kind: 'exclude', places: [4] }))).toBe(false)
  expect(sameCuration(start, edited({ kind: 'rename', from: 'fox', to: 'hen' }))).toBe(false)
})
