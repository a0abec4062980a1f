import { type Pipeline, usualAugMix, usually } from './pipeline'

export interface Preset {
  readonly id:
    | 'gentle'
    | 'light'
    | 'weather'
    | 'sensor'
    | 'handling'
    | 'strong'
    | 'rand-augment'
    | 'trivial-augment'
    | 'aug-mix'
  readonly pipeline: Pipeline
}

/** Named by what changes between the pictures at hand and those to come. */
export const presets: readonly Preset[] = [
  {
    id: 'gentle',
    pipeline: [
      usually('rotate', 0.7),
      usually('shift', 0.7),
      usually('zoom', 0.7),
      usually('brightness', 0.5),
      usually('gaussian-noise', 0.3),
    ],
  },
  {
    id: 'light',
    pipeline: [
      usually('exposure', 0.7),
      usually('contrast', 0.5),
      usually('white-balance', 0.5),
      { kind: 'one-of', chance: 0.6, steps: [usually('shadow', 1), usually('vignette', 1), usually('sun-flare', 1)] },
      usually('shot-noise', 0.3),
    ],
  },
  {
    id: 'weather',
    pipeline: [
      {
        kind: 'one-of',
        chance: 0.9,
        steps: [usually('rain', 1), usually('snow', 1), usually('fog', 1), usually('spatter', 1)],
      },
      usually('exposure', 0.5),
      usually('contrast', 0.5),
    ],
  },
  {
    id: 'sensor',
    pipeline: [
      {
        kind: 'one-of',
        chance: 0.6,
        steps: [usually('blur', 1), usually('motion-blur', 1), usually('defocus', 1), usually('down-scale', 1)],
      },
      {
        kind: 'one-of',
        chance: 0.7,
        steps: [usually('gaussian-noise', 1), usually('shot-noise', 1), usually('colour-noise', 1)],
      },
      usually('dead-pixels', 0.1),
      usually('jpeg-artefacts', 0.5),
    ],
  },
  {
    id: 'handling',
    pipeline: [
      {
        kind: 'some-of',
        chance: 1,
        count: 3,
        steps: [
          usually('rotate', 1),
          usually('shift', 1),
          usually('zoom', 1),
          usually('shear', 1),
          usually('perspective', 1),
          usually('crop-and-resize', 1),
        ],
      },
      usually('elastic', 0.2),
      usually('coarse-dropout', 0.3),
    ],
  },
  {
    id: 'strong',
    pipeline: [
      {
        kind: 'some-of',
        chance: 1,
        count: 2,
        steps: [
          usually('rotate', 1),
          usually('perspective', 1),
          usually('crop-and-resize', 1),
          usually('elastic', 1),
          usually('lens', 1),
        ],
      },
      {
        kind: 'some-of',
        chance: 1,
        count: 2,
        steps: [
          usually('exposure', 1),
          usually('contrast', 1),
          usually('saturation', 1),
          usually('hue', 1),
          usually('shadow', 1),
        ],
      },
      {
        kind: 'one-of',
        chance: 0.6,
        steps: [
          usually('blur', 1),
          usually('gaussian-noise', 1),
          usually('jpeg-artefacts', 1),
          usually('down-scale', 1),
        ],
      },
      usually('random-erasing', 0.4),
    ],
  },
  { id: 'rand-augment', pipeline: [{ kind: 'rand-augment', chance: 1, count: 2, strength: 0.8 }] },
  { id: 'trivial-augment', pipeline: [{ kind: 'trivial-augment', chance: 1 }] },
  { id: 'aug-mix', pipeline: [usualAugMix] },
]
