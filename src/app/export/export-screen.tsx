import { Button, Radio, Text } from '@mantine/core'
import { IconTableOff } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { Link } from 'wouter'
import { db } from '../../db/database'
import type { Output, Project } from '../../db/objects'
import { useWork } from '../../store/work'
import choiceCard from '../../ui/choice-card.module.css'
import { EmptyState } from '../../ui/empty-state'
import { formatAgo, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { generatorWords } from '../words'
import classes from './export.module.css'
import { formats } from './formats'
import { PreflightPanel } from './preflight-panel'
import { SavePanel } from './save-panel'
import { usePreflight } from './use-preflight'
import { useSave } from './use-save'

/** The table in use, as a file: one click from saving. */
export function ExportScreen({ project }: ScreenProps) {
  const { activeOutputId } = project
  const output = useLiveQuery(
    async () => (activeOutputId ? ((await db.outputs.get(activeOutputId)) ?? null) : null),
    [activeOutputId],
  )
  const drafting = useWork((work) => work.drafting[project.id]?.status === 'running')
  if (output === undefined) return null
  if (output === null || output.rows === 0) {
    return (
      <ScreenFrame title="Export">
        <EmptyState
          icon={IconTableOff}
          title={drafting ? 'The first synthetic table is being made' : 'There is no synthetic table yet'}
          actions={
            !drafting && (
              <Button component={Link} href={stagePath(project.id, 'generate')}>
                Go to Generate
              </Button>
            )
          }
        >
          {drafting ? 'It can be saved in a few seconds.' : 'Make one first; then save it here.'}
        </EmptyState>
      </ScreenFrame>
    )
  }
  if (output.generator === 'imported') return <MadeElsewhere project={project} />
  return <ExportForm key={output.id} project={project} output={output} />
}

/** What others made is not ours to hand on as ours. */
function MadeElsewhere({ project }: { project: Project }) {
  return (
    <ScreenFrame title="Export">
      <EmptyState
        icon={IconTableOff}
        title="This table was made elsewhere"
        actions={
          <Button component={Link} href={stagePath(project.id, 'report')}>
            Go to its report
          </Button>
        }
      >
        You have its file already; its report can be saved as a page. To export a table of the studio’s own, train a
        generator on the real rows.
      </EmptyState>
    </ScreenFrame>
  )
}

function ExportForm({ project, output }: { project: Project; output: Output }) {
  const [formatId, setFormatId] = useState('csv')
  const format = formats.find(({ id }) => id === formatId) ?? formats[0]!
  const answer = usePreflight(output.id, format.id)
  const actions = useSave(project, output)
  const measuring = useWork((work) => work.measuring?.outputId === output.id)
  const made = `${formatQuantity(output.rows, 'synthetic row')}, ${generatorWords[output.generator] ?? output.generator}, made ${formatAgo(output.createdAt, Date.now())}`
  return (
    <ScreenFrame title="Export" hint={made}>
      {output.status === 'cancelled' && (
        <Notice tone="info" title="This table is a part">
          It was stopped at {formatQuantity(output.rows, 'row')} of {formatQuantity(output.wantedRows, 'row')}.
        </Notice>
      )}
      <Panel title="Format">
        <Radio.Group value={format.id} onChange={setFormatId} aria-label="Format">
          <div className={classes.formats}>
            {formats.map(({ id, label, summary }) => (
              <Radio.Card key={id} value={id} className={choiceCard.card} aria-label={label}>
                <Text size="sm" fw={650} component="span">
                  {label}
                </Text>
                <Text size="sm" c="dimmed" component="span">
                  {summary}
                </Text>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        {format.extension === 'zip' && measuring && (
          <Text size="sm" c="dimmed" mt="sm">
            The report is still being measured. A package saved now holds what is measured so far.
          </Text>
        )}
      </Panel>
      <SavePanel format={format} actions={actions} expectedBytes={answer?.facts?.estimatedBytes ?? 0} />
      <PreflightPanel answer={answer} format={format.id} minimumCount={project.generator.minimumCount} />
    </ScreenFrame>
  )
}
