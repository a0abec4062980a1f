import { Button } from '@mantine/core'
import type { Problem } from '../../core/problem'
import { Notice } from '../../ui/notice'
import { problemText } from '../problem-text'

/** Why a study ended, and a way to go on. */
export function ProblemNotice({ problem, retry }: { problem?: Problem; retry: () => void }) {
  const text = problem && problemText(problem)
  return (
    <Notice
      tone="bad"
      title={text?.title ?? 'This could not be measured'}
      actions={
        <Button size="xs" onClick={retry}>
          Try again
        </Button>
      }
    >
      {text?.advice ?? 'What was found so far is kept.'}
    </Notice>
  )
}
