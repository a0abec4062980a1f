import { useEffect, useState } from 'react'
import type { Problem } from '../../core/problem'
import type { GeneratorChoice } from '../../core/recipe/recipe'
import { estimateTraining } from '../../jobs/train'
import { problemOf } from '../../store/work'
import type { TrainEstimate } from '../../wire/api'

export type Estimate =
  | { readonly status: 'measuring' }
  | { readonly status: 'known'; readonly estimate: TrainEstimate }
  | { readonly status: 'failed'; readonly problem: Problem }

/** Edits come in bursts; a trial step takes a fraction of a second. */
const quietMs = 500

/** Time and device for training `choice`, by a trial step in the worker. Undefined when it is not asked. */
export function useEstimate(projectId: string, choice: GeneratorChoice, asked: boolean): Estimate | undefined {
  const [answer, setAnswer] = useState<{ key: string; estimate: Estimate }>()
  const key = JSON.stringify([projectId, choice])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the project and the choice
  useEffect(() => {
    if (!asked) return
    let stale = false
    const answerWith = (estimate: Estimate) => !stale && setAnswer({ key, estimate })
    const timer = setTimeout(() => {
      estimateTraining(projectId, choice).then(
        (estimate) => answerWith({ status: 'known', estimate }),
        (error) => answerWith({ status: 'failed', problem: problemOf(error) }),
      )
    }, quietMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [key, asked])
  if (!asked) return undefined
  return answer?.key === key ? answer.estimate : { status: 'measuring' }
}
