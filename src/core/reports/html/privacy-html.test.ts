import { expect, test } from 'vitest'
import { statePrivacy } from '../../dp/statement'
import { buildProvenance } from '../provenance'
import { publicReportHtml } from './privacy-html'

const schema = { fields: [{ name: '<age>', kind: 'integer', action: 'learn', role: 'none' }] } as const
const privacy = statePrivacy(schema, { epsilon: 1, delta: 1e-5, domains: {} }, 1000)
const provenance = buildProvenance({
  createdAt: '2026-01-02T03:04:05.000Z',
  toolVersion: '1.2.3',
  recipe: {
    source: { name: 'people.csv', rows: 1000 },
    generator: { options: {}, minimumCount: 5 },
    output: { seed: 3, temperature: 1, conditions: [] },
    seed: 7,
  },
  generator: 'mst',
  rows: 10,
  parts: { train: 600, control: 200, test: 200 },
  audits: [{ audit: 'exact-copies', share: 0.125, expected: 0.001 }],
  privacy,
})

test('the public page states the guarantee and no figure from real rows', () => {
  const page = publicReportHtml(provenance, privacy)
  expect(page).toContain('(ε, δ) = (1, 0.00001)')
  expect(page).toContain('&#60;age&#62;')
  expect(page).not.toMatch(/12\.5|0\.125|people\.csv|<script/)
  expect(page).not.toMatch(/anonym/i)
  expect(provenance.privacy.audits).toEqual([])
})

test('a void guarantee says so in its first sentence', () => {
  const page = publicReportHtml(provenance, { ...privacy, endToEnd: false, why: ['void-rows-completed'] })
  expect(page).toContain('void end to end')
})
