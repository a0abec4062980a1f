import { Button, Group, Progress, Text } from '@mantine/core'
import { IconChartHistogram, IconFileTypeHtml, IconPrinter } from '@tabler/icons-react'
import { Link } from 'wouter'
import { isPrivateGenerator } from '../../core/dp/private-generator'
import { fileName } from '../../core/exporters/package'
import type { Report } from '../../core/reports/report'
import type { Output, Project } from '../../db/objects'
import { withStudies } from '../../db/studies'
import { draft, measure, useWork } from '../../store/work'
import { EmptyState } from '../../ui/empty-state'
import { formatAgo, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { offerDownload } from '../../ui/offer-download'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { generatorWords } from '../words'
import { ColumnsPanel } from './columns-panel'
import { ChoicePanel, CopiesPanel, DetectorsPanel, LimitsPanel, MissingPanel } from './detail-panels'
import { FairnessPanel } from './fairness-panel'
import { LeakPanel } from './leak-panel'
import { LensPanel } from './lens-panel'
import { MixingPanel } from './mixing-panel'
import { PairsPanel } from './pairs-panel'
import { Pillars } from './pillars'
import { PredictabilityPart } from './predictability-panel'
import { PrivateNotice } from './private-notice'
import classes from './report.module.css'
import { summaryWords } from './report-words'
import { TargetSelect } from './target-select'
import { type ReportState, useReport } from './use-report'
import { UsefulnessPanel } from './usefulness-panel'

/** How close the table in use is to the original, how useful, and how private. */
export function ReportScreen({ project }: ScreenProps) {
  const state = useReport(project)
  if (!state) return null
  if (state.status === 'no-output') return <NoOutput project={project} />
  return (
    <ScreenFrame
      title="Report"
      hint={madeWords(state.output)}
      actions={state.status === 'there' && <Actions project={project} report={state.report} />}
    >
      {state.status === 'computing' && <Computing {...(state.progress ? { progress: state.progress } : {})} />}
      {state.status === 'missing' && <NotMeasured output={state.output} />}
      {state.status === 'there' && <Measured project={project} state={state} />}
    </ScreenFrame>
  )
}

const madeWords = (output: Output): string =>
  `${formatQuantity(output.rows, 'synthetic row')} of ${(generatorWords[output.generator] ?? output.generator).toLowerCase()}, made ${formatAgo(output.createdAt, Date.now())}`

function Measured({ project, state }: { project: Project; state: Extract<ReportState, { status: 'there' }> }) {
  const { report, measuring, stale } = state
  return (
    <>
      {stale && (
        <Notice
          tone="warn"
          title="The schema changed after this table was made"
          actions={
            <Button size="xs" onClick={() => void draft(project.id)}>
              Make it again
            </Button>
          }
        >
          The figures below are those of the earlier table.
        </Notice>
      )}
      {measuring && (
        <Notice tone="info" title="More is being measured">
          What is there already is shown.
        </Notice>
      )}
      {isPrivateGenerator(report.generator) && <PrivateNotice />}
      <p className={classes.summary}>{summaryWords(report)}</p>
      <Pillars report={report} />
      {report.choice && <ChoicePanel choice={report.choice} />}
      <ColumnsPanel report={report} />
      <PairsPanel report={report} />
      <DetectorsPanel report={report} />
      {report.usefulness && <Useful project={project} output={state.output} usefulness={report.usefulness} />}
      <CopiesPanel report={report} />
      {report.level === 'full' && <LeakPanel {...(report.leak ? { leak: report.leak } : {})} />}
      <LensPanel key={state.output.id} outputId={state.output.id} />
      <FairnessPanel project={project} output={state.output} report={report} />
      <MissingPanel report={report} />
      <LimitsPanel report={report} />
    </>
  )
}

function Useful(props: { project: Project; output: Output; usefulness: NonNullable<Report['usefulness']> }) {
  const { project, output, usefulness } = props
  const { target } = usefulness
  return (
    <>
      <UsefulnessPanel
        usefulness={usefulness}
        actions={<TargetSelect projectId={project.id} outputId={output.id} target={target} />}
      >
        <PredictabilityPart output={output} />
      </UsefulnessPanel>
      <MixingPanel projectId={project.id} target={target} />
    </>
  )
}

function Actions({ project, report }: { project: Project; report: Report }) {
  const download = async () => {
    const { reportHtml } = await import('../../core/reports/html/report-html')
    const name = fileName(`${project.name} report`, 'html')
    offerDownload(new File([reportHtml(await withStudies(report, project.id))], name, { type: 'text/html' }))
  }
  return (
    <Group gap="xs" className={classes.noPrint}>
      <Button variant="default" size="sm" leftSection={<IconFileTypeHtml size={16} />} onClick={() => void download()}>
        Download as HTML
      </Button>
      <Button variant="default" size="sm" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
        Print
      </Button>
    </Group>
  )
}

const sections = {
  columns: 'Columns',
  pairs: 'Pairs of columns',
  detectors: 'Telling synthetic from real rows',
  usefulness: 'Learning from synthetic rows',
  copies: 'Copies of training rows',
  attacks: 'Attacks on the rows learned from',
}

function Computing({ progress }: { progress?: Extract<ReportState, { status: 'computing' }>['progress'] }) {
  return (
    <Panel title="Measuring">
      <Text size="sm" mb={8}>
        {progress ? `${sections[progress.section]}…` : 'Getting the rows…'}
      </Text>
      <Progress value={(progress?.progress ?? 0) * 100} aria-label="Measuring" />
      <Text size="sm" c="dimmed" mt="sm">
        You can export meanwhile; the report then follows here.
      </Text>
    </Panel>
  )
}

function NotMeasured({ output }: { output: Output }) {
  return (
    <EmptyState
      icon={IconChartHistogram}
      title="This table is not measured yet"
      actions={<Button onClick={() => void measure(output.id)}>Measure it</Button>}
    >
      It takes some seconds. The rows stay on this device.
    </EmptyState>
  )
}

function NoOutput({ project }: { project: Project }) {
  const drafting = useWork((work) => work.drafting[project.id]?.status === 'running')
  return (
    <ScreenFrame title="Report">
      <EmptyState
        icon={IconChartHistogram}
        title={drafting ? 'The first synthetic table is being made' : 'There is no synthetic table to report on'}
        actions={
          !drafting && (
            <Button component={Link} href={stagePath(project.id, 'generate')}>
              Go to Generate
            </Button>
          )
        }
      >
        {drafting ? 'Its report follows within seconds.' : 'Make one first; then see here how close it is.'}
      </EmptyState>
    </ScreenFrame>
  )
}
