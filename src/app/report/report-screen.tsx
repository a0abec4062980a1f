import { Button, Group, Progress, Text, Tooltip } from '@mantine/core'
import { IconChartHistogram, IconFileTypeHtml, IconPrinter, IconWorld } from '@tabler/icons-react'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { isPrivateGenerator } from '../../core/dp/private-generator'
import { fileName } from '../../core/exporters/file-name'
import type { Report } from '../../core/reports/report'
import type { Output, Project } from '../../db/objects'
import { reportPage } from '../../jobs/export'
import { measure, renew, useWork } from '../../store/work'
import { EmptyState } from '../../ui/empty-state'
import { formatAgo, formatList, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { offerDownload } from '../../ui/offer-download'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { generatorWords } from '../words'
import { AuditPanel, FindingsPanel, WhereUnseen } from './audit-panel'
import { CheckPanel, Doubtful } from './check-panel'
import { ColumnsPanel } from './columns-panel'
import { ChoicePanel, CopiesPanel, DetectorsPanel, LimitsPanel, MissingPanel } from './detail-panels'
import { FairnessPanel } from './fairness-panel'
import { FaithfulPanel, RareCellsPanel, TriplesPanel, ValidityPanel } from './faithful-panel'
import { sectionWords } from './faithful-words'
import { MapPanel } from './map-panel'
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
      actions={state.status === 'there' && <Actions project={project} output={state.output} />}
    >
      {state.status === 'computing' && <Computing {...(state.progress ? { progress: state.progress } : {})} />}
      {state.status === 'missing' && <NotMeasured output={state.output} outdated={state.outdated} />}
      {state.status === 'there' && <Measured project={project} state={state} />}
    </ScreenFrame>
  )
}

const madeWords = (output: Output): string =>
  output.generator === 'imported'
    ? `${formatQuantity(output.rows, 'synthetic row')}, made elsewhere`
    : `${formatQuantity(output.rows, 'synthetic row')} of ${(generatorWords[output.generator] ?? output.generator).toLowerCase()}, made ${formatAgo(output.createdAt, Date.now())}`

function Measured({ project, state }: { project: Project; state: Extract<ReportState, { status: 'there' }> }) {
  const { output, report, measuring, stale } = state
  return (
    <>
      {stale && (
        <Notice
          tone="warn"
          title="The schema changed after this table was made"
          actions={
            <Button size="xs" onClick={() => void renew(project.id)}>
              {output.generator === 'imported' ? 'Measure it again' : 'Make it again'}
            </Button>
          }
        >
          The figures below are those of the earlier table.
        </Notice>
      )}
      <Pending output={state.output} report={report} measuring={measuring} progress={state.progress} />
      {isPrivateGenerator(report.generator) && <PrivateNotice />}
      <p className={classes.summary}>{summaryWords(report)}</p>
      <FindingsPanel report={report} />
      <AuditPanel report={report} />
      <CheckPanel report={report} />
      <Pillars report={report} />
      <FaithfulPanel report={report} />
      {report.choice && <ChoicePanel choice={report.choice} />}
      <ColumnsPanel report={report} />
      <PairsPanel report={report} />
      {report.faithful?.map && state.points && (
        <MapPanel map={report.faithful.map} points={state.points} outputId={state.output.id} />
      )}
      {report.faithful && <TriplesPanel faithful={report.faithful} />}
      <RareCellsPanel report={report} />
      <DetectorsPanel report={report} />
      <WhereUnseen report={report}>
        {report.usefulness && (
          <Doubtful of="usefulness" report={report}>
            <Useful project={project} output={output} usefulness={report.usefulness} />
          </Doubtful>
        )}
        <Doubtful of="copies" report={report}>
          <CopiesPanel report={report} />
        </Doubtful>
      </WhereUnseen>
      <FairnessPanel project={project} output={output} report={report} />
      <ValidityPanel report={report} />
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
      {output.generator !== 'imported' && <MixingPanel projectId={project.id} target={target} />}
    </>
  )
}

function Actions({ project, output }: { project: Project; output: Output }) {
  const download = async (variant: 'internal' | 'public') => {
    const name = fileName(`${project.name} report${variant === 'public' ? ', public' : ''}`, 'html')
    offerDownload(new File([await reportPage(output.id, variant)], name, { type: 'text/html' }))
  }
  return (
    <Group gap="xs" className={classes.noPrint}>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconFileTypeHtml size={16} />}
        onClick={() => void download('internal')}
      >
        Download as HTML
      </Button>
      <Tooltip
        multiline
        w={260}
        label="For strangers: without what was measured on real rows, since such figures can give something away"
      >
        <Button
          variant="default"
          size="sm"
          leftSection={<IconWorld size={16} />}
          onClick={() => void download('public')}
        >
          Public version
        </Button>
      </Tooltip>
      <Button variant="default" size="sm" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
        Print
      </Button>
    </Group>
  )
}

/** What is still to come, or that nobody is at it. */
function Pending(props: {
  output: Output
  report: Report
  measuring: boolean
  progress: Extract<ReportState, { status: 'there' }>['progress']
}) {
  const { output, report, measuring, progress } = props
  const pending = report.pending ?? []
  if (measuring)
    return (
      <Notice tone="info" title="More is being measured">
        {progress ? `Now: ${sectionWords[progress.section]}. ` : ''}What is there already is shown.
      </Notice>
    )
  if (pending.length === 0) return null
  return (
    <Notice
      tone="warn"
      title="Measuring was interrupted"
      actions={
        <Button size="xs" onClick={() => void measure(output.id)}>
          Measure the rest
        </Button>
      }
    >
      Not there yet: {formatList(pending.map((section) => sectionWords[section]))}.
    </Notice>
  )
}

function Computing({ progress }: { progress?: Extract<ReportState, { status: 'computing' }>['progress'] }) {
  return (
    <Panel title="Measuring">
      <Text size="sm" mb={8}>
        {progress ? `Measuring ${sectionWords[progress.section]}…` : 'Getting the rows…'}
      </Text>
      <Progress value={(progress?.progress ?? 0) * 100} aria-label="Measuring" />
      <Text size="sm" c="dimmed" mt="sm">
        You can export meanwhile; the report then follows here.
      </Text>
    </Panel>
  )
}

function NotMeasured({ output, outdated }: { output: Output; outdated: boolean }) {
  useEffect(() => {
    if (outdated) void measure(output.id)
  }, [output.id, outdated])
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
