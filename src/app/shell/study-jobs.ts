import { pauseStudy, type Study } from '../../db/studies'
import { continueStudy } from '../../jobs/study'
import type { JobView } from './use-jobs'

const labels = { mixing: 'Mixing real and synthetic rows', columns: 'Predicting every column' } as const

/** Studies that run, in this tab or another: anyone may pause them. */
export const studyJobs = (studies: readonly Study[]): JobView[] =>
  studies.map(({ id, kind, projectId, progress, secondsLeft }) => ({
    id,
    label: labels[kind],
    progress,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    at: { projectId, stage: 'report' },
    pause: () => void pauseStudy(id),
    play: () => void continueStudy(id),
  }))
