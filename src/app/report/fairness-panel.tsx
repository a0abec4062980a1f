import { Button, Group, List, MultiSelect, Text } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import type { FairnessReport, SensitiveColumn } from '../../core/reports/fairness/fairness-report'
import { proposeSensitive } from '../../core/reports/fairness/propose'
import {
  columnTexts,
  dataHeads,
  dataRows,
  fairnessIntro,
  modelHeads,
  modelRows,
  privacyAbsent,
  privacyHeads,
  privacyNote,
  privacyRows,
} from '../../core/reports/html/fairness-words'
import type { Report } from '../../core/reports/report'
import type { Schema } from '../../core/schema/schema'
import { db } from '../../db/database'
import type { Output, Project } from '../../db/objects'
import { measureFairness } from '../../jobs/study'
import { markSensitive } from '../../store/schema'
import { Panel } from '../../ui/panel'
import { FigureTable } from './figure-table'
import classes from './report.module.css'

interface FairnessPanelProps {
  readonly project: Project
  readonly output: Output
  readonly report: Report
}

/** Groups of people in the real and in the synthetic table, for the columns that the person marks. */
export function FairnessPanel({ project, output, report }: FairnessPanelProps) {
  const schema = useLiveQuery(() => db.schemas.get(project.id), [project.id])?.schema
  const { fairness } = report
  return (
    <Panel title="Fairness" hint="Groups of people, in the real and in the synthetic table">
      <Text size="sm" mb="sm">
        {fairnessIntro}
      </Text>
      {schema && <MarkColumns key={markedIn(schema).join()} schema={schema} project={project} output={output} />}
      {fairness && !report.leak && !report.pending && (
        <Text size="sm" c="dimmed" mt="sm">
          {privacyAbsent}
        </Text>
      )}
      {fairness?.columns.map((of) => (
        <ColumnAudit key={of.column} of={of} report={fairness} />
      ))}
    </Panel>
  )
}

const markedIn = ({ fields }: Schema) => fields.filter((field) => field.sensitive).map((field) => field.name)

/** What is marked stands in the schema; what looks sensitive is proposed, and marked only when it is confirmed. */
function MarkColumns({ schema, project, output }: { schema: Schema } & Pick<FairnessPanelProps, 'project' | 'output'>) {
  const marked = markedIn(schema)
  const proposed = proposeSensitive(schema).map((field) => field.name)
  const [names, setNames] = useState<string[]>(marked.length > 0 ? marked : proposed)
  const [busy, setBusy] = useState(false)
  const learned = schema.fields.filter((field) => field.action === 'learn').map((field) => field.name)
  const audit = async () => {
    setBusy(true)
    try {
      await markSensitive(project.id, names)
      await measureFairness(output.id)
    } finally {
      setBusy(false)
    }
  }
  const hint =
    marked.length > 0
      ? 'Marked in the schema, and kept in the recipe.'
      : proposed.length > 0
        ? 'Proposed by their names. Nothing is marked until you confirm.'
        : 'No column looks sensitive by its name. Choose those that part people into groups.'
  return (
    <Group align="flex-end" gap="sm" className={classes.noPrint ?? ''}>
      <MultiSelect
        size="sm"
        label="Sensitive columns"
        description={hint}
        data={learned}
        value={names}
        onChange={setNames}
        searchable
        clearable
        flex="1 1 280px"
        maw={560}
      />
      <Button
        size="sm"
        loading={busy}
        disabled={names.length === 0 && marked.length === 0}
        onClick={() => void audit()}
      >
        {marked.length > 0 ? 'Mark and measure again' : 'Confirm and measure'}
      </Button>
    </Group>
  )
}

function ColumnAudit({ of, report }: { of: SensitiveColumn; report: FairnessReport }) {
  const isBinary = report.positive !== undefined
  return (
    <section aria-label={`Fairness by ${of.column}`}>
      <h3 className={classes.subtitle}>{of.column}</h3>
      <List size="sm" spacing={4} mb="sm">
        {columnTexts(of, report).map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
      <FigureTable label={`Groups by ${of.column}`} heads={dataHeads(report, of)} rows={dataRows(report, of)} />
      {of.models && (
        <details className={classes.more}>
          <summary>What models do to each group</summary>
          <FigureTable
            label={`Models by ${of.column}`}
            heads={['Group, model', ...modelHeads(isBinary).slice(2)]}
            rows={modelRows(of, isBinary).map(([group = '', from = '', ...cells]) => [
              `${group}, from ${from}`,
              ...cells,
            ])}
          />
        </details>
      )}
      {of.privacy && (
        <details className={classes.more}>
          <summary>How well attacks find the rows of each group</summary>
          <FigureTable label={`Attacks by ${of.column}`} heads={privacyHeads} rows={privacyRows(of)} />
          <Text size="sm" c="dimmed" mt="xs">
            {privacyNote}
          </Text>
        </details>
      )}
    </section>
  )
}
