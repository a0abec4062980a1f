import { lazy, Suspense, useEffect } from 'react'
import { useUi } from '../../store/ui'
import type { Place } from './use-open-project'

const styles = () => import('../../ui/all-styles')
const loadSeal = () => import('./seal-panel')
const loadShortcuts = () => import('./shortcuts')
const loadPalette = () => import('./command-palette')

const SealPanel = lazy(async () => ({ default: (await loadSeal()).SealPanel }))
const Shortcuts = lazy(async () => ({ default: (await loadShortcuts()).Shortcuts }))
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }))

/** What opens over the screens. Loaded once the first screen stands. */
export function Panels({ place }: { readonly place: Place }) {
  const panel = useUi((state) => state.panel)
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all([styles(), loadSeal(), loadShortcuts(), loadPalette()]), 1000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Suspense>
      {panel === 'seal' && <SealPanel />}
      {panel === 'shortcuts' && <Shortcuts place={place} />}
      {panel === 'palette' && <CommandPalette place={place} />}
    </Suspense>
  )
}
