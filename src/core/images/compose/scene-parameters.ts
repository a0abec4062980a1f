import type { Parameter } from '../transforms/transform'

export type SceneGroup = 'objects' | 'light' | 'edges' | 'camera' | 'defects'

export interface SceneParameter extends Parameter {
  readonly group: SceneGroup
  /** Drawn for each thing, not once for the scene. */
  readonly each?: true
}

const part = <Facts extends Omit<SceneParameter, 'group'>>(group: SceneGroup, facts: Facts) => ({ ...facts, group })

/** All that is drawn for a scene, in the order in which the editor shows it. */
export const sceneParameters = {
  count: part('objects', { unit: 'count', least: 0, most: 40, usual: [1, 4], whole: true }),
  /** Longer side, of the scene's shorter side. */
  size: part('objects', { unit: 'share', least: 0.03, most: 1, usual: [0.2, 0.45], each: true }),
  /** Counter-clockwise. */
  rotation: part('objects', { unit: 'degrees', least: -180, most: 180, usual: [-20, 20], each: true }),
  /** Of the middle: 0 the left edge, 1 the right one. */
  across: part('objects', { unit: 'share', least: 0, most: 1, usual: [0.05, 0.95], each: true }),
  /** Of the middle: 0 the upper edge, 1 the lower one. */
  down: part('objects', { unit: 'share', least: 0, most: 1, usual: [0.05, 0.95], each: true }),
  /** Shapes that belong to no class. */
  distractors: part('objects', { unit: 'count', least: 0, most: 20, usual: [0, 0], whole: true }),
  /** Where the light comes from: 0 right, 90 above. */
  direction: part('light', { unit: 'degrees', least: 0, most: 360, usual: [20, 160] }),
  brightness: part('light', { unit: 'stops', least: -2, most: 2, usual: [-0.4, 0.4] }),
  temperature: part('light', { unit: 'kelvin', least: 2500, most: 15000, usual: [5000, 8500] }),
  /** How much lighter the lit side is. */
  shading: part('light', { unit: 'share', least: 0, most: 0.8, usual: [0, 0.3] }),
  'shadow-strength': part('light', { unit: 'share', least: 0, most: 1, usual: [0.15, 0.5] }),
  /** Of the thing's longer side. */
  'shadow-length': part('light', { unit: 'share', least: 0, most: 0.5, usual: [0.03, 0.12] }),
  'shadow-softness': part('light', { unit: 'px', least: 0, most: 20, usual: [1, 5] }),
  /** How far edges fade inwards. */
  feather: part('edges', { unit: 'px', least: 0, most: 8, usual: [0, 1.2], each: true }),
  /** How far a thing takes over the colours around it (Pérez et al. 2003 at 1). */
  harmony: part('edges', { unit: 'share', least: 0, most: 1, usual: [0, 0.3], each: true }),
  'background-blur': part('camera', { unit: 'px', least: 0, most: 8, usual: [0, 1.5] }),
  blur: part('camera', { unit: 'px', least: 0, most: 4, usual: [0, 0.8] }),
  noise: part('camera', { unit: 'levels', least: 0, most: 40, usual: [0, 6] }),
  /** 100: none of it. */
  'jpeg-quality': part('camera', { unit: 'quality', least: 10, most: 100, usual: [60, 100], whole: true }),
  defects: part('defects', { unit: 'count', least: 0, most: 20, usual: [0, 0], whole: true }),
  /** Of the shorter side of the part, or of the scene where the whole picture is the part. */
  'defect-size': part('defects', { unit: 'share', least: 0.03, most: 1, usual: [0.08, 0.35], each: true }),
  'defect-strength': part('defects', { unit: 'share', least: 0.1, most: 1, usual: [0.3, 0.8], each: true }),
} as const satisfies Readonly<Record<string, SceneParameter>>

export type SceneParameterId = keyof typeof sceneParameters

export const sceneParameterIds = Object.keys(sceneParameters) as SceneParameterId[]

export const sceneParameter = (id: SceneParameterId): SceneParameter => sceneParameters[id]
