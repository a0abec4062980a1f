import { expect, test } from 'vitest'
import { createRandom } from '../random'
import { rowTexts, takeRows } from '../table/table'
import { leakingRows, people, peopleSchema } from './attacks/leaking.fixture'
import { lookClosely } from './lens'

const train = { role: 'train', table: people(300, 1) } as const
const control = { role: 'control', table: people(200, 2) } as const
const request = { shown: 10, rows: 300, among: 1000, random: createRandom(1) }

test('finds the train row that a synthetic row was taken from, nearest first, with a control row beside it', () => {
  const copies = takeRows(train.table, [7, 99])
  const lens = lookClosely(train, control, copies, peopleSchema, { ...request, from: 'synthetic' })
  expect(lens.entries.map(({ nearest }) => [nearest.number, nearest.distance]).sort()).toEqual([
    [100, 0],
    [8, 0],
  ])
  for (const { own, nearest, control: beside } of lens.entries) {
    expect(nearest.cells).toEqual(own.cells)
    expect(beside.distance).toBeGreaterThan(0)
    expect(beside.cells).toEqual(rowTexts(control.table, beside.number - 1))
  }
})

test('from the train side: who has a near double among the synthetic rows', () => {
  const made = leakingRows(takeRows(train.table, [5]), 3, 1)
  const lens = lookClosely(train, control, made, peopleSchema, { ...request, from: 'train', shown: 2 })
  expect(lens.entries).toHaveLength(2)
  expect(lens.entries[0]!.own.number).toBe(6)
  expect(lens.entries[0]!.nearest.distance).toBeLessThan(lens.entries[1]!.nearest.distance)
  expect(lens.compared).toEqual(peopleSchema.fields.map(() => true))
  expect(lens.rows).toBe(300)
})
