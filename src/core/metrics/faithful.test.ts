import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field, FieldKind, Schema } from '../schema/schema'
import { numberColumn, type Table, textColumn } from '../table/table'
import { expectedKs } from './ceiling/kolmogorov'
import { expectedShareGap, expectedTotalVariation, meanSkellamGap } from './ceiling/skellam'
import { tailMass } from './column/tail-mass'
import { expectedWasserstein } from './column/wasserstein'
import { compareColumn } from './compared-column'
import { compareTables } from './compared-table'
import oracle from './fixtures/faithful.json' with { type: 'json' }
import { exactShareInterval, rateRatioInterval } from './interval/binomial'
import { pearson } from './pair/correlation-similarity'
import { spearman } from './pair/spearman'
import { columnMetrics, pairMetrics } from './registry'
import { alphaPrecision } from './table/alpha-precision'
import { betaRecall } from './table/beta-recall'
import { coverageCeiling, coveredRows } from './table/coverage'
import { distancesToCentre, mixedPoints, neighbours, type Sample } from './table/mixed-points'
import { placeRows, principalAxes } from './table/principal-axes'

// The oracle and the command that made it: bench/oracles/faithful_oracle.py.
type Cells = Readonly<Record<string, readonly (string | number | null)[]>>

interface OracleTable {
  readonly name: string
  readonly real: Cells
  readonly synthetic: Cells
  readonly columns: Readonly<Record<string, Readonly<Record<string, number | null>>>>
  readonly pairs: readonly {
    readonly a: string
    readonly b: string
    readonly real: Readonly<Record<string, number>>
    readonly synthetic: Readonly<Record<string, number>>
    readonly 'rank-correlation-similarity'?: number
  }[]
  readonly joint: {
    readonly rows: number
    readonly coverage: number
    readonly prdcCoverage: number
    readonly alphaPrecision: number
    readonly betaRecall: number
  }
  readonly axes: { readonly explained: readonly number[]; readonly first: readonly (readonly number[])[] }
}
const tables = oracle.tables as unknown as readonly OracleTable[]

const kindOf = (cells: readonly unknown[]): FieldKind =>
  cells.some((cell) => typeof cell === 'string') ? 'category' : 'decimal'
const schemaOf = (cells: Cells): Schema => ({
  fields: Object.entries(cells).map(([name, own]) => ({ name, kind: kindOf(own), action: 'learn', role: 'none' })),
})
function tableOf(cells: Cells): Table {
  const columns = Object.values(cells).map((own) =>
    kindOf(own) === 'category'
      ? textColumn(own as readonly (string | null)[])
      : numberColumn(own.map((v) => (v === null ? Number.NaN : Number(v)))),
  )
  return { rows: Object.values(cells)[0]!.length, names: Object.keys(cells), columns }
}
const close = (score: number | null, digits = 9) =>
  score === null ? { kind: 'undefined', reason: 'constant' } : { kind: 'value', value: expect.closeTo(score, digits) }

