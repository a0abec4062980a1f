import { getDefaults } from 'valibot'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../engine/create-engine'
import { isPrivateGenerator } from '../dp/private-generator'
import { seededNoise } from '../dp/seeded-noise.fixture'
import type { Codes, EncodedTable, Unit } from '../encoders/encoder'
import type { Engine } from '../nets/engine'
import { StudioError } from '../problem'
import { createRandom, type Random } from '../random'
import type { FitContext, Generator, Model, ModelSnapshot, SampleRequest, Stratum } from './generator'
import { readOptions } from './options'
import { findGenerator, generators } from './registry'

// What every generator of the registry owes to its callers. Core can't import a device; its tests can, and networks need one.
let engine: Engine
beforeAll(async () => {
  const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
  engine = await createEngine({ prefer: 'wasm', wasmUrl })
})

/** Defaults, but for the steps of networks: a few show what is owed here. */
function optionsOf(generator: Generator): unknown {
  const options = readOptions(generator, withoutNoise) as object
  return 'steps' in options ? { ...options, steps: 150 } : options
}

/** A budget so large that hardly any privacy noise is left: these are facts about drawing. Others drop it. */
const withoutNoise = { epsilon: 10_000 }

/** Codes of a small table in which every unit depends on the one before it. */
function table(rows: number, random: Random): EncodedTable {
  const shapes: Pick<Unit, 'name' | 'field' | 'size' | 'scale' | 'missingFrom'>[] = [
    { name: 'kind', field: 0, size: 3, scale: 'nominal', missingFrom: 3 },
    { name: 'amount', field: 1, size: 40, scale: 'ordinal', missingFrom: 39 },
    { name: 'paid', field: 2, size: 2, scale: 'nominal', missingFrom: 2 },
    { name: 'sold at · month', field: 3, size: 12, scale: 'ordinal', missingFrom: 12 },
    { name: 'sold at · weekday', field: 3, size: 7, scale: 'nominal', missingFrom: 7 },
    { name: 'same', field: 4, size: 1, scale: 'nominal', missingFrom: 1 },
  ]
  let before = Float64Array.from({ length: rows }, () => random.uniform())
  const codes = shapes.map(({ size }) => {
    const drawn = before.map((share) => (0.6 * share + 0.4 * random.uniform()) % 1)
    before = drawn
    return Uint16Array.from(drawn, (share) => Math.floor(share * size))
  })
  return encoded(shapes, codes, rows)
}

function encoded(
  shapes: readonly Pick<Unit, 'name' | 'field' | 'size' | 'scale' | 'missingFrom'>[],
  codes: readonly Codes[],
  rows: number,
): EncodedTable {
  const units = shapes.map((shape, u): Unit => {
    const counts = new Float64Array(shape.size)
    for (const code of codes[u]!) counts[code] = counts[code]! + 1
    return { ...shape, counts }
  })
  return { rows, units, codes }
}

function context(data: EncodedTable, seed: number): FitContext {
  const control = { rows: 0, units: data.units, codes: data.units.map(() => new Uint16Array(0)) }
  const noise = seededNoise(seed)
  return { random: createRandom(seed), control: { role: 'control', table: control }, engine, now: () => 0, noise }
}

async function fitted(generator: Generator, data: EncodedTable, extra: Partial<FitContext> = {}): Promise<Model> {
  let model: Model | undefined
  const options = optionsOf(generator)
  for await (const step of generator.fit({ role: 'train', table: data }, options, { ...context(data, 1), ...extra })) {
    model = step.model
  }
  return model!
}

async function rowsOf(
  model: Model,
  strata: readonly Stratum[],
  seed = 2,
  temperature = 1,
  shapes: SampleRequest['shapes'] = [],
): Promise<number[][]> {
  const columns: number[][] = []
  for await (const batch of model.sample({ strata, random: createRandom(seed), temperature, shapes })) {
    batch.forEach((codes, u) => {
      columns[u] ??= []
      columns[u].push(...codes)
    })
  }
  return columns
}

