import { useEffect, useState } from 'react'
import type { Problem } from '../../core/problem'
import { preflight } from '../../jobs/export'
import { problemOf } from '../../store/work'
import type { Preflight } from '../../wire/api'

export interface PreflightAnswer {
  readonly facts?: Preflight
  readonly problem?: Problem
}

/** What a look through the output found; undefined while it is being looked through. */
export function usePreflight(outputId: string, format: string): PreflightAnswer | undefined {
  const key = `${outputId} ${format}`
  const [answer, setAnswer] = useState<PreflightAnswer & { key: string }>()
  useEffect(() => {
    let stale = false
    preflight(outputId, format).then(
      (facts) => !stale && setAnswer({ key, facts }),
      (error) => !stale && setAnswer({ key, problem: problemOf(error) }),
    )
    return () => {
      stale = true
    }
  }, [key, outputId, format])
  return answer?.key === key ? answer : undefined
}
