import { Button } from '@mantine/core'
import { IconTableOff } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { db } from '../../db/database'
import type { LiveRun, Project } from '../../db/objects'
import { findReport } from '../../db/reports'
import { DataGrid } from '../../ui/data-grid'
import { EmptyState } from '../../ui/empty-state'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { unitOf } from '../unit-words'
import { EventsPanel } from './events-panel'
import { LossPanel } from './loss-panel'
import { QualityPanel } from './quality-panel'
import { SetupPanel } from './setup-panel'
import { TilesPanel } from './tiles-panel'
import classes from './train.module.css'
import type { TrainState } from './train-state'
import { TrainStatus } from './train-status'
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
      <TrainStatus
        project={project}
        state={state}
        {...(live ? { live } : {})}
        setup={(blocked) => <SetupPanel project={project} {...blocked} />}
        drafting={{
          title: 'The first synthetic table is being made',
          text: 'Sequential trees learn the table; this takes a few seconds.',
        }}
      />
      <Picture project={project} state={state} {...(live ? { live } : {})} />
    </ScreenFrame>
  )
}

interface PartProps {
  readonly project: Project
  readonly state: TrainState
  readonly live?: LiveRun
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
        {live && live.losses.length > 1 && <LossPanel losses={live.losses} unit={unitOf('any-order')} />}
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
