import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { soloCrew } from '../../../engine/crew'
import { wasmEngine } from '../../../engine/wasm-backend'
import { openSharedHeap } from '../../../engine/wasm-memory'
import { createRandom } from '../../random'
import { pickPictures } from '../pick-pictures'
import { joinPictures } from '../picture-pipeline'
import type { PictureSet } from '../picture-set'
import { floatPictures } from './float-pictures'
import type { PictureModel } from './picture-generator'
import { poolPictures } from './pooling'
import { principalComponents, project, unproject } from './principal-components'
import { pictureGenerators } from './registry'
import { slerp } from './slerp'
import { directionOf, stripes } from './stripes.fixture'

const heap = openSharedHeap()
const engine = wasmEngine(soloCrew(heap))
const { multiply } = engine.velocity!
const side = 24
const train = stripes(240, side, 1)
/** Pictures that no model of these tests has seen. */
const fresh = stripes(24, side, 77)

async function vary(model: PictureModel, from: PictureSet, strength: number, seed: number): Promise<PictureSet> {
  const sets: PictureSet[] = []
  for await (const set of model.vary({ from, strength, random: createRandom(seed) })) sets.push(set)
  return joinPictures(sets)
}

/** Root of the mean squared difference of the pixels, 0–255. */
function differenceOf(a: PictureSet, b: PictureSet): number {
  const squares = a.pixels.reduce((sum, pixel, p) => sum + (pixel - b.pixels[p]!) ** 2, 0)
  return Math.sqrt(squares / a.pixels.length)
}

/** What 96 principal components of the train pictures, at their own size or the half, leave out of `set`. */
function basisError(set: PictureSet, isHalved: boolean): number {
  const small = (of: PictureSet) => (isHalved ? poolPictures(floatPictures(of), of) : floatPictures(of))
  const components = principalComponents(small(train), 96, 1, createRandom(1), multiply)
  const own = small(set)
  const back = unproject(components, project(components, own, multiply), multiply)
  const squares = own.values.reduce((sum, v, i) => sum + (127.5 * (v - back.values[i]!)) ** 2, 0)
  return Math.sqrt(squares / own.values.length)
}

describe.each(pictureGenerators)('$id', (generator) => {
  const allowed = basisError(fresh, generator.id === 'pyramid-flow') + 1
  let model: PictureModel

  beforeAll(async () => {
    let clock = 0
    const control = { role: 'control', set: stripes(40, side, 99) } as const
    const context = { random: createRandom(7), control, engine, now: () => (clock += 10) }
    const options = generator.trains ? { steps: 40 } : { components: 96 }
    for await (const step of generator.fit({ role: 'train', set: train }, options, context)) model = step.model
  })
  afterAll(() => {
    model.dispose()
    expect(heap.used()).toBe(0)
  })

  test('without noise a picture comes back as far as the basis can show it', async () => {
    const made = await vary(model, fresh, 0, 1)
    expect(made.labels).toEqual(fresh.labels)
    expect(differenceOf(made, fresh)).toBeLessThan(allowed)
    // And no dice are left in it but for the components that the model draws anyway.
    expect(differenceOf(made, await vary(model, fresh, 0, 2))).toBeLessThan(allowed)
  })

  test('with nothing but noise the picture plays no part, except its class', async () => {
    const others = pickPictures(
      fresh,
      [...fresh.labels.keys()].map((i) => (i + 4) % fresh.labels.length),
    )
    expect(others.labels).toEqual(fresh.labels)
    const made = await vary(model, fresh, 1, 3)
    expect(differenceOf(await vary(model, others, 1, 3), made)).toBeLessThan(0.5)
    const right = [...made.labels].filter((label, i) => directionOf(made, i) === label)
    expect(right.length).toBeGreaterThan(0.75 * made.labels.length)
  })

  test('the more noise, the further away', async () => {
    const away: number[] = []
    for (const strength of [0, 0.3, 0.6, 1]) away.push(differenceOf(await vary(model, fresh, strength, 5), fresh))
    expect(away).toEqual(away.toSorted((a, b) => a - b))
    expect(away[1]).toBeLessThan(0.7 * away[3]!)
  })

  test.each([
    ['one class', [1, 3]],
    ['two classes', [0, 5]],
  ])('the way between two pictures of %s begins at one and ends at the other', async (_, [a, b]) => {
    const ends = pickPictures(fresh, [a!, b!])
    const made = await model.between({ ends, shares: [0, 0.25, 0.5, 0.75, 1] })
    expect([...made.labels]).toEqual([ends.labels[0], ends.labels[0], ends.labels[1], ends.labels[1], ends.labels[1]])
    const at = (i: number) => pickPictures(made, [i])
    const [first, last] = [pickPictures(ends, [0]), pickPictures(ends, [1])]
    expect(differenceOf(at(0), first)).toBeLessThan(2 * allowed)
    expect(differenceOf(at(4), last)).toBeLessThan(2 * allowed)
    const away = [0, 1, 2, 3, 4].map((i) => differenceOf(at(i), first))
    expect(away[1]).toBeLessThan(away[4]!)
    expect(away[1]).toBeGreaterThan(away[0]!)
    expect(differenceOf(at(3), last)).toBeLessThan(differenceOf(at(1), last))
  })
})

test('halfway between two directions lies their bisector, as long as they are', () => {
  const [x, y] = [Float32Array.of(2, 0, 0), Float32Array.of(0, 2, 0)]
  expect([...slerp(x, y, 0.5)].map((v) => v.toFixed(5))).toEqual(['1.41421', '1.41421', '0.00000'])
  expect([...slerp(x, y, 0)]).toEqual([2, 0, 0])
  expect([...slerp(x, x, 0.3)]).toEqual([2, 0, 0])
})
