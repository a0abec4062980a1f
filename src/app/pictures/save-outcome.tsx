import { Progress } from '@mantine/core'
import type { Problem } from '../../core/problem'
import { formatBytes } from '../../ui/format'
import { Notice } from '../../ui/notice'
import type { PictureProgress } from '../../wire/pictures-api'
import { problemText } from '../problem-text'

/** How far the saving of a zip has come. */
export type SaveState =
  | { readonly status: 'ready' }
  | { readonly status: 'making'; readonly progress: PictureProgress }
  | { readonly status: 'saved'; readonly name: string; readonly bytes: number }
  | { readonly status: 'failed'; readonly problem: Problem }

export function Outcome({ state }: { readonly state: SaveState }) {
  if (state.status === 'ready') return null
  if (state.status === 'making') {
    const { done, of } = state.progress
    return <Progress mt={12} value={(100 * done) / Math.max(1, of)} aria-label="Pictures made" />
  }
  if (state.status === 'saved')
    return (
      <p role="status">
        Saved “{state.name}”, {formatBytes(state.bytes)}. Look for it in your downloads.
      </p>
    )
  const { title, advice } = problemText(state.problem)
  return (
    <Notice tone="bad" title={title}>
      {advice}
    </Notice>
  )
}
