import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Codes, EncodedTable, Unit } from '../encoders/encoder'
import { createRandom, type Random } from '../random'
import { balancedChoice } from './balanced-choice'
import { correctedModel, withStoredCorrection } from './corrected-model'
import { type Correction, drawCodes, fitCorrection } from './correction'
import type { Model, SampleRequest } from './generator'
import { groupsOf, rowGroups } from './row-groups'

// Three units whose joint shares are written down: what a model should draw, and how far it is off, is then known.
const sizes = [3, 12, 2]
const cells = Array.from({ length: 72 }, (_, cell) => [Math.floor(cell / 24), Math.floor(cell / 2) % 12, cell % 2])

/** The amount lies around 2, 5 or 8, by kind; paid hangs on whether it is above 6. */
const truth = normed(
  cells.map(([kind, amount, paid]) => {
    const near = Math.exp(-((amount! - 2 - 3 * kind!) ** 2) / 6)
    return near * (paid === (amount! > 6 ? 1 : 0) ? 0.8 : 0.2) * [0.5, 0.3, 0.2][kind!]!
  }),
)
/** A model that knows the columns alone. */
const apart = normed(cells.map((cell) => cell.reduce((p, code, u) => p * marginal(u)[code]!, 1)))

function normed(weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((w) => w / sum)
}

function marginal(unit: number): number[] {
  const shares = new Array<number>(sizes[unit]!).fill(0)
  truth.forEach((share, cell) => {
    shares[cells[cell]![unit]!]! += share
  })
  return shares
}

function draw(shares: readonly number[], rows: number, random: Random): Codes[] {
  const drawn = Array.from({ length: rows }, () => {
    let at = random.uniform()
    const cell = shares.findIndex((share) => {
      at -= share
      return at < 0
    })
    return cells[cell < 0 ? 71 : cell]!
  })
  return sizes.map((_, unit) => Uint16Array.from(drawn, (cell) => cell[unit]!))
}

function tableOf(shares: readonly number[], rows: number, seed: number): EncodedTable {
  const codes = draw(shares, rows, createRandom(seed))
  const units = sizes.map((size, u): Unit => {
    const counts = new Float64Array(size)
    for (const code of codes[u]!) counts[code]!++
    const scale = u === 1 ? ('ordinal' as const) : ('nominal' as const)
    return { name: `unit ${u}`, field: u, size, scale, missingFrom: size, counts }
  })
  return { rows, units, codes }
}

/** Draws from `shares`, what is known put in its place. */
function modelOf(shares: readonly number[]): Model {
  return {
    generator: 'known',
    async *sample({ strata, random }) {
      for (const { rows, known } of strata) yield draw(shares, rows, random).map((codes, u) => known?.[u] ?? codes)
    },
    logLikelihood: async (codes) =>
      Float64Array.from(codes[0]!, (_, row) =>
        Math.log(shares[codes[0]![row]! * 24 + codes[1]![row]! * 2 + codes[2]![row]!]!),
      ),
    snapshot: async () => ({ generator: 'known', data: { shares } }),
    dispose() {},
  }
}

function sharesOf(codes: readonly Codes[]): number[] {
  const found = new Array<number>(72).fill(0)
  codes[0]!.forEach((kind, row) => {
    found[kind * 24 + codes[1]![row]! * 2 + codes[2]![row]!]! += 1 / codes[0]!.length
  })
  return found
}

const distance = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, share, i) => sum + Math.abs(share - b[i]!), 0) / 2

async function rowsOf(model: Model, request: Partial<SampleRequest> & Pick<SampleRequest, 'strata'>): Promise<Codes[]> {
  const parts: (readonly Codes[])[] = []
  for await (const batch of model.sample({ random: createRandom(3), temperature: 1, ...request })) parts.push(batch)
  return sizes.map((_, u) => Uint16Array.from(parts.flatMap((batch) => [...batch[u]!])))
}

const rows = 6000
const free = { rows, allowed: sizes.map(() => undefined) }
const table = tableOf(truth, rows, 1)
let correction: Correction
beforeAll(async () => {
  correction = (await fitCorrection(modelOf(apart), table, 3, createRandom(2)))!
})

test('a model of single columns that is corrected draws their joint distribution', async () => {
  const made = await rowsOf(correctedModel(modelOf(apart), correction), { strata: [free] })
  expect(distance(apart, truth)).toBeGreaterThan(0.35)
  // Three candidates a row can't make up for all of it: rows that should come more than three times as often stay short.
  expect(distance(sharesOf(made), truth)).toBeLessThan(0.4 * distance(apart, truth))
})

