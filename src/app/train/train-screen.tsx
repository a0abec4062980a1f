import { Button, Loader } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconTableOff } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { db } from '../../db/database'
import type { LiveRun, Project } from '../../db/objects'
import { findReport } from '../../db/reports'
import { useWork } from '../../store/work'
import { DataGrid } from '../../ui/data-grid'
import { EmptyState } from '../../ui/empty-state'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { problemText } from '../problem-text'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { EndedPanel, InterruptedNotice } from './ended-panel'
import { EventsPanel } from './events-panel'
import { LossPanel } from './loss-panel'
import { QualityPanel } from './quality-panel'
import { RunningPanel } from './running-panel'
import { SetupPanel } from './setup-panel'
import { TilesPanel } from './tiles-panel'
import classes from './train.module.css'
import type { TrainState } from './train-state'
import { useTrainState } from './use-train-state'

/** Fit a generator and watch its rows come closer to the real ones. */
export function TrainScreen({ project }: ScreenProps) {
  const shown = useTrainState(project)
  if (!shown) return null
  const { state, live } = shown
  if (state.status === 'no-data') return <NoData project={project} />
  return (
    <ScreenFrame
      title="Train"
      hint="A generator learns the table here on your device, and its rows are shown as it gets better."
    >
      <Status project={project} state={state} {...(live ? { live } : {})} />
      <Picture project={project} state={state} {...(live ? { live } : {})} />
    </ScreenFrame>
  )
}

interface PartProps {
  readonly project: Project
  readonly state: TrainState
  readonly live?: LiveRun
}

function Status({ project, state, live }: PartProps) {
  const [again, { open }] = useDisclosure(false)
  const otherTraining = useWork((work) => work.training !== undefined && work.training.projectId !== project.id)
  const blocked = otherTraining ? 'Another project is training; this one can start when it has ended.' : undefined
  const setup = <SetupPanel project={project} {...(blocked ? { blocked } : {})} />
  switch (state.status) {
    case 'running':
      return <RunningPanel run={state.run} where={state.where} {...(live ? { live } : {})} />
    case 'interrupted':
      return (
        <>
          <InterruptedNotice project={project} run={state.run} />
          {setup}
        </>
      )
    case 'ended':
      return (
        <>
          <EndedPanel project={project} run={state.run} />
          {again ? (
            setup
          ) : (
            <div>
              <Button variant="default" leftSection={<IconPlus size={16} />} onClick={open}>
                New run
              </Button>
            </div>
          )}
        </>
      )
    case 'drafting':
      return (
        <>
          <Notice tone="info" title="The first synthetic table is being made">
            <Loader size={12} mr={6} aria-hidden /> Sequential trees learn the table; this takes a few seconds.
          </Notice>
          {setup}
        </>
      )
    case 'ready': {
      const text = state.draftProblem && problemText(state.draftProblem)
      return (
        <>
          {text && (
            <Notice tone="bad" title={text.title}>
              {text.advice}
            </Notice>
          )}
          {setup}
        </>
      )
    }
    case 'no-data':
      return null
  }
}

/** Tiles, sample rows, quality and loss of the run on show; before the first run those of the table in use. */
function Picture({ project, state, live }: PartProps) {
  const active = useLiveQuery(async () => {
    const id = project.activeOutputId
    if (!id) return undefined
    const [output, report] = await Promise.all([db.outputs.get(id), findReport(id)])
    return { output, report: report?.report }
  }, [project.activeOutputId])
  const run = 'run' in state ? state.run : undefined
  const names = useLearnedNames(project.id)
  const measured = active?.report?.columns.flatMap((column) => (column.overlay ? [column.overlay] : []))
  const tiles = live?.tiles.length ? live.tiles : (measured ?? [])
  const sample = live?.sample.length ? live.sample : active?.output?.preview.slice(0, 20)
  const running = state.status === 'running'
  if (tiles.length === 0 && !sample && !running) return null
  return (
    <div className={classes.columns}>
      <div className={classes.side}>
        <TilesPanel tiles={tiles} live={running} />
        {sample && sample.length > 0 && (
          <Panel title="Sample rows" hint="Synthetic rows of the model as it is now">
            <DataGrid label="Sample rows" names={names} rows={sample} tone="synthetic" height={300} />
          </Panel>
        )}
      </div>
      <div className={classes.side}>
        <QualityPanel quality={live?.quality ?? run?.quality} />
        {live && live.losses.length > 1 && <LossPanel losses={live.losses} />}
        {run && <EventsPanel events={run.events} />}
      </div>
    </div>
  )
}

/** Names of the columns that synthetic rows have. */
function useLearnedNames(projectId: string): readonly string[] {
  const stored = useLiveQuery(() => db.schemas.get(projectId), [projectId])
  return stored?.schema.fields.filter((field) => field.action !== 'drop').map((field) => field.name) ?? []
}

function NoData({ project }: { project: Project }) {
  return (
    <ScreenFrame title="Train">
      <EmptyState
        icon={IconTableOff}
        title={project.source.status === 'reading' ? 'The file is still being read' : 'There are no rows to learn from'}
        actions={
          <Button component={Link} href={stagePath(project.id, 'data')}>
            Go to Data
          </Button>
        }
      >
        Training can start when the table stands.
      </EmptyState>
    </ScreenFrame>
  )
}
