import type { ReactNode } from 'react'
import type { SyntheticMarker } from '../core/readers/synthetic-marker'
import { Notice } from '../ui/notice'
import { generatorWords } from './words'

const sources: Readonly<Record<SyntheticMarker['by'], string>> = {
  provenance: 'The provenance beside it says so.',
  parquet: 'The file itself says so.',
  name: 'Its name says so.',
  column: 'Its column “_synthetic” says so.',
  xmp: 'The pictures themselves say so.',
}

/** Warns that a table is synthetic itself, before anything is learned from it. */
export function SyntheticNotice({
  marker,
  actions,
}: {
  readonly marker: SyntheticMarker
  readonly actions?: ReactNode
}) {
  const { by, generation, generator, madeFrom } = marker
  const from = madeFrom === undefined ? '' : `, made from “${madeFrom}”`
  const how = generator === undefined ? '' : ` by ${(generatorWords[generator] ?? generator).toLowerCase()}`
  return (
    <Notice tone="warn" title={`This table is synthetic: generation ${generation}${from}${how}`} actions={actions}>
      {sources[by]} What is learned from it repeats its errors and adds new ones, and rare cases get rarer with each
      generation. Learn from the original where you can. A table made from this one will say that it is generation{' '}
      {generation + 1}.
    </Notice>
  )
}
