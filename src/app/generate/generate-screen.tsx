import { Button } from '@mantine/core'
import { IconSparkles, IconTableOff } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { steeringOf } from '../../core/recipe/recipe'
import { db } from '../../db/database'
import type { Output, Project, Run, StoredSchema } from '../../db/objects'
import { addOutput } from '../../db/runs'
import { sample, useWork } from '../../store/work'
import { EmptyState } from '../../ui/empty-state'
import { formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { CompletionPanel } from './completion-panel'
import { ConditionsPanel } from './conditions-panel'
import { HistoryPanel } from './history-panel'
import { ParityPanel } from './parity-panel'
import { ProbePanel } from './probe-panel'
import { RowsPanel } from './rows-panel'
import { SamplingProgress } from './sampling-progress'
import { useProbe } from './use-probe'
import { useWish } from './use-wish'

/** Rows from a fitted model: how many, under which conditions; and every table made so far. */
export function GenerateScreen({ project }: ScreenProps) {
  const facts = useLiveQuery(async () => {
    const [runs, outputs, models, schema] = await Promise.all([
      db.runs.where('projectId').equals(project.id).sortBy('createdAt'),
      db.outputs.where('projectId').equals(project.id).sortBy('createdAt'),
      db.models.where('projectId').equals(project.id).primaryKeys(),
      db.schemas.get(project.id),
    ])
    return { runs: runs.filter((run) => models.includes(run.id)).reverse(), outputs: outputs.reverse(), schema }
  }, [project.id])
  const drafting = useWork((work) => work.drafting[project.id]?.status === 'running')
  if (!facts) return null
  const { runs, outputs, schema } = facts
  return (
    <ScreenFrame title="Generate" hint="Make as many rows as you like, and say what they shall be like.">
      {runs.length > 0 && schema ? (
        <GenerateForm project={project} runs={runs} outputs={outputs} schema={schema} />
      ) : (
        <EmptyState
          icon={IconTableOff}
          title={drafting ? 'The first model is being fitted' : 'There is no model yet'}
          actions={
            !drafting && (
              <Button component={Link} href={stagePath(project.id, 'train')}>
                Go to Train
              </Button>
            )
          }
        >
          {drafting ? 'This takes a few seconds. Rows can be made as soon as it stands.' : 'Train a generator first.'}
        </EmptyState>
      )}
      {outputs.length > 0 && <HistoryPanel project={project} outputs={outputs} />}
    </ScreenFrame>
  )
}

interface GenerateFormProps {
  readonly project: Project
  readonly runs: readonly Run[]
  readonly outputs: readonly Output[]
  readonly schema: StoredSchema
}

function GenerateForm({ project, runs, outputs, schema }: GenerateFormProps) {
  const active = outputs.find((output) => output.id === project.activeOutputId)
  const [wish, change, replace] = useWish(project, (runs.find((run) => run.id === active?.runId) ?? runs[0]!).id)
  const sampling = useWork((work) => (work.sampling?.projectId === project.id ? work.sampling : undefined))
  const training = useWork((work) => work.training !== undefined)
  const run = runs.find(({ id }) => id === wish.runId) ?? runs[0]!
  const probe = useProbe(sampling || training ? undefined : { ...wish, runId: run.id })
  const newest = outputs[0]

  const make = async () => {
    const { rows, seed } = wish
    await sample(await addOutput({ ...run, draft: false }, { wantedRows: rows, seed, ...steeringOf(wish) }))
  }
  const learned = schema.schema.fields.filter((field) => field.action === 'learn')
  const names = schema.schema.fields.filter((field) => field.action !== 'drop').map((field) => field.name)
  return (
    <>
      <ConditionsPanel
        schema={schema}
        conditions={wish.conditions}
        minimumCount={project.generator.minimumCount}
        onChange={(conditions) => change({ conditions })}
      />
      {learned.length > 1 && (
        <ParityPanel
          fields={learned}
          parity={wish.parity}
          onChange={(parity) => {
            const { parity: _, ...rest } = wish
            replace({ ...rest, ...(parity ? { parity } : {}) })
          }}
        />
      )}
      <RowsPanel
        project={project}
        runs={runs}
        names={learned.map(({ name }) => name)}
        wish={{ ...wish, runId: run.id }}
        onChange={change}
      >
        {sampling ? (
          <SamplingProgress sampling={sampling} />
        ) : (
          <Button
            size="md"
            leftSection={<IconSparkles size={18} />}
            disabled={probe.problem !== undefined || training || wish.rows < 1}
            onClick={() => void make()}
          >
            Make {formatQuantity(wish.rows, 'row')}
          </Button>
        )}
      </RowsPanel>
      {training && (
        <Notice tone="info" title="A network is training">
          Rows can be made again when it has ended or was stopped.
        </Notice>
      )}
      {!sampling && newest?.status === 'cancelled' && (
        <Notice tone="info" title={`Stopped: ${formatQuantity(newest.rows, 'row')} kept`}>
          They stand in the list below and can be used like any other table.
        </Notice>
      )}
      <ProbePanel probe={probe} names={names} />
      <CompletionPanel
        project={project}
        run={run}
        wish={wish}
        onChange={change}
        blocked={training || sampling !== undefined}
      />
    </>
  )
}
