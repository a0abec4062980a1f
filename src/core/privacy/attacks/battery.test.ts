import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random'
import type { LeakReport } from '../../reports/leak'
import type { Table } from '../../table/table'
import { nearestDistances, pointsOf } from '../nearest'
import { runBattery } from './battery'
import { leakingRows, people, peopleSchema } from './leaking.fixture'
import { guessAttacks, membershipAttacks } from './registry'
import type { AttackRequest } from './targets'

const train = { role: 'train', table: people(1600, 1) } as const
const control = { role: 'control', table: people(1600, 2) } as const

/** ln p of a kernel around each of `learned`: what a generator that repeats rows with noise has as its likelihood. */
function kernelLikelihood(learned: Table): NonNullable<AttackRequest['likelihood']> {
  const all = (rows: number) => Uint32Array.from({ length: rows }, (_, i) => i)
  const of = (targets: Table, known: Table) => {
    const [a, b] = pointsOf([targets, known], peopleSchema.fields)
    return nearestDistances(a!, all(targets.rows), b!, all(known.rows)).map((d) => -10 * d)
  }
  return async (targets, reference) => ({ model: of(targets, learned), reference: of(targets, reference) })
}

const attack = (synthetic: Table, learned: Table, seed = 3) =>
  runBattery({
    train,
    control,
    synthetic,
    schema: peopleSchema,
    random: createRandom(seed),
    likelihood: kernelLikelihood(learned),
  })

let leaking: LeakReport
let honest: LeakReport

describe('the battery', () => {
  test('runs every attack of the registry', async () => {
    leaking = (await attack(leakingRows(train.table, 1600, 4), train.table))!
    const other = people(1600, 5)
    honest = (await attack(leakingRows(other, 1600, 6), other))!
    for (const report of [leaking, honest]) {
      expect(report.membership.map((own) => own.attack)).toEqual(membershipAttacks.map(({ id }) => id))
      expect([...new Set(report.guesses.map((own) => own.attack))]).toEqual(guessAttacks.map(({ id }) => id))
    }
  })

  test.each(membershipAttacks.map(({ id }) => id))('a generator that repeats its rows lights up: %s', (id) => {
    const { all, isolated, groups } = leaking.membership.find((own) => own.attack === id)!
    expect(all.corrected.interval[0]).toBeGreaterThan(0.5)
    expect(all.advantage.interval[0]).toBeGreaterThan(0)
    expect(all.foundAt10.interval[0]).toBeGreaterThan(0.1)
    expect(Math.min(...isolated!.rows)).toBeGreaterThanOrEqual(25)
    expect(groups.map(({ level }) => level).sort()).toEqual(['no', 'yes'])
    expect(leaking.beyondChance).toContainEqual(expect.objectContaining({ attack: id, figure: 'auc' }))
  })

  test.each(guessAttacks.map(({ id }) => id))('a generator that repeats its rows lights up: %s', (id) => {
    const own = leaking.guesses.filter((guess) => guess.attack === id)
    expect(own.some(({ informed, corrected }) => informed && corrected.interval[0] > 0)).toBe(true)
    expect(leaking.beyondChance).toContainEqual(expect.objectContaining({ attack: id, figure: 'risk' }))
  })

  test('a generator that learned from other rows stays within chance in every attack', () => {
    for (const { all, isolated } of honest.membership) {
      expect(all.corrected.interval[0]).toBeLessThan(0.5)
      expect(all.corrected.interval[1]).toBeGreaterThan(0.5)
      expect(all.foundAt1Corrected.interval[0]).toBeLessThan(0.01)
      expect(all.foundAt1Corrected.interval[1]).toBeGreaterThan(0.01)
      expect(isolated!.corrected.interval[0]).toBeLessThan(0.5)
      expect(isolated!.corrected.interval[1]).toBeGreaterThan(0.5)
    }
    for (const { corrected } of honest.guesses) expect(corrected.interval[0]).toBe(0)
    expect(honest.beyondChance).toEqual([])
  })

  test('the bound of ε is near its power limit for the one and 0 for the other', () => {
    expect(leaking.epsilon!.lower).toBeGreaterThan(1)
    expect(leaking.epsilon!.lower).toBeLessThanOrEqual(leaking.epsilon!.powerLimit)
    expect(honest.epsilon!.lower).toBeLessThan(0.3)
    expect(honest.epsilon!.powerLimit).toBeCloseTo(leaking.epsilon!.powerLimit)
  })

  test('the same request gives the same report', async () => {
    expect(await attack(leakingRows(train.table, 1600, 4), train.table)).toEqual(leaking)
  })

  test('says nothing where control is too small', async () => {
    const small = { role: 'control', table: people(60, 2) } as const
    const request = { train, control: small, synthetic: people(500, 7), schema: peopleSchema, random: createRandom(1) }
    expect(await runBattery(request)).toBeUndefined()
  })
})
