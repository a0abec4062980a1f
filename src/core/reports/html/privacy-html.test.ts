import { expect, test } from 'vitest'
import { statePrivacy } from '../../dp/statement'
import { buildProvenance } from '../provenance'
import type { Report } from '../report'
import { reportHtml } from './report-html'

const schema = { fields: [{ name: '<age>', kind: 'integer', action: 'learn', role: 'none' }] } as const
const privacy = statePrivacy(schema, { epsilon: 1, delta: 1e-5, domains: {} }, 1000)
const copied = { kind: 'value', value: 0.125 } as const
const report = {
  generator: 'mst',
  rows: { train: 600, control: 200, test: 200, synthetic: 10 },
  columns: [{ name: '<age>', kind: 'integer' }],
  copies: { exact: { synthetic: copied, control: copied } },
} as unknown as Report
const facts = {
  id: '01234567-89ab-4cde-8f01-23456789abcd',
  createdAt: '2026-01-02T03:04:05.000Z',
  toolVersion: '1.2.3',
  recipe: {
    source: { name: 'people.csv', rows: 1000 },
    schema,
    generator: { options: {}, minimumCount: 5 },
    output: { seed: 3, temperature: 1, conditions: [] },
    seed: 7,
  },
  generator: 'mst',
  rows: 10,
  parts: { train: 600, control: 200, test: 200 },
  report,
}
const pageOf = (statement: typeof privacy) =>
  reportHtml(report, { variant: 'public', provenance: buildProvenance({ ...facts, privacy: statement }) })

test('the public page states the guarantee and no figure from real rows', () => {
  const page = pageOf(privacy)
  expect(page).toContain('(ε, δ) = (1, 0.00001)')
  expect(page).toContain('&#60;age&#62;')
  expect(page).not.toMatch(/12\.5|0\.125|<script/)
  expect(page).not.toMatch(/anonym/i)
  expect(buildProvenance({ ...facts, privacy }).privacy.audits).toEqual([])
})

test('a void guarantee says so in its first sentence', () => {
  expect(pageOf({ ...privacy, endToEnd: false, why: ['void-rows-completed'] })).toContain('void end to end')
})
