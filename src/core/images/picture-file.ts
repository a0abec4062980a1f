/** One file of a zip or folder. All of it throws RefusedFile. */
export interface PictureFile {
  /** With folders, as the archive or the picker says it: `pets/train/cat/1.png`. */
  readonly path: string
  readonly size: number
  /** At most `most` bytes from its start. */
  head(most: number): Promise<Uint8Array>
  bytes(): Promise<Uint8Array>
}
