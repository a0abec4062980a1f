import type { Part } from '../labels'
import type { PictureLayout } from './layout'

/** Hugging Face's imagefolder for detection: `metadata.jsonl` in each part, boxes `[x, y, width, height]`. */
export const imagefolder: PictureLayout = {
  id: 'imagefolder',
  start(classes) {
    const lines = new Map<Part, string[]>()
    return {
      add({ name, part, things }) {
        const own = lines.get(part) ?? []
        lines.set(part, own)
        const objects = {
          bbox: things.map(({ left, top, right, bottom }) => [left, top, right - left, bottom - top]),
          category: things.map(({ label }) => classes[label]!),
        }
        own.push(JSON.stringify({ file_name: `${name}.png`, objects }))
        return { name: `${part}/${name}.png`, beside: [] }
      },
      end: () =>
        [...lines].map(([part, own]) => ({
          name: `${part}/metadata.jsonl`,
          text: own.map((line) => `${line}\n`).join(''),
        })),
    }
  },
}
