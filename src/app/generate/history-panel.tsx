import { Badge, Button, Group, Table, Text } from '@mantine/core'
import type { Output, Project } from '../../db/objects'
import { activateOutput } from '../../db/runs'
import cards from '../../ui/card-table.module.css'
import { formatAgo, formatBytes, formatCount } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { steeringWords } from '../condition-words'
import { problemText } from '../problem-text'
import { outputStatusWords } from '../run-words'
import { capital, unitOf } from '../unit-words'
import { generatorWords } from '../words'
import classes from './generate.module.css'

/** Every table or set of pictures that was made; one of them is shown in Report and Export. */
export function HistoryPanel({ project, outputs }: { project: Project; outputs: readonly Output[] }) {
  const unit = unitOf(outputs[0]?.generator ?? '')
  const title = `${capital(unit.sets)} made`
  const isOfRows = unit.one === 'row'
  return (
    <Panel title={title} hint="Report and Export show the one in use">
      <Table.ScrollContainer
        type="native"
        minWidth={620}
        classNames={{ scrollContainerInner: cards.inner ?? '' }}
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        <Table className={`${cards.table} ${classes.history}`} fz="sm" verticalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Made</Table.Th>
              <Table.Th scope="col">Generator</Table.Th>
              <Table.Th scope="col" ta="end">
                {capital(unit.many)}
              </Table.Th>
              {isOfRows && <Table.Th scope="col">Conditions</Table.Th>}
              <Table.Th scope="col" ta="end">
                Size
              </Table.Th>
              <Table.Th scope="col">Status</Table.Th>
              <Table.Th scope="col" aria-label="Use" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {outputs.map((output) => (
              <OutputRow key={output.id} output={output} active={output.id === project.activeOutputId} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}

function OutputRow({ output, active }: { output: Output; active: boolean }) {
  const unit = unitOf(output.generator)
  const usable = output.status === 'done' || (output.status === 'cancelled' && output.rows > 0)
  return (
    <Table.Tr className={cards.row ?? ''}>
      <Table.Td data-label="Made">{formatAgo(output.createdAt, Date.now())}</Table.Td>
      <Table.Td data-label="Generator">
        {generatorWords[output.generator] ?? output.generator}
        {output.draft && (
          <Text span size="xs" c="dimmed">
            {' '}
            made on import
          </Text>
        )}
        {output.derived && (
          <Text span size="xs" c="dimmed">
            {' '}
            begun from your pictures
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end" data-label={capital(unit.many)}>
        {formatCount(output.rows)}
      </Table.Td>
      {unit.one === 'row' && (
        <Table.Td maw={320} data-label="Conditions">
          {steeringWords(output).join('; ') || 'none'}
        </Table.Td>
      )}
      <Table.Td ta="end" data-label="Size">
        {formatBytes(output.bytes)}
      </Table.Td>
      <Table.Td data-label="Status">
        {outputStatusWords[output.status]}
        {output.problem && (
          <Text size="xs" c="var(--bad)">
            {problemText(output.problem).title}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group justify="flex-end" wrap="nowrap">
          {active ? (
            <Badge tt="none" variant="light">
              In use
            </Badge>
          ) : (
            usable && (
              <Button size="compact-sm" variant="default" onClick={() => void activateOutput(output)}>
                Use
              </Button>
            )
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
