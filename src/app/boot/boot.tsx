import { type ReactNode, useEffect, useState } from 'react'
import { type Problem, StudioError } from '../../core/problem'
import { db } from '../../db/database'
import { settleInterrupted } from '../../db/interrupted'
import { emptyBin } from '../../db/projects'
import { loadUiSettings } from '../../store/ui'
import type { ProblemText } from '../problem-text'
import { BootFrame } from './boot-frame'
import { bootSeal, useBoot } from './seal-status'
import { SealingScreen } from './sealing-screen'
import { StorageScreen } from './storage-screen'
import { UnsealedScreen } from './unsealed-screen'

const binMs = 60_000
/** A seal that takes longer is shown as a screen; a quick one as nothing, so that nothing flickers. */
const patienceMs = 350

type Storage = { readonly status: 'opening' | 'open' } | { readonly status: 'failed'; readonly text: ProblemText }

/** Lets nobody in before the seal is found out and the database is open: no file is taken until then. */
export function Boot({ children }: { readonly children: ReactNode }) {
  const seal = useBoot((state) => state.seal)
  const goesUnsealed = useBoot((state) => state.goesUnsealed)
  const [storage, setStorage] = useState<Storage>({ status: 'opening' })
  const [isSlow, setSlow] = useState(false)

  useEffect(() => {
    void bootSeal()
    void openStorage().then(setStorage)
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])

  if (storage.status === 'failed') return <StorageScreen {...storage.text} />
  if (seal.state === 'sealing' || storage.status === 'opening') return isSlow ? <SealingScreen /> : <BootFrame />
  const isDevelopment = seal.reason === 'development'
  if (seal.state === 'unsealed' && !goesUnsealed && !isDevelopment) return <UnsealedScreen seal={seal} />
  return children
}

async function openStorage(): Promise<Storage> {
  try {
    await db.open()
    await loadUiSettings()
    await emptyBin(binMs)
    await settleInterrupted()
    return { status: 'open' }
  } catch (error) {
    const { problemText } = await import('../problem-text')
    return { status: 'failed', text: problemText(problemOf(error)) }
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof StudioError) return error.problem
  return { code: 'storage/unavailable', reason: error instanceof Error ? error.name : String(error) }
}
