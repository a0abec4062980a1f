import { Badge, Button, Group, Table, Text, TextInput } from '@mantine/core'
import { Fragment } from 'react'
import { db } from '../../db/database'
import type { Output, Project, Run } from '../../db/objects'
import { activateOutput } from '../../db/runs'
import cards from '../../ui/card-table.module.css'
import { formatAgo, formatBytes, formatCount, formatQuantity, formatSeconds, formatShare } from '../../ui/format'
import { steeringWords } from '../condition-words'
import { problemText } from '../problem-text'
import { backendWords, outputStatusWords, runStatusWords } from '../run-words'
import { unitOf } from '../unit-words'
import { generatorWords } from '../words'
import { RunMenu } from './run-menu'
import classes from './runs.module.css'

interface RunTableProps {
  readonly project: Project
  readonly entries: readonly { readonly run: Run; readonly outputs: readonly Output[] }[]
  readonly onDelete: (item: Run | Output) => void
}

export function RunTable({ project, entries, onDelete }: RunTableProps) {
  const isOfRows = project.kind !== 'pictures'
  return (
    <Table.ScrollContainer
      type="native"
      minWidth={860}
      classNames={{ scrollContainerInner: cards.inner ?? '' }}
      tabIndex={0}
      role="region"
      aria-label={`Runs and their ${isOfRows ? 'tables' : 'sets'}`}
    >
      <Table className={`${cards.table} ${classes.table}`} fz="sm" verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Run</Table.Th>
            <Table.Th scope="col">Status</Table.Th>
            <Table.Th scope="col" ta="end">
              Time
            </Table.Th>
            {isOfRows && (
              <>
                <Table.Th scope="col" ta="end" title="Error of the columns against control rows">
                  Columns error
                </Table.Th>
                <Table.Th scope="col" ta="end" title="Error of the pairs against control rows">
                  Pairs error
                </Table.Th>
              </>
            )}
            <Table.Th scope="col" ta="end">
              Seed
            </Table.Th>
            <Table.Th scope="col">Note</Table.Th>
            <Table.Th scope="col" aria-label="Actions" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(({ run, outputs }) => (
            <Fragment key={run.id}>
              <RunRow project={project} run={run} onDelete={onDelete} />
              {outputs.map((output) => (
                <OutputRow
                  key={output.id}
                  output={output}
                  active={output.id === project.activeOutputId}
                  onDelete={onDelete}
                />
              ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function RunRow({ project, run, onDelete }: { project: Project; run: Run; onDelete: RunTableProps['onDelete'] }) {
  return (
    <Table.Tr className={`${cards.row} ${classes.run}`}>
      <Table.Th scope="row">
        {generatorWords[run.generator] ?? run.generator}
        <Text size="xs" c="dimmed">
          {formatAgo(run.createdAt, Date.now())}
          {run.draft && ', made on import'}
        </Text>
      </Table.Th>
      <Table.Td data-label="Status">
        {runStatusWords[run.status]}
        {run.problem && (
          <Text size="xs" c="var(--bad)">
            {problemText(run.problem).title}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end" data-label="Time">
        {formatSeconds(run.fitSeconds)}
        <Text size="xs" c="dimmed">
          {run.steps > 0 ? `${formatCount(run.steps)} steps, ${backendWords(run.backend)}` : ''}
        </Text>
      </Table.Td>
      {project.kind !== 'pictures' && (
        <>
          <Table.Td ta="end" data-label="Columns error">
            {run.quality ? formatShare(run.quality.shapeError, 2) : '–'}
          </Table.Td>
          <Table.Td ta="end" data-label="Pairs error">
            {run.quality ? formatShare(run.quality.trendError, 2) : '–'}
          </Table.Td>
        </>
      )}
      <Table.Td ta="end" data-label="Seed">
        {run.seed}
      </Table.Td>
      <Table.Td maw={220} data-label={run.draft ? undefined : 'Note'}>
        {/* A draft's note is the key by which it is found again. */}
        {!run.draft && <NoteField run={run} />}
      </Table.Td>
      <Table.Td ta="end" className={classes.menu}>
        <RunMenu project={project} run={run} onDelete={() => onDelete(run)} />
      </Table.Td>
    </Table.Tr>
  )
}

function NoteField({ run }: { run: Run }) {
  return (
    <TextInput
      size="xs"
      variant="unstyled"
      aria-label="Note"
      placeholder="Add a note"
      autoComplete="off"
      defaultValue={run.note ?? ''}
      onBlur={(event) => void db.runs.update(run.id, { note: event.currentTarget.value.trim() || undefined })}
    />
  )
}

function OutputRow({
  output,
  active,
  onDelete,
}: {
  output: Output
  active: boolean
  onDelete: RunTableProps['onDelete']
}) {
  const usable = output.rows > 0 && (output.status === 'done' || output.status === 'cancelled')
  const conditions = steeringWords(output).join('; ')
  const unit = unitOf(output.generator)
  return (
    <Table.Tr className={classes.made}>
      <Table.Td colSpan={unit.one === 'row' ? 6 : 4} className={classes.output}>
        {formatQuantity(output.rows, unit.one)}, {formatBytes(output.bytes)}, seed {output.seed}
        {output.status !== 'done' && `, ${outputStatusWords[output.status].toLowerCase()}`}
        {conditions && (
          <Text size="xs" c="dimmed">
            {conditions}
          </Text>
        )}
      </Table.Td>
      <Table.Td colSpan={2}>
        <Group justify="flex-end" gap="xs" wrap="nowrap">
          {active && (
            <Badge tt="none" variant="light">
              In use
            </Badge>
          )}
          {!active && usable && (
            <Button size="compact-sm" variant="default" onClick={() => void activateOutput(output)}>
              Use
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={output.status === 'sampling'}
            onClick={() => onDelete(output)}
          >
            Delete
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
