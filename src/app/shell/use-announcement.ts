import { useEffect, useRef, useState } from 'react'

const quietMs = 10_000

/** A message for a live region, renewed at most every ten seconds, so that a screen reader can get a word in. */
export function useAnnouncement(message: string): string {
  const [spoken, setSpoken] = useState('')
  const lastAt = useRef(0)
  useEffect(() => {
    const wait = message === '' ? 0 : Math.max(0, lastAt.current + quietMs - Date.now())
    const timer = setTimeout(() => {
      lastAt.current = Date.now()
      setSpoken(message)
    }, wait)
    return () => clearTimeout(timer)
  }, [message])
  return spoken
}