describe.each(tables)('$name', ({ real: realCells, synthetic: madeCells, columns, pairs, joint, axes }) => {
  const schema = schemaOf(realCells)
  const [real, made] = [tableOf(realCells), tableOf(madeCells)]
  const compared = compareTables(real, made, schema)
  const of = (name: string) => compared.find(({ field }) => field.name === name)!

  test.each(Object.entries(columns))('%s agrees with SDMetrics and SciPy', (name, scores) => {
    for (const [id, score] of Object.entries(scores)) {
      const metric = columnMetrics.find((one) => one.id === id)!
      // SDMetrics counts 1e-6 for a level that real lacks.
      const digits = id === 'tv-complement' ? 5 : 9
      expect([id, metric.compute(of(name))]).toEqual([id, close(score, digits)])
    }
  })

  test.each(pairs)('$a and $b agree with SciPy', (pair) => {
    const [x, y] = [of(pair.a), of(pair.b)]
    const [fromReal, fromMade] = [pair.real, pair.synthetic]
    if ('spearman' in pair.real) {
      for (const [side, scores] of [
        ['real', fromReal],
        ['synthetic', fromMade],
      ] as const) {
        expect(spearman(x[side], y[side])).toEqual(close(scores['spearman']!))
        expect(pearson(x[side].values, y[side].values)).toEqual(close(scores['pearson']!))
      }
      const similarity = pairMetrics.find(({ id }) => id === 'rank-correlation-similarity')!
      expect(similarity.compute(x, y)).toEqual(close(pair['rank-correlation-similarity'] ?? null))
      return
    }
    const [kind] = Object.keys(pair.real)
    const metric = pairMetrics.find(({ id }) => id === `${kind}-similarity`)!
    expect(metric.compute(x, y)).toEqual(close(1 - Math.abs(fromReal[kind!]! - fromMade[kind!]!)))
  })

  test('α-precision, β-recall and coverage agree with scikit-learn and prdc', () => {
    const points = mixedPoints([real, made], schema.fields)
    const [a, b] = points.map(
      (own): Sample => ({ points: own, rows: Uint32Array.from({ length: joint.rows }, (_, i) => i) }),
    ) as [Sample, Sample]
    const own = neighbours(a, a, 5, true)
    const toMade = neighbours(a, b, 1, false)
    expect(coveredRows(own.kth, toMade.nearest) / joint.rows).toBeCloseTo(joint.coverage, 9)
    // prdc leaves out what lies on the rim, where a table of levels has many rows.
    const inside = toMade.nearest.filter((d, i) => d < own.kth[i]! - 1e-7).length
    expect(inside / joint.rows).toBeCloseTo(joint.prdcCoverage, 9)
    expect(alphaPrecision(distancesToCentre(a, a), distancesToCentre(b, a))).toBeCloseTo(joint.alphaPrecision, 2)
    const depths = distancesToCentre(b, b)
    const recall = {
      isReached: Uint8Array.from(toMade.nearest, (d, i) => (d <= own.nearest[i]! ? 1 : 0)),
      depth: Float64Array.from(toMade.at, (at) => depths[at]!),
    }
    expect(betaRecall(recall, depths)).toBeCloseTo(joint.betaRecall, 2)
  })

  test('principal axes agree with scikit-learn’s PCA', () => {
    const found = principalAxes(real, schema.fields)!
    expect(found.explained[0]).toBeCloseTo(axes.explained[0]!, 6)
    expect(found.explained[1]).toBeCloseTo(axes.explained[1]!, 6)
    const [x, y] = placeRows(found, real, Uint32Array.of(0, 1, 2, 3, 4))
    axes.first.forEach(([first, second], row) => {
      expect(Math.abs(x[row]!)).toBeCloseTo(first!, 3)
      expect(Math.abs(y[row]!)).toBeCloseTo(second!, 3)
    })
  })
})

describe('published values', () => {
  const field = (kind: FieldKind): Field => ({ name: 'x', kind, action: 'learn', role: 'none' })
  const numbers = (real: readonly number[], made: readonly number[]) =>
    compareColumn(field('decimal'), numberColumn(real), numberColumn(made))!
  const texts = (real: string, made: string) =>
    compareColumn(field('category'), textColumn([...real]), textColumn([...made]))!
  const scored = (id: string, column: ReturnType<typeof numbers>) =>
    columnMetrics.find((metric) => metric.id === id)!.compute(column)

  // From the test suites of SDMetrics and mostlyai-qa.
  test.each([
    ['tv-complement', texts('abcaab', 'abcabc'), 0.8333],
    ['tv-complement', texts('aabb', 'aacc'), 0.5],
    ['range-coverage', numbers([1, 2, 3, 4, 5], [2, 3, 1, 2, 3]), 0.5],
    ['boundary-adherence', numbers([1, 2.4, 2.6, 0.8], [0.9, 1.8, 2.1, 5]), 0.75],
    ['boundary-adherence', numbers([1, 2.4, 2.6, 0.8], [0.9, 1.8, 2.1, 5, Number.NaN]), 0.6],
    ['boundary-adherence', numbers([1, 2.4, 2.6, 0.8, Number.NaN], [0.9, 1.8, 2.1, 5, Number.NaN]), 0.75],
  ])('%s', (id, column, score) => {
    expect(scored(id, column)).toEqual(close(score, 4))
  })

  test.each(oracle.skellam)('E|X − Y| at mean $mu agrees with SciPy’s Skellam distribution', ({ mu, gap }) => {
    expect(meanSkellamGap(mu)).toBeCloseTo(gap, 5)
  })

  // Ceilings of equal cells for two samples of one size; the normal form where cells are full, Skellam's where sparse.
  test.each([
    [10, 500, 0.924],
    [10, 1000, 0.947],
    [10, 5000, 0.976],
    [100, 5000, 0.921],
    [100, 10_000, 0.944],
    [1000, 500, 0.326],
    [1000, 1000, 0.476],
  ])('%d equal cells, %d rows: accuracy of at most %f', (cells, rows, accuracy) => {
    const ours = 1 - expectedTotalVariation(new Float64Array(cells).fill(1), rows, rows)
    expect(Math.abs(ours - accuracy)).toBeLessThan(0.001)
  })

  test.each(oracle.exactShares)('$hits of $of: the exact interval agrees with SciPy', ({ hits, of, interval }) => {
    const [low, high] = exactShareInterval(hits, of)
    expect(low).toBeCloseTo(interval[0]!, 9)
    expect(high).toBeCloseTo(interval[1]!, 9)
  })

  test('coverage of fresh rows: Naeem et al. give 1 − 2⁻⁵ for many', () => {
    expect(coverageCeiling(1e6, 1e6)).toBeCloseTo(1 - 2 ** -5, 4)
    expect(coverageCeiling(1000, 4000)).toBeCloseTo(1 - 0.2 ** 5, 3)
  })
})

