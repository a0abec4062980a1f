import { type Layer, opaque, wholeArea } from './layer'

/** Which thing is seen in each pixel, and how much of each thing is seen, while things are laid over one another. */
export class VisibleAreas {
  /** `[height × width]`: 0, or the number of the thing that is seen, from 1. */
  readonly owners: Uint8Array
  /** Pixels of each thing: all of it, and what is seen. */
  readonly whole: number[] = []
  readonly seen: number[] = []
  readonly #isKept: boolean[] = []

  constructor(
    readonly width: number,
    readonly height: number,
    /** Of a thing's own area. */
    readonly leastVisible: number,
  ) {
    this.owners = new Uint8Array(width * height)
  }

  /** Lays a thing on top, unless too little of it or of one below would be seen; then nothing changes. */
  add(layer: Layer, mustBeSeen: boolean): boolean {
    const { whole, inside, hidden } = this.#count(layer)
    if (whole === 0 || this.whole.length >= 255) return false
    if (mustBeSeen && (inside === 0 || inside < this.leastVisible * whole)) return false
    const tooMuch = hidden.some(
      (less, i) =>
        less > 0 && this.#isKept[i] && this.seen[i]! - less < Math.max(1, this.leastVisible * this.whole[i]!),
    )
    if (tooMuch) return false
    this.whole.push(whole)
    this.seen.push(inside)
    this.#isKept.push(mustBeSeen)
    hidden.forEach((less, i) => {
      this.seen[i]! -= less
    })
    const own = this.whole.length
    eachPixel(layer, this.width, this.height, (at) => {
      this.owners[at] = own
    })
    return true
  }

  /** The pixel of a thing at a share of the way through those that are seen of it. */
  pixelOf(thing: number, share: number): readonly [number, number] {
    let left = Math.floor(share * this.seen[thing]!)
    for (let at = 0; at < this.owners.length; at++)
      if (this.owners[at] === thing + 1 && left-- === 0) return [at % this.width, Math.floor(at / this.width)]
    return [0, 0]
  }

  #count(layer: Layer) {
    const hidden = new Array<number>(this.whole.length).fill(0)
    let inside = 0
    eachPixel(layer, this.width, this.height, (at) => {
      inside++
      const below = this.owners[at]!
      if (below > 0) hidden[below - 1]!++
    })
    return { whole: wholeArea(layer), inside, hidden }
  }
}

/** The places, in a picture, of a layer's pixels that hide what is under them. */
function eachPixel(layer: Layer, width: number, height: number, visit: (at: number) => void): void {
  const { left, top, pixels } = layer
  const [x0, x1] = [Math.max(0, -left), Math.min(layer.width, width - left)]
  for (let y = Math.max(0, -top); y < Math.min(layer.height, height - top); y++)
    for (let x = x0; x < x1; x++)
      if (pixels[(y * layer.width + x) * 4 + 3]! >= opaque) visit((top + y) * width + left + x)
}
