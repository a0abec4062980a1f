import { ActionIcon, Progress, Tooltip } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { Link } from 'wouter'
import { formatSeconds } from '../../ui/format'
import { stagePath } from '../routes'
import styles from './job-bar.module.css'
import { useAnnouncement } from './use-announcement'
import type { JobView } from './use-jobs'

export interface JobBarProps {
  readonly jobs: readonly JobView[]
  readonly className?: string | undefined
}

/** What runs, on every screen; empty when nothing does. */
export function JobBar({ jobs, className }: JobBarProps) {
  const first = jobs[0]
  const message = useAnnouncement(first ? spoken(first) : '')
  return (
    <section className={className} aria-label="Jobs">
      <output className={styles.spoken}>{message}</output>
      {jobs.length > 0 && (
        <ul className={styles.list}>
          {jobs.map((job) => (
            <Job key={job.id} job={job} />
          ))}
        </ul>
      )}
    </section>
  )
}

function spoken({ label, progress }: JobView): string {
  return progress === undefined ? label : `${label}, ${Math.floor(progress * 100)} percent`
}

function Job({ job }: { readonly job: JobView }) {
  const percent = job.progress === undefined ? undefined : Math.floor(job.progress * 100)
  return (
    <li className={styles.job}>
      <span className={styles.label}>
        {job.at ? <Link href={stagePath(job.at.projectId, job.at.stage)}>{job.label}</Link> : job.label}
        {job.detail && <span className={styles.detail}>{job.detail}</span>}
      </span>
      {percent === undefined ? (
        <span className={`${styles.bar} ${styles.unknown}`} aria-hidden />
      ) : (
        <Progress className={styles.bar ?? ''} value={percent} size="sm" aria-label={job.label} />
      )}
      <span className={styles.figures}>
        {percent !== undefined && <b>{percent} %</b>}
        {job.secondsLeft !== undefined && <span>{formatSeconds(Math.max(1, job.secondsLeft))} left</span>}
      </span>
      <span className={styles.buttons}>
        {job.pause && !job.isPaused && <JobButton label="Pause" icon={IconPlayerPause} onClick={job.pause} />}
        {job.play && job.isPaused && <JobButton label="Go on" icon={IconPlayerPlay} onClick={job.play} />}
        {job.stop && <JobButton label={job.stop.label} icon={IconPlayerStop} onClick={job.stop.run} />}
      </span>
    </li>
  )
}

interface JobButtonProps {
  readonly label: string
  readonly icon: typeof IconPlayerStop
  readonly onClick: () => void
}

function JobButton({ label, icon: ButtonIcon, onClick }: JobButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick} variant="default">
        <ButtonIcon size={17} />
      </ActionIcon>
    </Tooltip>
  )
}
