import { create } from 'zustand'
import { probeSeal, type SealStatus, sealing, startSeal } from './seal'
import { watchForUpdate } from './service-worker'

interface BootState {
  readonly seal: SealStatus
  /** The person chose to go on without the seal, for as long as the tab lives. */
  readonly goesUnsealed: boolean
  readonly isProbing: boolean
  /** A new version waits to be started. */
  readonly update?: ServiceWorkerRegistration
}

export const useBoot = create<BootState>()(() => ({ seal: sealing, goesUnsealed: false, isProbing: false }))

let started = false

/** Finds out whether anything can leave this page. Once per page load. */
export async function bootSeal(): Promise<void> {
  if (started) return
  started = true
  const registration = await startSeal((seal) => useBoot.setState({ seal }))
  if (registration) watchForUpdate(registration, () => useBoot.setState({ update: registration }))
}

/** The leak test: tries every way out once more. */
export async function probeAgain(): Promise<void> {
  useBoot.setState({ isProbing: true })
  const seal = await probeSeal()
  useBoot.setState({ seal, isProbing: false })
}

export const goUnsealed = (): void => useBoot.setState({ goesUnsealed: true })
