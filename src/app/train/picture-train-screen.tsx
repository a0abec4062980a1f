import { useLiveQuery } from 'dexie-react-hooks'
import { keptPictures } from '../../core/images/curation'
import { db, liveDb } from '../../db/database'
import type { LiveSheet } from '../../db/made-pictures'
import type { Project } from '../../db/objects'
import { formatCount } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { ClassSheet } from '../class-sheet'
import type { ScreenProps } from '../screen'
import { unitOf } from '../unit-words'
import { generatorWords } from '../words'
import { EventsPanel } from './events-panel'
import { LossPanel } from './loss-panel'
import { PictureSetupPanel } from './picture-setup-panel'
import classes from './train.module.css'
import { TrainStatus } from './train-status'
import { useTrainState } from './use-train-state'

/** Fit a generator of pictures and watch its pictures come closer to the real ones. */
export function PictureTrainScreen({ project }: ScreenProps) {
  const shown = useTrainState(project)
  const pictures = useLiveQuery(() => db.pictures.get(project.id), [project.id])
  if (!shown || !pictures) return null
  const { state, live } = shown
  const run = 'run' in state ? state.run : undefined
  const { losses = [] } = live ?? {}
  const { events = [] } = run ?? {}
  const hasSide = losses.length > 1 || events.length > 0
  return (
    <ScreenFrame
      title="Train"
      hint="A generator learns the pictures here on your device, and what it makes is shown as it gets better."
    >
      <TrainStatus
        project={project}
        state={state}
        {...(live ? { live } : {})}
        setup={(blocked) => <PictureSetupPanel project={project} pictures={pictures} {...blocked} />}
        drafting={{ title: 'The first pictures are being made', text: 'A draft that takes a few seconds.' }}
      />
      <div className={hasSide ? classes.columns : undefined}>
        <div className={classes.side}>
          <SheetPanel project={project} runId={run?.id} classCount={keptPictures(pictures).classes.length} />
        </div>
        {hasSide && (
          <div className={classes.side}>
            {losses.length > 1 && <LossPanel losses={losses} unit={unitOf('pyramid-flow')} />}
            <EventsPanel events={events} />
          </div>
        )}
      </div>
    </ScreenFrame>
  )
}

interface SheetPanelProps {
  readonly project: Project
  readonly runId: string | undefined
  readonly classCount: number
}

/** The sheet of the run on show; until it has one, the newest of the project. */
function SheetPanel({ project, runId, classCount }: SheetPanelProps) {
  const found = useLiveQuery(() => findSheet(project.id, runId), [project.id, runId])
  if (!found) return null
  const { sheet, generator } = found
  const shown = new Set(sheet.made.labels).size
  const words = [
    ...(sheet.step > 0
      ? [`After ${formatCount(sheet.step)} steps`, 'the same noise each time, so that you see each picture get better']
      : [`A draft by the ${generatorWords[generator]}`]),
    ...(shown < classCount ? [`the first ${formatCount(shown)} of ${formatCount(classCount)} classes`] : []),
  ]
  return (
    <Panel title="Pictures made" hint={words.join('; ')}>
      <ClassSheet sheet={sheet} />
    </Panel>
  )
}

async function findSheet(
  projectId: string,
  runId: string | undefined,
): Promise<{ readonly sheet: LiveSheet; readonly generator: string } | undefined> {
  const runs = await db.runs.where('projectId').equals(projectId).sortBy('createdAt')
  for (const run of [...runs.filter(({ id }) => id === runId), ...runs.reverse()]) {
    const sheet = await liveDb.sheets.get(run.id)
    if (sheet) return { sheet, generator: run.generator }
  }
  return undefined
}
