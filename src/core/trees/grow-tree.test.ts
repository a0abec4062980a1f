import { describe, expect, test } from 'vitest'
import type { Unit } from '../encoders/encoder'
import { createRandom } from '../random'
import { binCodes, featureBins } from './feature-bins'
import { type Forest, leafCount, leafOf } from './forest'
import { forestBuilder } from './forest-builder'
import { growTree, growth, rootHistogram } from './grow-tree'
import { treeTarget } from './tree-target'

const rows = 600

/** Numerical Recipes' linear congruential generator: the same numbers here and in the oracle's Python. */
function lcg(seed: number): number[] {
  let state = seed
  return Array.from({ length: rows }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  })
}

interface Column {
  readonly codes: Uint16Array
  readonly unit: Unit
}

function column(codes: ArrayLike<number>, size: number, scale: Unit['scale'], missingFrom = size): Column {
  const counts = new Float64Array(size)
  for (let i = 0; i < codes.length; i++) counts[codes[i]!] = counts[codes[i]!]! + 1
  return { codes: Uint16Array.from(codes), unit: { name: 'unit', field: 0, size, scale, missingFrom, counts } }
}

function forestOf(
  features: readonly Column[],
  target: Column,
  minimumLeaf: number,
  trees = 1,
  columnShare = 1,
  leastExplained = 0,
) {
  const bins = features.map(({ unit }) => featureBins(unit, 128))
  const binned = features.map(({ codes }, f) => binCodes(bins[f]!, codes))
  const data = { features: bins, binned, target: treeTarget(target.unit), codes: target.codes }
  const options = { minimumLeaf, columnShare, leastExplained }
  const shared = growth(
    data,
    features.map((_, f) => f),
    target.unit.size,
    options,
  )
  const builder = forestBuilder()
  const random = createRandom(1)
  const all = Uint32Array.from({ length: target.codes.length }, (_, row) => row)
  for (let t = 0; t < trees; t++) growTree(shared, all.slice(), rootHistogram(shared, all), builder, random)
  return { forest: builder.forest(), bins, binned }
}

const leafRows = (forest: Forest) =>
  Array.from({ length: leafCount(forest) }, (_, leaf) => forest.leafCumulative[forest.leafStart[leaf + 1]! - 1]!)

describe('one tree on all columns', () => {
  const [a, b, noise] = [lcg(1), lcg(2), lcg(3)]
  const x0 = a.map((share) => Math.floor(30 * share))
  const x1 = b.map((share) => Math.floor(30 * share))
  const score = x0.map((x, i) => x + 2 * x1[i]! + 40 * noise[i]!)
  const features = [column(x0, 30, 'ordinal'), column(x1, 30, 'ordinal')]

  test('has the leaves of scikit-learn with two classes', () => {
    const labels = score.map((s) => (s > 55 ? 1 : 0))
    const { forest } = forestOf(features, column(labels, 2, 'nominal'), 25)
    // DecisionTreeClassifier(min_samples_leaf=25, random_state=0).fit(X, y): sorted np.unique(t.apply(X)) counts
    expect(leafRows(forest).sort((p, q) => p - q)).toEqual([25, 25, 25, 29, 29, 32, 32, 35, 38, 38, 40, 57, 195])
  })

  test('has the leaves of scikit-learn with six classes', () => {
    const labels = score.map((s) => Math.floor(s / 22))
    const { forest } = forestOf(features, column(labels, 6, 'nominal'), 25)
    // the same with y = floor(score / 22)
    expect(leafRows(forest).sort((p, q) => p - q)).toEqual([
      25, 26, 26, 27, 27, 27, 27, 28, 28, 30, 33, 36, 41, 42, 42, 43, 44, 48,
    ])
  })
})

describe('a forest', () => {
  const random = createRandom(8)
  const draw = (size: number) => Array.from({ length: rows }, () => random.below(size))
  // The last two codes of the ordinal unit are missing; the nominal one has more codes than a one-vs-rest search tries.
  const features = [column(draw(22), 22, 'ordinal', 20), column(draw(40), 40, 'nominal'), column(draw(3), 3, 'nominal')]
  const target = column(
    features[0]!.codes.map((code, i) => (code < 20 ? (code + features[1]!.codes[i]!) % 25 : 25)),
    26,
    'ordinal',
    25,
  )
  const { forest, bins, binned } = forestOf(features, target, 30, 4, 0.7)

  test('has no leaf below the minimum, and every row once per tree', () => {
    const sizes = leafRows(forest)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(30)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(4 * rows)
    expect(forest.roots).toHaveLength(4)
  })

  test('leads every row to the leaf that counted it', () => {
    const counted = new Map<string, number>()
    for (const root of forest.roots) {
      for (let row = 0; row < rows; row++) {
        const key = `${leafOf(forest, root, bins, binned, row)}:${target.codes[row]}`
        counted.set(key, (counted.get(key) ?? 0) + 1)
      }
    }
    for (let leaf = 0; leaf < leafCount(forest); leaf++) {
      for (let i = forest.leafStart[leaf]!; i < forest.leafStart[leaf + 1]!; i++) {
        const before = i > forest.leafStart[leaf]! ? forest.leafCumulative[i - 1]! : 0
        expect(counted.get(`${leaf}:${forest.leafCodes[i]}`)).toBe(forest.leafCumulative[i]! - before)
      }
    }
  })

  test('sees that a value is missing', () => {
    const missing = column(
      features[0]!.codes.map((code) => (code < 20 ? 0 : 1)),
      2,
      'nominal',
    )
    const alone = forestOf([features[0]!], missing, 5)
    // Missing is a side of its own: one split makes both leaves pure.
    expect(leafCount(alone.forest)).toBe(2)
    expect(alone.forest.leafStart).toEqual(Int32Array.of(0, 1, 2))
  })

  test('splits a number whose spread, not its mean, depends on another column', () => {
    const side = draw(2)
    const spread = column(
      side.map((s) => (s === 0 ? 45 + random.below(10) : random.below(100))),
      100,
      'ordinal',
    )
    const spreads = forestOf([column(side, 2, 'nominal')], spread, 50)
    expect(leafCount(spreads.forest)).toBe(2)
    const narrow = leafRows(spreads.forest).map((_, leaf) => {
      const codes = spreads.forest.leafCodes.slice(spreads.forest.leafStart[leaf], spreads.forest.leafStart[leaf + 1])
      return codes.at(-1)! - codes[0]!
    })
    expect(Math.min(...narrow)).toBeLessThan(10)
  })
})

test('a split has to explain more than noise does', () => {
  const [a, b, c] = [lcg(11), lcg(12), lcg(13)]
  const features = [
    column(
      a.map((share) => Math.floor(30 * share)),
      30,
      'ordinal',
    ),
  ]
  const noise = column(
    b.map((share) => Math.floor(4 * share)),
    4,
    'nominal',
  )
  const signal = column(
    c.map((share, i) => (share < 0.2 + 0.6 * a[i]! ? 1 : 0)),
    2,
    'nominal',
  )
  const leaves = (target: Column, least: number) => leafCount(forestOf(features, target, 10, 1, 1, least).forest)
  expect(leaves(noise, 0)).toBeGreaterThan(10)
  expect(leaves(noise, 8)).toBe(1)
  expect(leaves(signal, 8)).toBeGreaterThan(1)
})