test('its likelihoods of all rows that there are sum to about 1, and are closer to the truth', async () => {
  const all = sizes.map((_, u) => Uint16Array.from(cells, (cell) => cell[u]!))
  const shares = (await correctedModel(modelOf(apart), correction).logLikelihood!(all)).map(Math.exp)
  expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 1)
  expect(distance(Array.from(shares), truth)).toBeLessThan(0.5 * distance(apart, truth))
})

test('columns and pairs keep their counts more closely than independent draws do', async () => {
  const own = (await fitCorrection(modelOf(truth), table, 3, createRandom(2)))!
  const made = await rowsOf(correctedModel(modelOf(truth), own), { strata: [free] })
  const aside = (codes: readonly Codes[]) => {
    const surplus = new Float64Array(own.groups.shares.length)
    for (const group of groupsOf(own.groups, codes, rows)) surplus[group]!++
    return surplus.reduce((sum, count, group) => sum + Math.abs(count - rows * own.groups.shares[group]!), 0)
  }
  expect(aside(made)).toBeLessThan(0.5 * aside(draw(truth, rows, createRandom(4))))
})

test('a model without a fault is hardly changed: what chance put into the train rows is not learned', async () => {
  const own = (await fitCorrection(modelOf(truth), table, 3, createRandom(2)))!
  const fresh = draw(truth, 4000, createRandom(9))
  const logs = (await correctedModel(modelOf(truth), own).logLikelihood!(fresh)).map(
    (log, row) => log - Math.log(truth[fresh[0]![row]! * 24 + fresh[1]![row]! * 2 + fresh[2]![row]!]!),
  )
  const mean = logs.reduce((a, b) => a + b) / logs.length
  expect(Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length)).toBeLessThan(0.1)
})

test('rows to complete, and rows at a temperature, are those of the model', async () => {
  const [base, corrected] = [modelOf(apart), correctedModel(modelOf(apart), correction)]
  for (const request of [
    { strata: [{ ...free, known: [table.codes[0]!, undefined, undefined] }] },
    { strata: [free], temperature: 0.7 },
    { strata: [free], shapes: [{ temperature: 1, topP: 0.9 }] },
  ])
    expect(await rowsOf(corrected, request)).toEqual(await rowsOf(base, request))
})

test('what is stored beside the model corrects it as before', async () => {
  const corrected = correctedModel(modelOf(apart), correction)
  const stored = structuredClone(await corrected.snapshot())
  const again = withStoredCorrection(modelOf(apart), stored)
  expect(await rowsOf(again, { strata: [free] })).toEqual(await rowsOf(corrected, { strata: [free] }))
  const plain = modelOf(apart)
  expect(withStoredCorrection(plain, await plain.snapshot())).toBe(plain)
})

test('few rows, and one unit, are not corrected', async () => {
  expect(await fitCorrection(modelOf(truth), tableOf(truth, 90, 1), 3, createRandom(1))).toBeUndefined()
  const one = { ...table, units: table.units.slice(0, 1), codes: table.codes.slice(0, 1) }
  expect(await fitCorrection(modelOf(truth), one, 3, createRandom(1))).toBeUndefined()
  expect((await fitCorrection(modelOf(truth), tableOf(truth, 500, 1), 3, createRandom(1)))!.classifier).toBeUndefined()
})

test('groups with less than ten rows are left to chance', () => {
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 900 }), (count) => {
      const small = tableOf(truth, count, count)
      const groups = rowGroups(small)
      const counts = new Float64Array(groups.shares.length)
      for (const group of groupsOf(groups, small.codes, count)) counts[group]!++
      counts.forEach((held, group) => {
        expect(groups.shares[group]! * count).toBeCloseTo(held < 10 ? 0 : held, 6)
      })
    }),
    { numRuns: 20 },
  )
})

test('without groups, candidates come as often as their weights say, and none twice', async () => {
  const codes = await drawCodes(modelOf(truth), 3, 300, createRandom(5))
  const weights = Float64Array.from({ length: 300 }, (_, row) => 1 + (row % 3))
  const chosenOf = new Float64Array(3)
  for (let round = 0; round < 200; round++) {
    const chosen = balancedChoice(undefined, 90).choose({ rows: 300, codes, weights }, 90, createRandom(round))
    expect(new Set(chosen).size).toBe(90)
    for (const row of chosen) chosenOf[row % 3]! += 1 / 18_000
  }
  // Shares 1 : 2 : 3 of 18,000 draws; stopping at the ninetieth costs the heaviest a little.
  chosenOf.forEach((share, third) => {
    expect(Math.abs(share - (third + 1) / 6)).toBeLessThan(0.02)
  })
})
