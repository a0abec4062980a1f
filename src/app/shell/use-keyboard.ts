import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { liveDb } from '../../db/database'
import { editsOf } from '../../store/history'
import { openPanel, useUi } from '../../store/ui'
import { useWork } from '../../store/work'
import { openFiles } from '../intake/intake'
import { homePath, stagePath } from '../routes'
import { stagesOf } from './screens'
import { type Place, useKind } from './use-open-project'

const sequenceMs = 1200

/** Keys that work anywhere. Single keys rest inside fields and controls, and can be switched off. */
export function useKeyboard(place: Place): void {
  const { projectId } = place
  const kind = useKind(place)
  const [, navigate] = useLocation()
  const armedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      const key = event.key.toLowerCase()
      if (event.metaKey || event.ctrlKey) return onChord(event, key, projectId)
      if (event.altKey || !useUi.getState().singleKeys || isField(event.target)) return
      const isArmed = event.timeStamp - armedAt.current < sequenceMs
      armedAt.current = key === 'g' && !isArmed ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (event.key === '?') openPanel('shortcuts')
      if (event.key === ' ' && !isControl(event.target) && toggleTraining()) event.preventDefault()
      if (!isArmed) return
      const found = stagesOf(kind).find((one) => one.key === key)
      if (found && projectId) navigate(stagePath(projectId, found.stage))
      if (key === 'h') navigate(homePath)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [projectId, kind, navigate])
}

function onChord(event: KeyboardEvent, key: string, projectId: string | undefined): void {
  const chord = chords[`${event.shiftKey ? 'shift+' : ''}${key}`]
  // In a field, undo belongs to the field.
  if (!chord || (key === 'z' && isField(event.target)) || (key === 'y' && isField(event.target))) return
  event.preventDefault()
  chord(projectId)
}

const redo = (projectId: string | undefined) => editsOf(projectId)?.redo()

const chords: Readonly<Record<string, (projectId: string | undefined) => void>> = {
  k: () => openPanel('palette'),
  o: () => void openFiles(),
  z: (projectId) => editsOf(projectId)?.undo(),
  'shift+z': redo,
  y: redo,
}

/** Space belongs to a control that has the focus. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, select, summary, [role=gridcell], [role=radio]') !== null
  )
}

/** Pauses training, or goes on with it; false when nothing trains. */
function toggleTraining(): boolean {
  const { training } = useWork.getState()
  if (!training) return false
  void liveDb.live.get(training.runId).then((run) => {
    if (run?.status === 'paused') training.job.play()
    else training.job.pause()
  })
  return true
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable=true]') !== null
}
