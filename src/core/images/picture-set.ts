/** Pictures of one size, decoded, with their classes. Row-major, channels last. */
export interface PictureSet {
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3
  /** Count × height × width × channels, 0–255. */
  readonly pixels: Uint8Array
  /** For each picture the index of its class. */
  readonly labels: Int32Array
  readonly classes: readonly string[]
}
