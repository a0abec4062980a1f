import { Badge, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward, IconPlayerStop } from '@tabler/icons-react'
import type { LiveRun, Run, RunStatus } from '../../db/objects'
import type { TrainJob } from '../../jobs/train'
import { useWork } from '../../store/work'
import { formatCount, formatSeconds, formatShare } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { backendWords, runStatusWords } from '../run-words'
import { isStepwise, unitOf } from '../unit-words'
import { generatorWords } from '../words'
import classes from './train.module.css'

interface RunningPanelProps {
  readonly run: Run
  readonly live?: LiveRun
  readonly where: 'here' | 'elsewhere'
}

/** A run under way: where it stands and what can be done with it. */
export function RunningPanel({ run, live, where }: RunningPanelProps) {
  const { status } = run
  const progress = live?.progress ?? run.progress
  const unit = unitOf(run.generator)
  const isKept = status === 'done' || status === 'stopped'
  const job = useWork((work) => (work.training?.runId === run.id ? work.training.job : undefined))
  return (
    <Panel
      label="Training"
      title={
        <Group gap="sm" component="span">
          {generatorWords[run.generator] ?? run.generator}
          <Badge variant="light" color={status === 'paused' ? 'gray' : undefined} tt="none" component="span">
            {runStatusWords[status]}
          </Badge>
        </Group>
      }
      actions={
        where === 'here' && job && !isKept ? (
          <Controls job={job} status={status} trains={isStepwise(run.generator)} />
        ) : null
      }
    >
      <Stack gap="sm">
        <Progress.Root size={10}>
          <Progress.Section
            value={Math.max(1, progress * 100)}
            striped={status === 'recovering'}
            animated={status === 'recovering'}
            color={status === 'paused' ? 'gray' : undefined}
            aria-label="Training progress"
          />
        </Progress.Root>
        <Facts run={run} progress={progress} {...(live ? { live } : {})} />
        {status === 'waiting' && (
          <Notice tone="info" title="Another tab is training">
            This device trains one run at a time. This one starts by itself when the other has ended.
          </Notice>
        )}
        {isKept && (
          <Text size="sm">
            The model is kept. A full-size {unit.set} is being made from it
            {unit.set === 'table' && ' and compared with what is there'}…
          </Text>
        )}
        {status === 'preparing' && <Text size="sm">Getting the data and the device ready…</Text>}
        {status === 'recovering' && (
          <Notice tone="warn" title="Recovering from the last checkpoint">
            Something went wrong on the device. Training goes on by itself; at most ten seconds of work are lost.
          </Notice>
        )}
        {where === 'elsewhere' && (
          <Notice tone="info" title="This run trains in another tab">
            You see its progress here. Pause and stop it there, and keep that tab open.
          </Notice>
        )}
        {live?.goodEnough && status !== 'paused' && (
          <Notice
            tone="good"
            title="Good enough"
            actions={
              job && (
                <Button size="xs" leftSection={<IconPlayerStop size={16} />} onClick={() => job.stopAndKeep()}>
                  Stop and keep
                </Button>
              )
            }
          >
            Its columns and pairs are now about as close to the control rows as the training rows are. Training longer
            will hardly help.
          </Notice>
        )}
      </Stack>
    </Panel>
  )
}

function Controls({ job, status, trains }: { job: TrainJob; status: RunStatus; trains: boolean }) {
  const busy = status === 'preparing' || status === 'recovering'
  return (
    <Group gap="xs">
      {trains &&
        (status === 'paused' ? (
          <>
            <Button size="sm" leftSection={<IconPlayerPlay size={16} />} onClick={() => job.play()}>
              Go on
            </Button>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconPlayerSkipForward size={16} />}
              onClick={() => job.step()}
            >
              Step
            </Button>
          </>
        ) : (
          <Button
            size="sm"
            variant="default"
            disabled={busy || status === 'waiting'}
            leftSection={<IconPlayerPause size={16} />}
            onClick={() => job.pause()}
          >
            Pause
          </Button>
        ))}
      <Button
        size="sm"
        variant="default"
        disabled={busy}
        leftSection={<IconPlayerStop size={16} />}
        onClick={() => job.stopAndKeep()}
      >
        Stop and keep
      </Button>
    </Group>
  )
}

function Facts({ run, live, progress }: { run: Run; live?: LiveRun; progress: number }) {
  const elapsed = live?.elapsedSeconds ?? run.fitSeconds
  const left = live?.secondsLeft
  return (
    <p className={classes.facts}>
      <span>{formatShare(progress, 0)}</span>
      <span>{formatSeconds(elapsed)} so far</span>
      {left !== undefined && left > 0 && <span>about {formatSeconds(left)} left</span>}
      {live && live.plannedSteps > 0 && (
        <span>
          step {formatCount(live.step)} of at most {formatCount(live.plannedSteps)}
        </span>
      )}
      {run.backend !== '' && <span>on {backendWords(run.backend)}</span>}
      <span>seed {run.seed}</span>
    </p>
  )
}