const free = (data: EncodedTable, rows: number): Stratum => ({ rows, allowed: data.units.map(() => undefined) })

/** The smaller of P(X ≤ found) and P(X ≥ found) for a Poisson number X of the mean `expected`. */
function poissonTail(found: number, expected: number): number {
  let [term, below] = [Math.exp(-expected), 0]
  for (let k = 0; k < found; k++) {
    below += term
    term *= expected / (k + 1)
  }
  return Math.min(below + term, 1 - below)
}

describe.each(generators.map((generator) => [generator.id, generator] as const))('%s', (_, generator) => {
  const data = table(600, createRandom(11))

  test('has a default for every option, and keeps its id in its models', async () => {
    const options = readOptions(generator, {})
    // A default that is missing would be undefined here, and one that is wrong would not parse.
    expect(Object.values(options as object)).not.toContain(undefined)
    expect(readOptions(generator, getDefaults(generator.options as never))).toEqual(options)
    const model = await fitted(generator, data)
    expect(model.generator).toBe(generator.id)
    expect((await model.snapshot()).generator).toBe(generator.id)
    expect(findGenerator(generator.id)).toBe(generator)
    expect(isPrivateGenerator(generator.id)).toBe(generator.isPrivate ?? false)
  })

  test('makes legal codes only, as many rows as asked, stratum after stratum', async () => {
    const only = (unit: number, code: number): Stratum => ({
      rows: code === 0 ? 9000 : 17,
      allowed: data.units.map(({ size }, u) => (u === unit ? oneCode(size, code) : undefined)),
    })
    const model = await fitted(generator, data, { first: [2] })
    const columns = await rowsOf(model, [only(2, 0), { ...free(data, 0) }, only(2, 1)])
    columns.forEach((codes, u) => {
      expect(codes).toHaveLength(9017)
      expect(Math.max(...codes)).toBeLessThan(data.units[u]!.size)
    })
    expect(columns[2]!.slice(0, 9000).every((code) => code === 0)).toBe(true)
    expect(columns[2]!.slice(9000).every((code) => code === 1)).toBe(true)
  })

  test('same seed, same rows; another seed, other rows', async () => {
    const [a, b] = [await fitted(generator, data), await fitted(generator, data)]
    const rows = await rowsOf(a, [free(data, 300)])
    expect(await rowsOf(b, [free(data, 300)])).toEqual(rows)
    expect(await rowsOf(b, [free(data, 300)], 3)).not.toEqual(rows)
  })

  test('keeps the marginals', async () => {
    const columns = await rowsOf(await fitted(generator, data), [free(data, 8000)])
    data.units.forEach((unit, u) => {
      const made = new Float64Array(unit.size)
      for (const code of columns[u]!) made[code] = made[code]! + 1 / 8000
      const distance = made.reduce((sum, share, code) => sum + Math.abs(share - unit.counts[code]! / data.rows), 0) / 2
      expect(distance).toBeLessThan(0.06)
    })
  })

  test('rare codes come as often as chance lets rows of their number differ', async () => {
    const counts = [1500, 410, 40, 20, 15, 10, 5]
    const rows = counts.reduce((a, b) => a + b)
    const kinds = counts.flatMap((count, code) => Array<number>(count).fill(code))
    const shapes = [
      { name: 'kind', field: 0, size: counts.length, scale: 'nominal', missingFrom: counts.length },
      { name: 'amount', field: 1, size: 20, scale: 'ordinal', missingFrom: 20 },
    ] as const
    const random = createRandom(5)
    const amounts = kinds.map((code) => Math.floor(20 * ((code / 9 + 0.5 * random.uniform()) % 1)))
    const rare = encoded(shapes, [Uint16Array.from(kinds), Uint16Array.from(amounts)], rows)
    const made = (await rowsOf(await fitted(generator, rare), [free(rare, rows)]))[0]!
    counts.forEach((expected, code) => {
      if (expected > 100) return
      const found = made.filter((one) => one === code).length
      expect(poissonTail(found, expected), `${found} of ${expected}`).toBeGreaterThan(1e-4)
    })
  })

  test('meets masks on several units exactly', async () => {
    const model = await fitted(generator, data, { first: [0, 1] })
    const amount = Uint8Array.from({ length: 40 }, (_, code) => (code >= 30 ? 1 : 0))
    const stratum: Stratum = {
      rows: 500,
      allowed: data.units.map(({ size }, u) => (u === 0 ? oneCode(size, 1) : u === 1 ? amount : undefined)),
    }
    const columns = await rowsOf(model, [stratum])
    expect(new Set(columns[0])).toEqual(new Set([1]))
    expect(columns[1]!.every((code) => amount[code] === 1)).toBe(true)
  })

  test('keeps known codes, row by row, with a mask beside them', async () => {
    const model = await fitted(generator, data, { first: [0, 3, 4, 1] })
    const known = data.units.map((_, u) => ([0, 3, 4].includes(u) ? data.codes[u]! : undefined))
    const present = Uint8Array.from({ length: 40 }, (_, code) => (code < 39 ? 1 : 0))
    const allowed = data.units.map((_, u) => (u === 1 ? present : undefined))
    const columns = await rowsOf(model, [{ rows: 600, allowed, known }])
    for (const u of [0, 3, 4]) expect(columns[u]).toEqual([...data.codes[u]!])
    expect(columns[1]).not.toContain(39)
  })

  test('says which columns no train row can give', async () => {
    const never = encoded([{ ...data.units[0]!, size: 4, missingFrom: 4 }], [data.codes[0]!], data.rows)
    const model = await fitted(generator, never, { first: [0] })
    const impossible = rowsOf(model, [{ rows: 5, allowed: [oneCode(4, 3)] }])
    await expect(impossible).rejects.toThrow(new StudioError({ code: 'sample/impossible', columns: ['kind'] }))
  })

  test('a model that was stored and read again makes the same rows', async () => {
    const model = await fitted(generator, data)
    const stored: ModelSnapshot = structuredClone(await model.snapshot())
    const restored = await generator.restore(stored, { engine })
    expect(await rowsOf(restored, [free(data, 200)])).toEqual(await rowsOf(model, [free(data, 200)]))
    model.dispose()
    restored.dispose()
  })

  test('can be left after any step, and every step has a model', async () => {
    const options = optionsOf(generator)
    for await (const step of generator.fit({ role: 'train', table: data }, options, context(data, 1))) {
      expect(step.progress).toBeGreaterThan(0)
      expect((await rowsOf(step.model, [free(data, 10)]))[0]).toHaveLength(10)
      break
    }
  })

  test.each([0, 1, 2, 10])('survives %d train rows', async (rows) => {
    const tiny = table(rows, createRandom(5))
    const columns = await rowsOf(await fitted(generator, tiny), [free(tiny, 50)])
    columns.forEach((codes, u) => {
      expect(codes).toHaveLength(50)
      expect(Math.max(...codes)).toBeLessThan(tiny.units[u]!.size)
    })
  })

  test('survives one unit and none', async () => {
    const one = encoded([{ ...data.units[5]!, field: 0 }], [data.codes[5]!], data.rows)
    expect(await rowsOf(await fitted(generator, one), [free(one, 3)])).toEqual([[0, 0, 0]])
    const none = encoded([], [], 20)
    expect(await rowsOf(await fitted(generator, none), [free(none, 3)])).toEqual([])
  })

  test('temperature leaves every code legal, and a low one makes frequent codes more frequent', async () => {
    const skewed = encoded(
      [{ name: 'kind', field: 0, size: 2, scale: 'nominal', missingFrom: 2 }],
      [Uint16Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 1 : 0))],
      400,
    )
    const model = await fitted(generator, skewed)
    const share = async (temperature: number) => {
      const [codes] = await rowsOf(model, [free(skewed, 4000)], 2, temperature)
      return codes!.filter((code) => code === 1).length / 4000
    }
    expect(await share(1)).toBeCloseTo(0.25, 1)
    // p^(1/T) renormalised: .25² / (.25² + .75²) = .1
    expect(await share(0.5)).toBeCloseTo(0.1, 1)
    expect(await share(2)).toBeGreaterThan(0.3)
  })

  test('temperature and top-p of one unit leave the others as they were learned', async () => {
    // Shares .7, .2, .1; the second column independent of the first.
    const level = (tenth: number) => (tenth < 7 ? 0 : tenth < 9 ? 1 : 2)
    const codes = [1, 10].map((step) => Uint16Array.from({ length: 1000 }, (_, i) => level(Math.floor(i / step) % 10)))
    const shape = { name: 'kind', scale: 'nominal' as const, size: 3, missingFrom: 3 }
    const pair = encoded(
      [
        { ...shape, field: 0 },
        { ...shape, name: 'other', field: 1 },
      ],
      codes,
      1000,
    )
    const model = await fitted(generator, pair)
    const sharesWith = async (own: { temperature: number; topP: number }) => {
      const columns = await rowsOf(model, [free(pair, 6000)], 2, 1, [own])
      return columns.map((codes) => [0, 1, 2].map((code) => codes.filter((c) => c === code).length / 6000))
    }
    const [cut, beside] = await sharesWith({ temperature: 1, topP: 0.85 })
    expect(cut![2]).toBe(0)
    expect(cut![1]).toBeCloseTo(0.2 / 0.9, 1)
    expect(beside![2]).toBeCloseTo(0.1, 1)
    const [sharp, still] = await sharesWith({ temperature: 0.5, topP: 1 })
    // .7² / (.7² + .2² + .1²) = .907
    expect(Math.abs(sharp![0]! - 0.907)).toBeLessThan(0.04)
    expect(Math.abs(still![0]! - 0.7)).toBeLessThan(0.04)
    expect((await sharesWith({ temperature: 1, topP: 0.01 }))[0]).toEqual([1, 0, 0])
  })
})

