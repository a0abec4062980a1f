import { useCallback, useEffect, useState } from 'react'

export interface Storage {
  /** Bytes. */
  readonly usage: number
  readonly quota: number
  readonly isPersisted: boolean
  readonly refresh: () => void
}

const everyMs = 5_000

/** What the browser says of the studio's storage. */
export function useStorage(): Storage {
  const [facts, setFacts] = useState({ usage: 0, quota: 0, isPersisted: false })
  const refresh = useCallback(() => void readStorage().then(setFacts), [])
  useEffect(() => {
    refresh()
    const timer = setInterval(refresh, everyMs)
    return () => clearInterval(timer)
  }, [refresh])
  return { ...facts, refresh }
}

async function readStorage() {
  const [{ usage = 0, quota = 0 }, isPersisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ])
  return { usage, quota, isPersisted }
}
