import type { RefusalReason } from '../core/images/refusal'

const texts: { readonly [Reason in RefusalReason]: string } = {
  'not-a-picture': 'not a picture',
  unsupported: 'a format that can’t be read here; save it as PNG or JPEG',
  svg: 'a drawing (SVG), which is never opened; save it as PNG',
  empty: 'an empty file',
  truncated: 'it ends too early; copy it again',
  damaged: 'damaged',
  'too-many-pixels': 'more than 40 million pixels; make it smaller',
  'too-many-bytes': 'more than 128 MB',
  bomb: 'it would unpack to far more than it says',
  'path-escape': 'its name leads out of the archive',
  encrypted: 'protected by a password',
  'labels-unreadable': 'a label file that can’t be read; its pictures are kept without its labels',
  'labels-escape': 'it names pictures outside of the folder; these labels were passed over',
  'labels-unmatched': 'it names pictures that are not here, or fit more than one; these labels were passed over',
  'labels-outside': 'boxes outside of their pictures, without area or without a class; they were passed over',
}

/** Why a file or some of its labels were left out, to stand behind its name. */
export const refusalText = (reason: RefusalReason, count?: number): string =>
  count === undefined ? texts[reason] : `${texts[reason]} (${count})`
