import { expect, test } from 'vitest'
import { checkRecipeFits, readRecipe, writeRecipe } from './read-recipe'
import type { Recipe } from './recipe'

const recipe: Recipe = {
  format: 'synthetic-data-studio/recipe',
  version: 1,
  source: { name: 'people.csv', rows: 120, dialect: { delimiter: ';' } },
  schema: { fields: [{ name: 'age', kind: 'integer', action: 'learn', role: 'none', sensitive: true }] },
  split: { holdout: 'full', train: 0.6, control: 0.2 },
  generator: { id: 'auto', options: { 'sequential-trees': { minimumLeaf: 60 } }, minimumCount: 5, seconds: 40 },
  output: {
    rows: 500,
    seed: 3,
    temperature: 1,
    conditions: [{ field: 'age', condition: { is: 'between', low: '18' }, share: 0.5 }],
  },
  seed: 7,
}

test('a written recipe reads back equal', () => {
  expect(readRecipe(writeRecipe(recipe))).toEqual(recipe)
})

test.each([
  ['not json', '{', 'it is not JSON'],
  ['another format', JSON.stringify({ ...recipe, format: 'x' }), /^format: /],
  ['an impossible share', JSON.stringify({ ...recipe, split: { ...recipe.split, train: 2 } }), /^split\.train: /],
  [
    'an unknown kind',
    JSON.stringify({ ...recipe, schema: { fields: [{ ...recipe.schema.fields[0], kind: 'x' }] } }),
    /kind: /,
  ],
])('refuses %s and says where', (_, text, reason) => {
  expect(() => readRecipe(text)).toThrowError(
    expect.objectContaining({ problem: { code: 'recipe/unreadable', reason: expect.stringMatching(reason) } }),
  )
})

test('names the columns that the data lack', () => {
  expect(() => checkRecipeFits(recipe, ['Age'])).toThrowError(
    expect.objectContaining({ problem: { code: 'recipe/other-data', missing: ['age'] } }),
  )
})
