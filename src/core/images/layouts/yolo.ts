import { type PictureLayout, short } from './layout'

const folders = { train: 'train', validation: 'val', test: 'test' } as const

/** Ultralytics' detection: a text beside each picture, `class x y width height` of the box's middle in shares. */
export const yolo: PictureLayout = {
  id: 'yolo',
  start(classes) {
    const parts = new Set<keyof typeof folders>()
    return {
      add({ name, part, width, height, things = [] }) {
        parts.add(part)
        const lines = things.map(({ label, left, top, right, bottom }) =>
          [
            label,
            ...[
              (left + right) / 2 / width,
              (top + bottom) / 2 / height,
              (right - left) / width,
              (bottom - top) / height,
            ].map(short),
          ].join(' '),
        )
        const text = lines.map((line) => `${line}\n`).join('')
        return {
          name: `images/${folders[part]}/${name}.png`,
          beside: [{ name: `labels/${folders[part]}/${name}.txt`, text }],
        }
      },
      end: () => {
        // Ultralytics wants both keys, also for a set with one part.
        const place = (part: keyof typeof folders) => `images/${folders[parts.has(part) ? part : 'train']}`
        const lines = [
          'path: .',
          `train: ${place('train')}`,
          `val: ${place('validation')}`,
          ...(parts.has('test') ? [`test: ${place('test')}`] : []),
          'names:',
          ...classes.map((name, i) => `  ${i}: ${JSON.stringify(name)}`),
        ]
        return [{ name: 'data.yaml', text: `${lines.join('\n')}\n` }]
      },
    }
  },
}
