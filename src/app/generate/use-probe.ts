import { useEffect, useState } from 'react'
import type { Problem } from '../../core/problem'
import { steeringOf } from '../../core/recipe/recipe'
import { probeRows } from '../../jobs/train'
import { problemOf } from '../../store/work'
import type { RowsWish } from './wish'

export interface Probe {
  /** Rows of an earlier wish stay until the new ones are there. */
  readonly rows?: readonly (readonly string[])[]
  readonly pending: boolean
  readonly problem?: Problem
}

const quietMs = 300

/** 20 rows of what would be made, made again after each edit. */
export function useProbe(wish: RowsWish | undefined): Probe {
  const [answer, setAnswer] = useState<Omit<Probe, 'pending'> & { key?: string }>({})
  const key = wish && JSON.stringify([wish.runId, wish.seed, steeringOf(wish)])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what a probe depends on
  useEffect(() => {
    if (!wish || !key) return
    let stale = false
    const timer = setTimeout(() => {
      probeRows(wish.runId, { seed: wish.seed, ...steeringOf(wish) }).then(
        (rows) => !stale && setAnswer({ key, rows }),
        (error) => !stale && setAnswer({ key, problem: problemOf(error) }),
      )
    }, quietMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [key])
  const { key: answered, ...probe } = answer
  return { ...probe, pending: key !== undefined && answered !== key }
}
