import type { PictureSet } from './picture-set'

/** The pictures at `places`, in that order. */
export function pickPictures(set: PictureSet, places: ArrayLike<number>): PictureSet {
  const size = set.width * set.height * set.channels
  const pixels = new Uint8Array(places.length * size)
  const labels = new Int32Array(places.length)
  for (let to = 0; to < places.length; to++) {
    const from = places[to]!
    pixels.set(set.pixels.subarray(from * size, (from + 1) * size), to * size)
    labels[to] = set.labels[from]!
  }
  return { ...set, pixels, labels }
}
