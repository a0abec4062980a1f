import { Button, Loader, Skeleton } from '@mantine/core'
import { IconChartHistogram, IconDownload, IconSchool } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { db } from '../../db/database'
import type { Output, Project, Run } from '../../db/objects'
import { draft, useWork } from '../../store/work'
import { DataGrid } from '../../ui/data-grid'
import { formatCount, formatQuantity, formatSeconds, formatShare } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { problemText } from '../problem-text'
import { stagePath } from '../routes'
import { generatorWords } from '../words'
import styles from './data.module.css'

/** The synthetic table that is there without a click: its rows, how good it is, and the ways on. */
export function FirstTable({ project }: { readonly project: Project }) {
  const drafting = useWork((state) => state.drafting[project.id])
  const made = useLiveQuery(() => activeOutput(project.activeOutputId), [project.activeOutputId])
  if (drafting?.status === 'failed') return <Failed project={project} text={problemText(drafting.problem)} />
  if (made) return <Ready project={project} output={made.output} run={made.run} isRenewed={drafting !== undefined} />
  if (drafting) return <Making rows={project.source.rows} />
  return <Absent project={project} />
}

async function activeOutput(id: string | undefined): Promise<{ output: Output; run: Run | undefined } | undefined> {
  const output = id ? await db.outputs.get(id) : undefined
  return output && { output, run: await db.runs.get(output.runId) }
}

interface ReadyProps {
  readonly project: Project
  readonly output: Output
  readonly run: Run | undefined
  /** A newer one is on its way, for a schema that changed. */
  readonly isRenewed: boolean
}

function Ready({ project, output, run, isRenewed }: ReadyProps) {
  const name = generatorWords[output.generator] ?? output.generator
  return (
    <Panel
      className={styles.first}
      title={titleOf(output)}
      hint={
        isRenewed
          ? 'It is being made again for the changed schema …'
          : 'Made-up rows that follow the patterns of yours.'
      }
      actions={isRenewed ? <Loader size="xs" aria-label="Being made again" /> : undefined}
    >
      <dl className={styles.figures}>
        <div>
          <dt>Rows</dt>
          <dd>
            {formatCount(output.rows)}
            <small>{formatSeconds((run?.fitSeconds ?? 0) + output.sampleSeconds)} to make</small>
          </dd>
        </div>
        <div>
          <dt>Made by</dt>
          <dd>{name}</dd>
        </div>
        {run?.quality && <QualityFigures quality={run.quality} />}
      </dl>
      <DataGrid
        label="Synthetic rows"
        names={output.names}
        rows={output.preview.slice(0, sampleRows)}
        totalRows={output.rows}
        tone="synthetic"
      />
      <div className={styles.next}>
        {output.generator !== 'imported' && (
          <Button component={Link} href={stagePath(project.id, 'export')} leftSection={<IconDownload size={17} />}>
            Export
          </Button>
        )}
        <Button
          component={Link}
          href={stagePath(project.id, 'report')}
          variant="default"
          leftSection={<IconChartHistogram size={17} />}
        >
          See the report
        </Button>
        <Button
          component={Link}
          href={stagePath(project.id, 'train')}
          variant="default"
          leftSection={<IconSchool size={17} />}
        >
          Train a network
        </Button>
      </div>
    </Panel>
  )
}

const sampleRows = 8

function titleOf({ draft: isFirst, generator }: Output): string {
  if (generator === 'imported') return 'The synthetic table that is checked'
  return isFirst ? 'Your first synthetic table is ready' : 'Your synthetic table'
}

function QualityFigures({ quality }: { readonly quality: NonNullable<Run['quality']> }) {
  return (
    <>
      <div>
        <dt>Columns alike</dt>
        <dd>
          {formatShare(1 - quality.shapeError)}
          <small>real rows reach {formatShare(1 - quality.control.shapeError)}</small>
        </dd>
      </div>
      <div>
        <dt>Pairs alike</dt>
        <dd>
          {formatShare(1 - quality.trendError)}
          <small>real rows reach {formatShare(1 - quality.control.trendError)}</small>
        </dd>
      </div>
    </>
  )
}

function Making({ rows }: { readonly rows: number }) {
  return (
    <Panel
      className={styles.first}
      title="Making your first synthetic table …"
      hint={`${formatQuantity(rows, 'row')} are on their way. This takes a few seconds.`}
      actions={<Loader size="xs" aria-label="Working" />}
    >
      <Skeleton height={44} mb={14} width="70%" />
      <Skeleton height={250} />
    </Panel>
  )
}

interface FailedProps {
  readonly project: Project
  readonly text: { readonly title: string; readonly advice: string }
}

function Failed({ project, text }: FailedProps) {
  return (
    <Notice
      tone="bad"
      title={`There is no synthetic table yet: ${text.title}`}
      actions={
        <>
          <Button size="sm" onClick={() => void draft(project.id)}>
            Try again
          </Button>
          <Button size="sm" variant="default" component={Link} href={stagePath(project.id, 'schema')}>
            Open Schema
          </Button>
        </>
      }
    >
      {text.advice}
    </Notice>
  )
}

function Absent({ project }: { readonly project: Project }) {
  return (
    <Notice
      tone="info"
      title="There is no synthetic table yet"
      actions={
        <Button size="sm" onClick={() => void draft(project.id)}>
          Make the first one
        </Button>
      }
    >
      It takes a few seconds and happens on this device.
    </Notice>
  )
}
