import { describe, expect, test } from 'vitest'
import { areaOf } from '../mask'
import { backgrounds } from './backgrounds/registry'
import { composeScene, remakeScene, type Scene, sceneClasses } from './compose-scene'
import { defects } from './defects/registry'
import { flat, smallKit } from './kit.fixture'
import { sceneParameter, sceneParameterIds } from './scene-parameters'
import type { ScenePlan } from './scene-plan'
import { defaultSceneRecipe, readSceneRecipe, type SceneRecipe, scenePresets, spreadOf } from './scene-recipe'
import type { Spread } from './spread'

const kit = smallKit()
const small: SceneRecipe = { ...defaultSceneRecipe, width: 96, height: 80, backgrounds: ['own', 'clouds', 'metal'] }
const even = (low: number, high = low): Spread => ({ low, high, shape: 'even' })
/** No light, shadow, blending or camera. */
const bare = Object.fromEntries(
  [
    ['brightness', 0],
    ['temperature', 6500],
    ['shading', 0],
    ['shadow-strength', 0],
    ['feather', 0],
    ['harmony', 0],
    ['background-blur', 0],
    ['blur', 0],
    ['noise', 0],
    ['jpeg-quality', 100],
  ].map(([id, value]) => [id, even(value as number)]),
)
const crowded: SceneRecipe = {
  ...small,
  leastVisible: 0.5,
  spreads: {
    count: even(3, 9),
    size: even(0.2, 0.6),
    rotation: even(-180, 180),
    distractors: even(0, 3),
    defects: even(0, 3),
  },
}

const scenes = (recipe: SceneRecipe, count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => composeScene(recipe, kit, i)))

/** Which object or defect claims each pixel, by their masks. */
function claims({ plan, instances }: Scene, kind: 'object' | 'defect'): number[][] {
  const owners: number[][] = Array.from({ length: plan.width * plan.height }, () => [])
  for (const { mask, kind: own, from } of instances) {
    if (own !== kind) continue
    mask.bits.forEach((bit, i) => {
      if (bit === 1)
        owners[(mask.top + Math.floor(i / mask.width)) * plan.width + mask.left + (i % mask.width)]!.push(from)
    })
  }
  return owners
}

describe('a scene', () => {
  const made = scenes(crowded, 40)

  test('comes out the same, byte for byte, for the same seed, and otherwise for another', async () => {
    const [first] = await made
    expect(await composeScene(crowded, smallKit(), 0)).toEqual(first)
    const other = await composeScene({ ...crowded, seed: 2 }, kit, 0)
    expect(other.picture.pixels).not.toEqual(first!.picture.pixels)
    expect((await made)[1]!.picture.pixels).not.toEqual(first!.picture.pixels)
  })

  test('is what its written parameters say: they alone give it again', async () => {
    for (const scene of (await made).slice(0, 12)) {
      const plan = JSON.parse(JSON.stringify(scene.plan)) as ScenePlan
      expect(await remakeScene(plan, smallKit(), crowded)).toEqual(scene)
    }
  })

  test('has boxes that are the tight bounds of their masks', async () => {
    const all = (await made).flatMap(({ instances }) => instances)
    expect(all.length).toBeGreaterThan(150)
    for (const { mask, area } of all) {
      const { width, height, bits } = mask
      const row = (y: number) => bits.subarray(y * width, (y + 1) * width).some((bit) => bit === 1)
      const column = (x: number) => Array.from({ length: height }, (_, y) => bits[y * width + x]).includes(1)
      expect([row(0), row(height - 1), column(0), column(width - 1)]).toEqual([true, true, true, true])
      expect(area).toBe(areaOf(mask))
    }
  })

  test('gives each pixel to one object at most, and defects to their objects only', async () => {
    for (const scene of await made) {
      const objects = claims(scene, 'object')
      const defective = claims(scene, 'defect')
      expect(objects.filter((own) => own.length > 1)).toEqual([])
      expect(defective.filter((own) => own.length > 1)).toEqual([])
      const strayed = defective.filter(
        ([own], at) => own !== undefined && objects[at]![0] !== scene.plan.defects[own]!.on,
      )
      expect(strayed).toEqual([])
    }
  })

  test('shows of each object at least the wished share, and says what found no place', async () => {
    const list = await made
    for (const { plan, instances } of list) {
      const objects = instances.filter(({ kind }) => kind === 'object')
      for (const { visible } of objects) {
        expect(visible).toBeGreaterThanOrEqual(0.5)
        expect(visible).toBeLessThanOrEqual(1)
      }
      const placed = plan.objects.filter(({ label }) => label >= 0)
      expect(objects.map(({ label }) => label)).toEqual(placed.map(({ label }) => label))
      expect(plan.objects.length + plan.leftOut).toBe(plan.values['count']! + plan.values['distractors']!)
    }
    expect(
      list.some(({ instances }) => instances.some(({ visible, kind }) => kind === 'object' && visible < 0.95)),
    ).toBe(true)
    const whole = await scenes({ ...crowded, leastVisible: 1 }, 10)
    expect(whole.every(({ instances }) => instances.every(({ visible }) => visible === 1))).toBe(true)
  })

  test('draws every value within its spread', async () => {
    for (const { plan } of await made) {
      for (const [id, value] of Object.entries(plan.values)) {
        const { low, high } = spreadOf(crowded, id as 'count')
        expect(value).toBeGreaterThanOrEqual(low)
        expect(value).toBeLessThanOrEqual(high)
      }
      for (const { size, rotation, x } of plan.objects) {
        expect(size / 80).toBeGreaterThanOrEqual(0.2)
        expect(size / 80).toBeLessThanOrEqual(0.6)
        expect(Math.abs(rotation)).toBeLessThanOrEqual(180)
        expect(x >= 0 && x <= 96).toBe(true)
      }
    }
  })

  test('uses classes alike, however many cut-outs they have', async () => {
    const labels = (await scenes({ ...small, spreads: { count: even(4) } }, 60)).flatMap(({ plan }) =>
      plan.objects.map(({ label }) => label),
    )
    const share = labels.filter((label) => label === 0).length / labels.length
    // Four standard errors.
    expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / labels.length))
  })
})

