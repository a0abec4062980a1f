import { expect, test } from 'vitest'
import { buildProvenance, recipeHash } from './provenance'

const recipe = {
  source: { name: 'people.csv', rows: 1000, sha256: 'ab12' },
  generator: { id: 'auto', options: { trees: { leaf: 100 } }, minimumCount: 5 },
  output: { rows: 10, seed: 3, temperature: 1, conditions: [] },
  seed: 7,
}
const facts = {
  createdAt: '2026-01-02T03:04:05.000Z',
  toolVersion: '1.2.3',
  recipe,
  generator: 'trees',
  rows: 10,
  parts: { train: 600, control: 200, test: 200 },
  audits: [{ audit: 'exact-copies', share: 0, expected: 0.001 }],
} as const

test('states what made the rows, and that there is no formal guarantee', () => {
  expect(buildProvenance(facts)).toMatchObject({
    synthetic: true,
    createdAt: facts.createdAt,
    generator: { id: 'trees', seed: 7, trainedRows: 600, options: { leaf: 100 } },
    sampling: { rows: 10, seed: 3, temperature: 1 },
    source: { name: 'people.csv', sha256: 'ab12' },
    privacy: { differentialPrivacy: 'none', minimumCount: 5, audits: facts.audits },
  })
  expect(JSON.stringify(buildProvenance(facts))).not.toMatch(/anonym/i)
})

test('the hash depends on the choices, not on their order', () => {
  const { seed, output, generator, source } = recipe
  expect(recipeHash({ seed, output, generator, source })).toBe(recipeHash(recipe))
  expect(recipeHash({ ...recipe, seed: 8 })).not.toBe(recipeHash(recipe))
})
