/** One decoded picture: `[height][width][channels]`, 0–255, row-major. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3
  readonly pixels: Uint8Array
  /**
   * `[height × width]`, 0 clear, 255 solid; absent where all is solid. The pixels are already mixed with white by it, so
   * that they may be shown, and scaled like any others.
   */
  readonly alpha?: Uint8Array
}

export function emptyPicture(width: number, height: number, channels: 1 | 3): Picture {
  return { width, height, channels, pixels: new Uint8Array(width * height * channels) }
}

/** Rounded half up and kept in 0–255; not a number becomes 0. */
export const toByte = (value: number): number => (value > 0 ? (value < 255 ? (value + 0.5) | 0 : 255) : 0)

/** ITU-R BT.601 luma in 16-bit fixed point, as Pillow's convert('L') computes it. */
export const luma = (r: number, g: number, b: number): number => (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16

/** Grey values `[height × width]`. */
export function greyOf({ width, height, channels, pixels }: Picture): Uint8Array {
  if (channels === 1) return pixels
  const grey = new Uint8Array(width * height)
  for (let i = 0, at = 0; i < grey.length; i++, at += 3) grey[i] = luma(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!)
  return grey
}

/** The same picture with as many channels as wanted. */
export function withChannels(picture: Picture, channels: 1 | 3): Picture {
  if (picture.channels === channels) return picture
  if (channels === 1) return { ...picture, channels, pixels: greyOf(picture) }
  const pixels = new Uint8Array(picture.pixels.length * 3)
  for (let i = 0; i < picture.pixels.length; i++) pixels.fill(picture.pixels[i]!, 3 * i, 3 * i + 3)
  return { ...picture, channels, pixels }
}

/**
 * RGBA, 8 bits each, not premultiplied, as decoders give it. What is transparent becomes white. A picture whose file
 * says that it is grey keeps one channel.
 */
export function fromRgba(rgba: ArrayLike<number>, width: number, height: number, channels: 1 | 3): Picture {
  const picture = emptyPicture(width, height, channels)
  const { pixels } = picture
  const alphas = new Uint8Array(width * height)
  let isSolid = true
  for (let from = 0, to = 0; from < width * height * 4; from += 4, to += channels) {
    const alpha = rgba[from + 3]!
    alphas[from >> 2] = alpha
    if (alpha < 255) isSolid = false
    for (let c = 0; c < channels; c++) {
      const value = rgba[from + c]!
      pixels[to + c] = alpha === 255 ? value : toByte(255 + ((value - 255) * alpha) / 255)
    }
  }
  return isSolid ? picture : { ...picture, alpha: alphas }
}

/** As the orientation of its EXIF says it is to be seen (CIPA DC-008, tag 0x0112, 1–8; 1 is upright). */
export function orient(picture: Picture, orientation: number): Picture {
  if (orientation < 2 || orientation > 8) return picture
  const { width, height, channels, pixels } = picture
  const isTurned = orientation > 4
  const turned = emptyPicture(isTurned ? height : width, isTurned ? width : height, channels)
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const [u, v] = isTurned ? [y, x] : [x, y]
      const isMirroredX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8
      const isMirroredY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7
      const from = ((isMirroredY ? height - 1 - v : v) * width + (isMirroredX ? width - 1 - u : u)) * channels
      const to = (y * turned.width + x) * channels
      for (let c = 0; c < channels; c++) turned.pixels[to + c] = pixels[from + c]!
    }
  }
  if (!picture.alpha) return turned
  const alpha = orient({ width, height, channels: 1, pixels: picture.alpha }, orientation).pixels
  return { ...turned, alpha }
}