describe('what is seen', () => {
  const recipe = { ...small, backgrounds: ['own'], spreads: { ...bare, count: even(2) } }

  test('without light, blending and camera a mask is where the picture differs from its ground', async () => {
    for (const { picture, plan, instances } of await scenes(
      { ...recipe, spreads: { ...recipe.spreads, rotation: even(0) } },
      10,
    )) {
      const ground = flat(plan.ground.picture === 0 ? [128, 128, 128] : [230, 220, 200], 96, 80)
      const owned = claims({ picture, plan, instances }, 'object')
      owned.forEach((own, at) => {
        const change = Math.abs(picture.pixels[3 * at + 1]! - ground.pixels[3 * at + 1]!)
        // Half covered or more: at least half of the least difference between a thing and a ground.
        if (own.length === 1) expect(change).toBeGreaterThan(9)
        else expect(change).toBeLessThan(100)
      })
    }
  })

  test('full harmony makes a thing of one colour take that of a plain ground', async () => {
    const [scene] = await scenes({ ...recipe, spreads: { ...recipe.spreads, harmony: even(1) } }, 1)
    const level = scene!.plan.ground.picture === 0 ? 128 : 230
    const reds = scene!.picture.pixels.filter((_, i) => i % 3 === 0)
    expect(Math.max(...reds.map((red) => Math.abs(red - level)))).toBeLessThanOrEqual(3)
  })

  test('a shadow darkens the ground beside the thing, away from the light, and touches no mask', async () => {
    const lit = { count: even(1), size: even(0.4), across: even(0.5), down: even(0.5), direction: even(0) }
    const without = await scenes({ ...recipe, spreads: { ...bare, ...lit } }, 1)
    const shadow = { 'shadow-strength': even(0.6), 'shadow-length': even(0.4), 'shadow-softness': even(1) }
    const [scene] = await scenes({ ...recipe, spreads: { ...bare, ...lit, ...shadow } }, 1)
    expect(scene!.instances).toEqual(without[0]!.instances)
    const { left, width } = scene!.instances[0]!.mask
    const brightness = (x: number) =>
      scene!.picture.pixels[(40 * 96 + x) * 3]! / without[0]!.picture.pixels[(40 * 96 + x) * 3]!
    // Light from the right: the shadow lies on the left.
    expect(brightness(left - 6)).toBeLessThan(0.7)
    expect(brightness(left + width + 6)).toBeGreaterThan(0.99)
  })

  test('noise and brightness come out as they were drawn', async () => {
    const plain = { ...recipe, spreads: { ...bare, count: even(0), noise: even(12) } }
    const [scene] = await scenes(plain, 1)
    const level = scene!.plan.ground.picture === 0 ? 128 : 200
    const blue = [...scene!.picture.pixels.filter((_, i) => i % 3 === 2)]
    const mean = blue.reduce((sum, value) => sum + value, 0) / blue.length
    const deviation = Math.sqrt(blue.reduce((sum, value) => sum + (value - mean) ** 2, 0) / blue.length)
    expect(Math.abs(mean - level)).toBeLessThan(1)
    expect(Math.abs(deviation - 12)).toBeLessThan(0.6)
    const darker = await scenes({ ...plain, spreads: { ...bare, count: even(0), brightness: even(-1) } }, 1)
    expect(darker[0]!.picture.pixels[0]).toBe(
      Math.round((scene!.plan.ground.picture === 0 ? 128 : 230) * 2 ** (-1 / 2.2)),
    )
  })
})