describe('ceilings are what sampling gives', () => {
  const random = createRandom(11)
  const mean = (draws: number, draw: () => number) =>
    Array.from({ length: draws }, draw).reduce((sum, v) => sum + v, 0) / draws
  const counted = (n: number, p: number) => {
    let hits = 0
    for (let i = 0; i < n; i++) if (random.uniform() < p) hits++
    return hits
  }

  test.each([
    [0.5, 200, 200],
    [0.02, 100, 700],
    [0.001, 300, 1500],
    [0.3, 50, 900],
  ])('of a share %f in %d and %d rows', (p, n, m) => {
    const gap = mean(2000, () => Math.abs(counted(n, p) / n - counted(m, p) / m))
    expect(expectedShareGap(p, n, m) / gap).toBeGreaterThan(0.93)
    expect(expectedShareGap(p, n, m) / gap).toBeLessThan(1.07)
  })

  const draws = {
    'numbers that hardly repeat': () => random.normal(),
    'mostly zero': () => (random.uniform() < 0.8 ? 0 : Math.ceil(9 * random.uniform())),
  }
  test.each(Object.entries(draws))('of KS and Wasserstein: %s', (_, draw) => {
    const sample = (n: number) => numberColumn(Array.from({ length: n }, draw))
    const field: Field = { name: 'x', kind: 'decimal', action: 'learn', role: 'none' }
    const [ks, distance] = ['ks-complement', 'wasserstein'].map((id) => columnMetrics.find((m) => m.id === id)!)
    const all: { ks: number; distance: number; ksCeiling: number; distanceCeiling: number }[] = []
    for (let i = 0; i < 150; i++) {
      const column = compareColumn(field, sample(400), sample(250))!
      const score = (metric: typeof ks) => (metric!.compute(column) as { value: number }).value
      all.push({
        ks: 1 - score(ks),
        distance: score(distance),
        ksCeiling: i < 10 ? expectedKs(column.real.sorted, 400, 250) : 0,
        distanceCeiling: expectedWasserstein(column.real.sorted, 400, 250)!,
      })
    }
    const of = (key: 'ks' | 'distance' | 'distanceCeiling') => all.reduce((sum, one) => sum + one[key], 0) / all.length
    const ceiling = all.slice(0, 10).reduce((sum, one) => sum + one.ksCeiling, 0) / 10
    expect(Math.abs(ceiling / of('ks') - 1)).toBeLessThan(0.1)
    expect(Math.abs(of('distanceCeiling') / of('distance') - 1)).toBeLessThan(0.12)
  })

  test('the ratio of two rates covers the true one in nineteen of twenty', () => {
    const rounds = 400
    let covered = 0
    for (let i = 0; i < rounds; i++) {
      const [low, high] = rateRatioInterval(counted(400, 0.05), 400, counted(300, 0.05), 300)
      if (low <= 1 && high >= 1) covered++
    }
    expect(covered / rounds).toBeGreaterThan(0.93)
  })
})

test('tails are counted beyond the real quantiles, ties on them not', () => {
  const real = Array.from({ length: 1000 }, (_, i) => i)
  const column = (values: readonly number[]) =>
    compareColumn(
      { name: 'x', kind: 'integer', action: 'learn', role: 'none' },
      numberColumn(real),
      numberColumn(values),
    )!
  const cut = tailMass(column(real.map((v) => Math.max(50, Math.min(940, v)))))!
  expect(cut.above.real).toBeCloseTo(0.009, 6)
  expect(cut.below.synthetic + cut.above.synthetic).toBe(0)
  const same = tailMass(column(real))!
  expect(same.below.synthetic).toBe(same.below.real)
})
