import { createRandom } from '../../random'
import type { Picture } from '../picture'
import { blackBodyRatio } from '../transforms/white-balance'
import { findBackground } from './backgrounds/registry'
import { membrane } from './blend'
import { photographed } from './camera'
import { blur, type Canvas, canvasOf, emptyCanvas } from './canvas'
import { findDefect } from './defects/registry'
import { alphaOf, type Layer, opaque } from './layer'
import type { PlacedDefect, PlacedObject, ScenePlan } from './scene-plan'

export interface RenderedScene {
  readonly picture: Picture
  /** `[height × width]`: 0, or the number of the object that is seen, from 1. */
  readonly objects: Uint8Array
  /** The same for defects, which lie within their objects. */
  readonly defects: Uint8Array
}

/** A plan, carried out. Nothing is drawn here that the plan does not say. */
export function renderScene(
  plan: ScenePlan,
  layers: readonly Layer[],
  ground: Picture | undefined,
  channels: 1 | 3,
): RenderedScene {
  const { width, height, values } = plan
  const light = lightOf(plan)
  const canvas = groundOf(plan, ground)
  shade(canvas, light)
  const objects = new Uint8Array(width * height)
  layers.forEach((layer, i) => {
    lay(canvas, layer, plan.objects[i]!, light, values, objects, i + 1)
  })
  const defects = new Uint8Array(width * height)
  plan.defects.forEach((defect, i) => {
    paintDefect(canvas, defect, light.angle, objects, defects, i + 1)
  })
  relight(canvas, values['brightness']!, values['temperature']!)
  return { picture: photographed(canvas, values, createRandom(plan.seed), channels), objects, defects }
}

interface Light {
  /** Radians, counter-clockwise from the right: where it comes from. */
  readonly angle: number
  /** Towards it, in pixels right and down. */
  readonly dx: number
  readonly dy: number
  /** How much lighter the lit side is, 0–1. */
  readonly shading: number
}

function lightOf({ values }: ScenePlan): Light {
  const angle = (values['direction']! * Math.PI) / 180
  return { angle, dx: Math.cos(angle), dy: -Math.sin(angle), shading: values['shading']! }
}

function groundOf({ width, height, ground: { kind, seed }, values }: ScenePlan, picture: Picture | undefined): Canvas {
  const canvas = picture
    ? canvasOf(picture, width, height)
    : (findBackground(kind)?.paint(width, height, createRandom(seed)) ?? emptyCanvas(width, height))
  blur(canvas.pixels, width, height, 3, values['background-blur']!)
  return canvas
}

/** The ground half as much as things: it lies flat. */
function shade({ width, height, pixels }: Canvas, { dx, dy, shading }: Light): void {
  if (shading === 0) return
  const reach = Math.hypot(width, height) / 2
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const gain = 1 + ((shading / 2) * ((x - width / 2) * dx + (y - height / 2) * dy)) / reach
      for (let c = 0; c < 3; c++) pixels[at + c]! *= gain
    }
}

function lay(
  canvas: Canvas,
  layer: Layer,
  { harmony, size }: PlacedObject,
  light: Light,
  values: ScenePlan['values'],
  owners: Uint8Array,
  number: number,
): void {
  const added = harmony > 0 ? membrane(layer, canvas) : undefined
  castShadow(canvas, layer, light, values, size)
  const { left, top, pixels } = layer
  const reach = Math.hypot(layer.width, layer.height) / 2
  for (let y = Math.max(0, -top); y < Math.min(layer.height, canvas.height - top); y++)
    for (let x = Math.max(0, -left); x < Math.min(layer.width, canvas.width - left); x++) {
      const from = y * layer.width + x
      const alpha = pixels[4 * from + 3]! / 255
      if (alpha === 0) continue
      const to = (top + y) * canvas.width + left + x
      const lit = 1 + (light.shading * ((x - layer.width / 2) * light.dx + (y - layer.height / 2) * light.dy)) / reach
      for (let c = 0; c < 3; c++) {
        const own = pixels[4 * from + c]! + (added ? harmony * added[3 * from + c]! * alpha : 0)
        canvas.pixels[3 * to + c] = own * lit + canvas.pixels[3 * to + c]! * (1 - alpha)
      }
      if (pixels[4 * from + 3]! >= opaque) owners[to] = number
    }
}

/** The thing's own shape, moved away from the light and blurred. */
function castShadow(canvas: Canvas, layer: Layer, light: Light, values: ScenePlan['values'], size: number): void {
  const [strength, length, softness] = [
    values['shadow-strength']!,
    values['shadow-length']! * size,
    values['shadow-softness']!,
  ]
  if (strength === 0) return
  const margin = Math.ceil(2.5 * softness)
  const [width, height] = [layer.width + 2 * margin, layer.height + 2 * margin]
  const shape = new Float32Array(width * height)
  const alpha = alphaOf(layer.pixels)
  for (let y = 0; y < layer.height; y++)
    shape.set(alpha.subarray(y * layer.width, (y + 1) * layer.width), (y + margin) * width + margin)
  blur(shape, width, height, 1, softness)
  const left = layer.left - margin - Math.round(light.dx * length)
  const top = layer.top - margin - Math.round(light.dy * length)
  for (let y = Math.max(0, -top); y < Math.min(height, canvas.height - top); y++)
    for (let x = Math.max(0, -left); x < Math.min(width, canvas.width - left); x++) {
      const kept = 1 - strength * shape[y * width + x]!
      const to = ((top + y) * canvas.width + left + x) * 3
      for (let c = 0; c < 3; c++) canvas.pixels[to + c]! *= kept
    }
}

/** On its object only, or anywhere where the whole picture is the part. */
function paintDefect(
  canvas: Canvas,
  { kind, on, x, y, side, strength, seed }: PlacedDefect,
  light: number,
  objects: Uint8Array,
  owners: Uint8Array,
  number: number,
): void {
  const patch = findDefect(kind)?.draw(side, strength, light, createRandom(seed))
  if (!patch) return
  const [left, top] = [x - (side >> 1), y - (side >> 1)]
  for (let v = Math.max(0, -top); v < Math.min(side, canvas.height - top); v++)
    for (let u = Math.max(0, -left); u < Math.min(side, canvas.width - left); u++) {
      const to = (top + v) * canvas.width + left + u
      const cover = patch.cover[v * side + u]!
      if (cover === 0 || objects[to] !== on + 1) continue
      const relief = patch.relief?.[v * side + u] ?? 0
      for (let c = 0; c < 3; c++)
        canvas.pixels[3 * to + c] = canvas.pixels[3 * to + c]! * (1 + cover * (patch.gain[c]! - 1)) + relief
      if (cover >= 0.5) owners[to] = number
    }
}

/** Doublings of light through a display's exponent of 1 / 2.2, and the colour of a black body's light. */
function relight({ pixels }: Canvas, stops: number, kelvin: number): void {
  const gain = 2 ** (stops / 2.2)
  const gains = [gain * blackBodyRatio(kelvin, 610e-9), gain, gain * blackBodyRatio(kelvin, 465e-9)]
  for (let at = 0; at < pixels.length; at += 3) for (let c = 0; c < 3; c++) pixels[at + c]! *= gains[c]!
}