// Private generators tell none: an audit of theirs goes by their rows.
describe.each(generators.filter(({ isPrivate }) => !isPrivate).map((generator) => [generator.id, generator] as const))(
  'likelihoods of %s',
  (_, generator) => {
    const data = table(600, createRandom(11))

    test('finds rows likelier whose columns hang together as they were learned', async () => {
      const model = await fitted(generator, data)
      const fresh = table(2000, createRandom(12)).codes
      const torn = fresh.map((codes, u) => codes.map((_, row) => codes[(row + 7 * u) % 2000]!))
      const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length
      const [whole, apart] = [await model.logLikelihood!(fresh), await model.logLikelihood!(torn)]
      expect(whole).toHaveLength(2000)
      expect([...whole, ...apart].every(Number.isFinite)).toBe(true)
      // Even independent columns know that a date's parts belong together.
      expect(mean(whole)).toBeGreaterThan(mean(apart) + 0.2)
    })

    test('its likelihoods of all rows that there are sum to 1', async () => {
      const shapes = [data.units[0]!, { ...data.units[2]!, field: 1 }, { ...data.units[3]!, field: 2 }]
      const small = encoded(shapes, [data.codes[0]!, data.codes[2]!, data.codes[3]!], data.rows)
      const all = Array.from({ length: 3 * 2 * 12 }, (_, i) => [i % 3, Math.floor(i / 3) % 2, Math.floor(i / 6)])
      const codes = shapes.map((_, u) => Uint16Array.from(all, (row) => row[u]!))
      const logs = await (await fitted(generator, small)).logLikelihood!(codes)
      // The copula's is its density at mid-ranks, coarse where codes are few.
      const near = generator.id === 'gaussian-copula' ? 0.25 : 0.005
      expect(Math.abs(logs.reduce((sum, l) => sum + Math.exp(l), 0) - 1)).toBeLessThan(near)
    })
  },
)

function oneCode(size: number, code: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, c) => (c === code ? 1 : 0))
}

test('an unknown generator is a problem with its name', () => {
  expect(() => findGenerator('vae')).toThrow(new StudioError({ code: 'fit/unknown-generator', generator: 'vae' }))
})
