import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020'
import { expect, test } from 'vitest'
import type { PrivacyStatement } from '../dp/statement'
import type { Field } from '../schema/schema'
import { buildProvenance, type ProvenanceFacts, publicProvenance, recipeHash } from './provenance'
import type { Report } from './report'

const schema = JSON.parse(readFileSync('public/schema/provenance-2.json', 'utf8'))
const validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(schema)
const errorsOf = (json: unknown) => {
  validate(JSON.parse(JSON.stringify(json)))
  return validate.errors ?? []
}

const value = (v: number) => ({ kind: 'value', value: v }) as const
const none = { kind: 'undefined', reason: 'too-few-rows' } as const
const referenced = { synthetic: value(0.02), control: value(0.01), baseline: value(0.3) }
const figure = { ...referenced, matched: value(0.02) }
const count = {
  rows: 3,
  compared: 1000,
  synthetic: value(0.003),
  control: value(0.002),
  interval: [0.001, 0.008],
} as const
const estimate = { value: 0.53, interval: [0.49, 1.02] } as const
const strength = {
  rows: [100, 100],
  auc: estimate,
  corrected: estimate,
  foundAt1: estimate,
  foundAt10: estimate,
  foundAt1Corrected: estimate,
  advantage: estimate,
} as const
const report: Report = {
  version: 3,
  generator: 'trees',
  level: 'full',
  rows: { train: 600, control: 200, test: 200, synthetic: 1000 },
  check: { parts: [], overlaps: [], findings: [] },
  pairPictures: [],
  summary: {
    shapeError: figure,
    trendError: figure,
    strongTrendError: { ...figure, synthetic: none },
    sharedBinError: figure,
    missingGap: figure,
    associationGap: figure,
    worstColumns: [],
    worstPairs: [],
  },
  columns: [],
  pairs: [],
  detectors: [{ detector: 'boosting', auc: { ...referenced, baseline: none }, rows: 200 }],
  copies: { exact: count, near: count, nearerToTrain: none, duplicates: { synthetic: value(0), control: value(0) } },
  rareValues: { minimumCount: 5, columns: [] },
  leak: {
    rows: { targets: 100, reference: 100, synthetic: 1000 },
    membership: [{ attack: 'distance', knows: 'table', all: strength, groups: [] }],
    guesses: [],
    tests: 3,
    beyondChance: [],
  },
  limits: [{ code: 'small-control', rows: 200 }, { code: 'conditions' }, { code: 'no-target' }],
} as unknown as Report

const field = (name: string, action: Field['action']): Field => ({ name, kind: 'text', action, role: 'none' })
const recipe = {
  source: { name: 'people.csv', rows: 1000, sha256: 'ab'.repeat(32) },
  schema: { fields: [field('age', 'learn'), field('name', 'fake'), field('note', 'drop')] },
  generator: { id: 'auto', options: { trees: { leaf: 100 } }, minimumCount: 5 },
  output: { rows: 10, seed: 3, temperature: 1, conditions: [{ field: 'age', condition: { is: 'missing' } }] },
  seed: 7,
}
const facts: ProvenanceFacts = {
  id: '01234567-89ab-4cde-8f01-23456789abcd',
  createdAt: '2026-01-02T03:04:05.000Z',
  toolVersion: '1.2.3',
  recipe,
  generator: 'trees',
  backend: 'cpu',
  rows: 10,
  parts: { train: 600, control: 200, test: 200 },
  report,
}
const privacy: PrivacyStatement = {
  epsilon: 1,
  delta: 1e-5,
  rho: 0.03,
  unit: 'row',
  neighbouring: 'add-or-remove-one-row',
  accountant: 'zCDP',
  domainSource: { age: 'declared', name: 'made', note: 'dropped' },
  noise: { kind: 'discrete-gaussian', source: 'crypto.getRandomValues', seed: 'none' },
  endToEnd: true,
  why: ['schema-is-public'],
}

const { rho: _, ...withoutRho } = privacy
const trained: PrivacyStatement = {
  ...withoutRho,
  accountant: 'PRV',
  noise: { ...privacy.noise, kind: 'discrete-gaussian-on-counts-and-gaussian-on-gradients' },
  training: { sigma: 4.2, rate: 0.06, steps: 500 },
}

