import { areaOf } from '../mask'
import { runLengths } from '../run-lengths'
import type { PictureLayout } from './layout'

/** COCO's object detection: boxes `[x, y, width, height]`, masks as uncompressed run lengths, categories from 1. */
export const coco: PictureLayout = {
  id: 'coco',
  start(classes) {
    const parts = new Map<string, { images: object[]; annotations: object[] }>()
    return {
      add({ name, part, width, height, things = [] }) {
        const own = parts.get(part) ?? { images: [], annotations: [] }
        parts.set(part, own)
        const image_id = own.images.length + 1
        own.images.push({ id: image_id, file_name: `${name}.png`, width, height })
        for (const { left, top, right, bottom, label, mask } of things)
          own.annotations.push({
            id: own.annotations.length + 1,
            image_id,
            category_id: label + 1,
            bbox: [left, top, right - left, bottom - top],
            area: mask ? areaOf(mask) : (right - left) * (bottom - top),
            iscrowd: 0,
            segmentation: mask ? { size: [height, width], counts: runLengths(mask, width, height) } : [],
          })
        return { name: `${part}/${name}.png`, beside: [] }
      },
      end: () =>
        [...parts].map(([part, { images, annotations }]) => ({
          name: `annotations/instances_${part}.json`,
          text: `${JSON.stringify({
            info: { description: 'Synthetic: made by Synthetic Data Studio' },
            licenses: [],
            images,
            annotations,
            categories: classes.map((name, i) => ({ id: i + 1, name })),
          })}\n`,
        })),
    }
  },
}
