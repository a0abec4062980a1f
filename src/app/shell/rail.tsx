import { Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from 'wouter'
import { stagePath } from '../routes'
import styles from './rail.module.css'
import { stagesOf } from './screens'
import { type Place, useKind } from './use-open-project'
import { type StageState, useStageStates } from './use-stage-states'

export interface RailProps {
  readonly place: Place
  readonly className?: string | undefined
}

const stateWords: Readonly<Record<StageState['status'], string>> = {
  done: 'done',
  ready: 'ready',
  busy: 'at work',
  waiting: 'waiting',
  problem: 'needs a look',
}

/** The stages of the project. Any of them opens at any time; a dot says how it stands. */
export function Rail({ place, className }: RailProps) {
  const states = useStageStates(place)
  const isNarrow = useMediaQuery('(max-width: 1080px)', false)
  const kind = useKind(place)
  const { projectId } = place
  if (!projectId) return null
  return (
    <nav className={`${styles.rail} ${className ?? ''}`} aria-label="Stages">
      <ul className={styles.list}>
        {stagesOf(kind).map(({ stage, label, icon: StageIcon, hint }) => {
          const state = states[stage]
          return (
            <li key={stage} className={stage === 'runs' ? styles.last : undefined}>
              <Tooltip label={state.reason ?? hint} position="right" disabled={!isNarrow && !state.reason}>
                <Link
                  href={stagePath(projectId, stage)}
                  className={styles.stage}
                  aria-current={place.stage === stage ? 'page' : undefined}
                >
                  <StageIcon className={styles.icon} size={20} stroke={1.7} aria-hidden />
                  <span className={styles.label}>{label}</span>
                  <span className={styles.dot} data-status={state.status} aria-hidden />
                  <span className={styles.spoken}>({stateWords[state.status]})</span>
                </Link>
              </Tooltip>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
