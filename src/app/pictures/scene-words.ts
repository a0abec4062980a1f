import type { SceneGroup, SceneParameterId } from '../../core/images/compose/scene-parameters'
import type { ScenePreset } from '../../core/images/compose/scene-recipe'
import type { SpreadShape } from '../../core/images/compose/spread'
import type { PictureLayout } from '../../core/images/layouts/layout'

export const scenePresetWords: Readonly<Record<ScenePreset['id'], string>> = {
  objects: 'Things on a background: one to four, upright',
  crowded: 'Crowded: many, turned, one over the other',
  inspection: 'Inspection: faults on your pictures of good parts',
}

export const sceneGroupWords: Readonly<Record<SceneGroup, string>> = {
  objects: 'Things',
  light: 'Light and shadow',
  edges: 'Edges',
  camera: 'Camera',
  defects: 'Faults on good parts',
}

export const parameterWords: Readonly<Record<SceneParameterId, string>> = {
  count: 'Things in a scene',
  size: 'Size, of the scene',
  rotation: 'Turned by',
  across: 'Left to right',
  down: 'Top to bottom',
  distractors: 'Unmarked shapes',
  direction: 'Light from (90°: above)',
  brightness: 'Exposure',
  temperature: 'Colour of the light',
  shading: 'Lit side brighter by',
  'shadow-strength': 'Shadow darkness',
  'shadow-length': 'Shadow length, of the thing',
  'shadow-softness': 'Shadow softness',
  feather: 'Edges fade over',
  harmony: 'Takes on colours around',
  'background-blur': 'Background out of focus',
  blur: 'Blur',
  noise: 'Noise',
  'jpeg-quality': 'JPEG quality',
  defects: 'Faults in a scene',
  'defect-size': 'Size, of the part',
  'defect-strength': 'How visible',
}

export const shapeWords: Readonly<Record<SpreadShape, string>> = { even: 'Even', middle: 'Middle', low: 'Low' }

export const layoutWords: Readonly<Record<PictureLayout['id'], string>> = {
  coco: 'COCO JSON: boxes and masks',
  yolo: 'YOLO: a text with boxes beside each picture',
  voc: 'Pascal VOC: an XML with boxes for each picture',
  imagefolder: 'imagefolder: boxes in metadata.jsonl',
}