test('states what made the rows, and that there is no formal guarantee', () => {
  const provenance = buildProvenance(facts)
  expect(provenance).toMatchObject({
    synthetic: true,
    variant: 'internal',
    generator: { type: 'trees', seed: 7, trainedRows: 600, hyperparameters: { leaf: 100 } },
    sampling: { rows: 10, seed: 3, temperature: 1 },
    sources: [{ name: 'people.csv', rows: 1000, columns: 3 }],
    privacy: { dp: null, heuristics: [{ rule: 'minimum-count', parameter: 5 }] },
    generationNumber: 1,
    parents: [],
  })
  expect(provenance.privacy.audits).toHaveLength(2)
  expect(provenance.privacy.attacks).toEqual([{ attack: 'distance', auc: 0.53, interval: [0.49, 1] }])
  expect(provenance.evaluation[0]).toEqual({
    metric: 'shape-error',
    value: 0.02,
    reference: 0.01,
    baseline: 0.3,
    n: 1000,
  })
  expect(provenance.evaluation.map(({ metric }) => metric)).not.toContain('strong-trend-error')
  expect(provenance.limitations).toContain('no-formal-guarantee')
  expect(JSON.stringify(provenance)).not.toMatch(/anonym/i)
})

test.each<[string, Partial<ProvenanceFacts>]>([
  ['with all facts', {}],
  ['from synthetic rows', { parentGeneration: 2 }],
  ['with differential privacy', { privacy }],
  ['with a privately trained network', { privacy: trained }],
  ['of completed rows', { completedRows: 10 }],
])('both variants follow their schema: %s', (_, more) => {
  const { report: __, ...bare } = facts
  for (const made of [buildProvenance({ ...facts, ...more }), buildProvenance({ ...bare, ...more })]) {
    const file = { path: 'people.synthetic.csv', sha256: 'cd'.repeat(32), bytes: 12, rows: 10 }
    expect(errorsOf({ ...made, files: [file] })).toEqual([])
    expect(errorsOf(publicProvenance(made))).toEqual([])
  }
})

test('the schema refuses what must not be there', () => {
  const made = buildProvenance(facts)
  const open = publicProvenance(made)
  for (const wrong of [
    { ...made, synthetic: false },
    { ...made, row: [1, 2] },
    { ...made, id: '7' },
    { ...open, evaluation: made.evaluation },
    { ...open, split: made.split },
    { ...open, privacy: made.privacy },
    { ...open, sources: made.sources },
    { ...open, generator: { ...open.generator, seed: 7 } },
    { ...made, privacy: { ...made.privacy, dp: privacy } }, // with a seed
  ])
    expect(errorsOf(wrong)).not.toEqual([])
})

test('the public variant tells nothing that was counted or measured on real rows', () => {
  const text = JSON.stringify(publicProvenance(buildProvenance(facts)))
  for (const secret of ['1000', '600', '200', '0.003', '0.02', '0.53', 'small-control', recipe.source.sha256])
    expect(text).not.toContain(secret)
  expect(text).toContain('people.csv')
})

test('a private run withholds its seeds, and claims what holds', () => {
  const made = buildProvenance({ ...facts, privacy })
  expect([made.generator.seed, made.sampling.seed]).toEqual(['withheld', 'withheld'])
  expect([made.privacy.audits, made.privacy.attacks, made.evaluation]).toEqual([[], [], []])
  expect(made.limitations).not.toContain('no-formal-guarantee')
  const void_ = buildProvenance({ ...facts, privacy: { ...privacy, endToEnd: false, why: ['void-rows-completed'] } })
  expect(void_.limitations).toContain('no-formal-guarantee')
})

test('the generation rises, and the parent is named', () => {
  const made = buildProvenance({ ...facts, parentGeneration: 1 })
  expect(made).toMatchObject({ generationNumber: 2, parents: [recipe.source.sha256] })
  expect(made.limitations).toContain('made-from-synthetic')
})

test('the hash depends on the choices, not on their order', () => {
  const { seed, output, generator, source, schema: fields } = recipe
  expect(recipeHash({ seed, output, generator, schema: fields, source })).toBe(recipeHash(recipe))
  expect(recipeHash({ ...recipe, seed: 8 })).not.toBe(recipeHash(recipe))
})
