import type { Part } from '../labels'
import type { PictureLayout } from './layout'

/**
 * Hugging Face's imagefolder. Folders alone name the classes of a plain set; where more is known, `metadata.jsonl` in each
 * part says it, with boxes `[x, y, width, height]` as `objects`.
 */
export const imagefolder: PictureLayout = {
  id: 'imagefolder',
  start(classes) {
    const lines = new Map<Part, string[]>()
    return {
      add({ name, part, things, facts }) {
        const place = { name: `${part}/${name}.png`, beside: [] }
        if (!things && !facts) return place
        const own = lines.get(part) ?? []
        lines.set(part, own)
        const objects = things && {
          bbox: things.map(({ left, top, right, bottom }) => [left, top, right - left, bottom - top]),
          category: things.map(({ label }) => classes[label]!),
        }
        own.push(JSON.stringify({ file_name: `${name}.png`, ...facts, ...(objects ? { objects } : {}) }))
        return place
      },
      end: () =>
        [...lines].map(([part, own]) => ({
          name: `${part}/metadata.jsonl`,
          text: own.map((line) => `${line}\n`).join(''),
        })),
    }
  },
}
