import { expect, test } from 'vitest'
import { seededNoise } from '../dp/seeded-noise.fixture'
import type { EncodedTable, Unit } from '../encoders/encoder'
import { type Problem, StudioError } from '../problem'
import { createRandom } from '../random'
import type { Generator, Model, Stratum } from './generator'
import { readOptions } from './options'
import { generators } from './registry'
import { sequentialTrees } from './sequential-trees'

// Conditions against the definition: rows of the unconditioned model that happen to meet them.
const rows = 4000
const random = createRandom(21)
const cause = Uint16Array.from({ length: rows }, () => random.below(4))
const effect = cause.map((code) => (random.uniform() < 0.8 ? code : random.below(4)))
const both = effect.map((code, i) => (code + cause[i]! + random.below(2)) % 6)
const data = encode([cause, effect, both], [4, 4, 6])

function encode(codes: readonly Uint16Array[], sizes: readonly number[]): EncodedTable {
  const units = sizes.map((size, u): Unit => {
    const counts = new Float64Array(size)
    for (const code of codes[u]!) counts[code]!++
    return { name: `u${u}`, field: u, size, scale: u === 1 ? 'ordinal' : 'nominal', missingFrom: size, counts }
  })
  return { rows: codes[0]!.length, units, codes }
}

async function fitted(generator: Generator, first: readonly number[]): Promise<Model> {
  const control = {
    role: 'control' as const,
    table: { ...data, rows: 0, codes: data.codes.map(() => new Uint16Array(0)) },
  }
  const context = { random: createRandom(1), control, now: () => 0, first, noise: seededNoise(1) }
  let model: Model | undefined
  for await (const step of generator.fit(
    { role: 'train', table: data },
    readOptions(generator, { epsilon: 10_000 }),
    context,
  ))
    model = step.model
  return model!
}

async function draw(model: Model, stratum: Stratum, seed: number): Promise<number[][]> {
  const columns: number[][] = [[], [], []]
  for await (const batch of model.sample({ strata: [stratum], random: createRandom(seed), temperature: 1 }))
    batch.forEach((codes, u) => {
      columns[u]!.push(...codes)
    })
  return columns
}

/** Total variation distance between two samples of joint codes. */
function distance(a: readonly string[], b: readonly string[]): number {
  const shares = new Map<string, number>()
  for (const key of a) shares.set(key, (shares.get(key) ?? 0) + 1 / a.length)
  for (const key of b) shares.set(key, (shares.get(key) ?? 0) - 1 / b.length)
  return [...shares.values()].reduce((sum, share) => sum + Math.abs(share), 0) / 2
}

const joint = (columns: readonly number[][]) =>
  columns[0]!.map((_, row) => columns.map((codes) => codes[row]).join(' '))

test.each(generators.filter((g) => !g.trains).map((g) => [g.id, g] as const))(
  '%s: two masks give the rows that meet both',
  async (_, generator) => {
    // Of these two columns that nearly always agree, hardly any row meets both masks but those with code 1 in both.
    const masks = [Uint8Array.of(1, 1, 0, 0), Uint8Array.of(0, 1, 1, 1), undefined]
    const model = await fitted(generator, [0, 1])
    const made = joint(await draw(model, { rows: 6000, allowed: masks }, 5))
    const free = await draw(model, { rows: 60_000, allowed: [undefined, undefined, undefined] }, 6)
    const kept = joint(free).filter((key) => masks.every((mask, u) => !mask || mask[Number(key.split(' ')[u])] === 1))
    // Two samples of these sizes from one distribution over 36 cells differ by about .03.
    expect(distance(made, kept)).toBeLessThan(0.06)
  },
)

test.each(generators.filter((g) => !g.trains).map((g) => [g.id, g] as const))(
  '%s: what is known tells about what is masked before it',
  async (_, generator) => {
    const known = new Uint16Array(6000).fill(3)
    const masks = [Uint8Array.of(1, 0, 0, 1), undefined, undefined]
    const model = await fitted(generator, [0, 1])
    const made = joint(await draw(model, { rows: 6000, allowed: masks, known: [undefined, known, undefined] }, 5))
    const free = await draw(model, { rows: 60_000, allowed: [undefined, undefined, undefined] }, 6)
    const kept = joint(free).filter((key) => /^[03] 3 /.test(key))
    expect(distance(made, kept)).toBeLessThan(0.08)
  },
)

test('trees ask for a refit that puts the conditioned units first', async () => {
  const model = await fitted(sequentialTrees, [0])
  const problem: Problem = { code: 'sample/needs-refit', units: [2] }
  const stratum = { rows: 5, allowed: [undefined, undefined, Uint8Array.of(1, 0, 0, 0, 0, 0)] }
  const asked = draw(model, stratum, 1)
  await expect(asked).rejects.toThrow(StudioError)
  await expect(asked).rejects.toHaveProperty('problem', problem)
  const refitted = await fitted(sequentialTrees, [2])
  expect(new Set((await draw(refitted, stratum, 1))[2])).toEqual(new Set([0]))
})
