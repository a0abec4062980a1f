import type { PictureSet } from './picture-set'

const gap = 2 // pixels between pictures
const ground = 255

/** The first pictures of each class in a row of their own, `columns` at most; one large picture. */
export function contactSheet(set: PictureSet, columns: number) {
  const { width, height, channels, labels, classes, pixels } = set
  const rows = classes
    .map((_, label) => [...labels.keys()].filter((place) => labels[place] === label).slice(0, columns))
    .filter((places) => places.length > 0)
  const across = Math.max(1, ...rows.map((places) => places.length))
  const sheet = {
    width: across * (width + gap) + gap,
    height: Math.max(1, rows.length) * (height + gap) + gap,
    channels,
  }
  const out = new Uint8Array(sheet.width * sheet.height * channels).fill(ground)
  rows.forEach((places, row) => {
    places.forEach((place, column) => {
      for (let y = 0; y < height; y++) {
        const from = (place * height + y) * width * channels
        const left = gap + column * (width + gap)
        const to = ((gap + row * (height + gap) + y) * sheet.width + left) * channels
        out.set(pixels.subarray(from, from + width * channels), to)
      }
    })
  })
  return { ...sheet, pixels: out }
}
