import { useEffect, useState } from 'react'
import type { Lens, LensSide } from '../../core/privacy/lens'
import type { Problem } from '../../core/problem'
import { lensOf } from '../../jobs/evaluate'
import { problemOf } from '../../store/work'

interface LensState {
  readonly lens?: Lens
  readonly problem?: Problem
  readonly pending: boolean
}

/** Rows beside their nearest, computed when a side is chosen; they live in this component and nowhere else. */
export function useLens(outputId: string, side: LensSide | undefined): LensState {
  const [answer, setAnswer] = useState<Omit<LensState, 'pending'> & { key?: string }>({})
  const key = side && `${outputId} ${side}`
  useEffect(() => {
    if (!side) return
    let stale = false
    const asked = `${outputId} ${side}`
    lensOf(outputId, side).then(
      (lens) => !stale && setAnswer({ key: asked, lens }),
      (error) => !stale && setAnswer({ key: asked, problem: problemOf(error) }),
    )
    return () => {
      stale = true
    }
  }, [outputId, side])
  const { key: answered, ...own } = answer
  return answered === key ? { ...own, pending: false } : { pending: key !== undefined }
}