describe('defects on good parts', () => {
  const inspect = (kind: string): SceneRecipe => ({
    ...small,
    backgrounds: ['own'],
    defects: [kind],
    spreads: { ...bare, count: even(0), defects: even(2), 'defect-size': even(0.4), 'defect-strength': even(0.8) },
  })

  test.each(defects.map(({ id }) => [id]))('%s: its mask is where the part was changed', async (kind) => {
    let changes = 0
    let inside = 0
    for (const { picture, plan, instances } of await scenes(inspect(kind), 8)) {
      const level = plan.ground.picture === 0 ? 128 : 220
      const owned = claims({ picture, plan, instances }, 'defect')
      expect(instances.length).toBeGreaterThan(0)
      for (let at = 0; at < owned.length; at++) {
        const change = Math.abs(picture.pixels[3 * at + 1]! - level)
        if (owned[at]!.length === 0) {
          expect(change).toBeLessThan(90)
          continue
        }
        inside++
        if (change >= 4) changes++
      }
    }
    expect(changes / inside).toBeGreaterThan(0.75)
  })

  test('have the classes behind those of things', () => {
    expect(sceneClasses(kit, inspect('dent'))).toEqual(['disc', 'block', 'dent'])
    expect(sceneClasses(kit, small)).toEqual(['disc', 'block'])
  })
})

test.each(backgrounds.map((background) => [background.id, background] as const))(
  'ground %s: seeded, of many levels within what can be shown, never glaring',
  async (_, background) => {
    const paint = (seed: number) =>
      composeScene({ ...small, seed, backgrounds: [background.id], spreads: { ...bare, count: even(0) } }, kit, 0)
    const [one, other] = [await paint(1), await paint(2)]
    expect((await paint(1)).picture.pixels).toEqual(one.picture.pixels)
    expect(other.picture.pixels).not.toEqual(one.picture.pixels)
    const { pixels } = one.picture
    const mean = pixels.reduce((sum, level) => sum + level, 0) / pixels.length
    expect(mean).toBeGreaterThan(20)
    expect(mean).toBeLessThan(235)
  },
)

describe('a recipe file', () => {
  test('is read back as it was written, for every preset', () => {
    for (const { change } of scenePresets) {
      const recipe = { ...defaultSceneRecipe, ...change, classes: ['a'] }
      expect(readSceneRecipe(JSON.stringify(recipe))).toEqual(recipe)
    }
  })

  test.each([
    ['{', 'it is no JSON'],
    [JSON.stringify({ ...defaultSceneRecipe, width: 1e6 }), 'width'],
    [JSON.stringify({ ...defaultSceneRecipe, backgrounds: ['../x'] }), 'backgrounds.0'],
    [JSON.stringify({ ...defaultSceneRecipe, spreads: { __size: {} } }), 'spreads.__size'],
  ])('%s is refused with its place', (text, where) => {
    expect(() => readSceneRecipe(text)).toThrow(
      expect.objectContaining({ problem: { code: 'images/recipe-unreadable', where } }),
    )
  })

  test('every parameter has a usual range within its ends', () => {
    for (const id of sceneParameterIds) {
      const { least, most, usual } = sceneParameter(id)
      expect(least <= usual[0] && usual[0] <= usual[1] && usual[1] <= most).toBe(true)
    }
  })
})
