import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random'
import { noTargets, type Sample } from '../transforms/transform'
import { defaultRecipe, readAugmentRecipe } from './augment-recipe'
import { planDraws } from './augmented'
import { applyPipeline, type Pipeline, usually } from './pipeline'
import { presets } from './presets'

const pixels = Uint8Array.from({ length: 20 * 20 * 3 }, (_, i) => (i * 7 + Math.floor(i / 60) * 11) % 256)
const sample: Sample = { picture: { width: 20, height: 20, channels: 3, pixels }, targets: noTargets }
const run = (pipeline: Pipeline, seed: number) => applyPipeline(sample, pipeline, createRandom(seed)).picture.pixels
const inverted = pixels.map((level) => 255 - level)
const flipped = run([usually('horizontal-flip', 1)], 1)

describe('a pipeline', () => {
  test('takes a step as often as its chance says', () => {
    const taken = Array.from({ length: 2000 }, (_, seed) => run([usually('invert', 0.3)], seed)[0] !== pixels[0])
    const share = taken.filter(Boolean).length / 2000
    // Four standard errors.
    expect(Math.abs(share - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 2000))
    expect(run([usually('invert', 0)], 1)).toEqual(pixels)
  })

  test('one-of takes exactly one, each in its turn', () => {
    const step = { kind: 'one-of', chance: 1, steps: [usually('invert', 1), usually('horizontal-flip', 1)] } as const
    const made = Array.from({ length: 60 }, (_, seed) => String(run([step], seed)))
    expect(new Set(made)).toEqual(new Set([String(inverted), String(flipped)]))
  })

  test('some-of takes the wished number in the order given', () => {
    const steps = [usually('invert', 1), usually('posterise', 1), usually('horizontal-flip', 1)]
    const all = run([{ kind: 'some-of', chance: 1, count: 3, steps: [steps[0]!, steps[2]!, steps[2]!] }], 5)
    expect(all).toEqual(inverted)
    const none = run([{ kind: 'some-of', chance: 1, count: 2, steps: [steps[0]!, steps[0]!] }], 5)
    expect(none).toEqual(pixels)
  })

  test('draws within the ranges that are given', () => {
    const step = { ...usually('brightness', 1), ranges: { factor: [0, 0] } } as const
    // Its least factor is a tenth.
    expect(Math.max(...run([step], 3))).toBe(26)
  })

  test.each(presets.map((preset) => [preset.id, preset.pipeline] as const))(
    'preset %s: seeded, and it changes most pictures',
    (_, pipeline) => {
      const made = Array.from({ length: 12 }, (_, seed) => String(run(pipeline, seed)))
      expect(String(run(pipeline, 3))).toBe(made[3])
      expect(made.filter((text) => text !== String(pixels)).length).toBeGreaterThanOrEqual(9)
      expect(new Set(made).size).toBeGreaterThanOrEqual(9)
    },
  )

  test('RandAugment at no strength leaves what has a neutral point as it is', () => {
    const made = run([{ kind: 'rand-augment', chance: 1, count: 18, strength: 0 }], 1)
    // Equalise and auto-contrast have none.
    const same = run(
      [{ kind: 'some-of', chance: 1, count: 2, steps: [usually('equalise', 1), usually('auto-contrast', 1)] }],
      1,
    )
    expect(Math.max(...made.map((level, i) => Math.abs(level - same[i]!)))).toBeLessThanOrEqual(24)
    expect(made).not.toEqual(run([{ kind: 'rand-augment', chance: 1, count: 18, strength: 1 }], 1))
  })
})

describe('class balance', () => {
  const labels = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 2)
  const places = Int32Array.of(0, 1, 2, 3, 5, 6)
  const counts = (values: readonly number[]) => {
    const found: Record<number, number> = {}
    for (const value of values) found[value] = (found[value] ?? 0) + 1
    return found
  }

  test('brings every class that may be used to the same number, each picture as often as any other', () => {
    const draws = planDraws(labels, places, { ...defaultRecipe, perClass: 7 })
    expect(counts(draws.map(({ label }) => label))).toEqual({ 0: 7, 1: 7 })
    const used = counts(draws.map(({ from }) => from))
    expect([0, 1, 2, 3].map((place) => used[place]).sort()).toEqual([1, 2, 2, 2])
    expect([5, 6].map((place) => used[place]).sort()).toEqual([3, 4])
    expect(used[7]).toBeUndefined()
  })

  test('without a number makes as many as there are', () => {
    expect(counts(planDraws(labels, places, defaultRecipe).map(({ label }) => label))).toEqual({ 0: 4, 1: 2 })
  })
})

describe('a recipe file', () => {
  test('is read back as it was written, for every preset', () => {
    for (const { pipeline } of presets) {
      const recipe = { ...defaultRecipe, perClass: 9, steps: pipeline }
      expect(readAugmentRecipe(JSON.stringify(recipe))).toEqual(recipe)
    }
  })

  test.each([
    ['{', 'it is no JSON'],
    [JSON.stringify({ ...defaultRecipe, perClass: 1e9 }), 'perClass'],
    [
      JSON.stringify({
        ...defaultRecipe,
        steps: [{ kind: 'transform', transform: '__proto__', chance: 1, ranges: {} }],
      }),
      'steps.0',
    ],
    [JSON.stringify({ ...defaultRecipe, extra: 1 }), 'extra'],
  ])('%s is refused with its place', (text, where) => {
    expect(() => readAugmentRecipe(text)).toThrow(
      expect.objectContaining({ problem: { code: 'images/recipe-unreadable', where } }),
    )
  })
})
