import type { ReactNode } from 'react'
import type { SyntheticMarker } from '../core/readers/synthetic-marker'
import { formatQuantity } from '../ui/format'
import { Notice } from '../ui/notice'

interface SyntheticPicturesProps {
  readonly marker: SyntheticMarker
  readonly actions?: ReactNode
}

/** Warns that pictures are synthetic themselves, before anything is learned from them. */
export function SyntheticPictures({ marker, actions }: SyntheticPicturesProps) {
  const { by, generation, madeFrom, pictures = 0 } = marker
  const from = madeFrom === undefined ? '' : `, made from “${madeFrom}”`
  const title =
    by === 'xmp'
      ? `${formatQuantity(pictures, 'picture says', 'pictures say')} that a program made ${pictures === 1 ? 'it' : 'them'}`
      : `These pictures are synthetic: generation ${generation}${from}`
  return (
    <Notice tone="warn" title={title} actions={actions}>
      What is learned from synthetic pictures repeats their errors and adds new ones, and what is rare gets rarer with
      each generation. Use the original ones where you can. A set made from these will say that it is generation{' '}
      {generation + 1}.
    </Notice>
  )
}
