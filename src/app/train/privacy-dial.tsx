import { SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { formatShare } from '../../ui/format'
import classes from './train.module.css'

interface MeasuredLeaf {
  readonly leaf: number
  readonly trend: number
  readonly detector: number
  readonly useful: number
  readonly nearCopies: number
  /** AUC of telling training rows: by the strongest attack with the rows alone, and by their likelihood under the model. */
  readonly byTable: number
  readonly byModel: number
}

/**
 * Forests of 8 trees that learned 60 % of the Adult census table (19,537 rows) and made 32,561; means of three splits
 * (`npm run bench -- privacy adult --splits 3 --settings 20:8,50:8,100:8,200:8`). Errors and detector (boosted trees)
 * against rows not learned from; near copies where as many rows that were not learned from show 1 %.
 */
const measured: readonly MeasuredLeaf[] = [
  { leaf: 20, trend: 0.0288, detector: 0.513, useful: 0.924, nearCopies: 0.0107, byTable: 0.514, byModel: 0.617 },
  { leaf: 50, trend: 0.0289, detector: 0.511, useful: 0.926, nearCopies: 0.0102, byTable: 0.511, byModel: 0.604 },
  { leaf: 100, trend: 0.0287, detector: 0.519, useful: 0.924, nearCopies: 0.0103, byTable: 0.513, byModel: 0.597 },
  { leaf: 200, trend: 0.0288, detector: 0.52, useful: 0.924, nearCopies: 0.0095, byTable: 0.517, byModel: 0.582 },
]

/** The smallest leaf of the trees: how many people stand behind each drawn value. */
export function PrivacyDial({ value, onChange }: { value: number; onChange: (leaf: number) => void }) {
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600} id="privacy-dial">
        Smallest group behind a value
      </Text>
      <SegmentedControl
        aria-labelledby="privacy-dial"
        value={String(value)}
        onChange={(leaf) => onChange(Number(leaf))}
        data={[
          { value: '0', label: 'Automatic' },
          ...measured.map(({ leaf }) => ({ value: String(leaf), label: `${leaf} rows` })),
        ]}
        fullWidth
      />
      <Text size="sm" c="dimmed">
        Each synthetic value is drawn from a group of at least this many similar real rows. Larger groups make it harder
        to find out whether a person was in the data; smaller ones keep finer detail. Automatic takes 50, and less in
        tables of under 2,000 rows (one in forty, at least 20).
      </Text>
      <Table.ScrollContainer
        type="native"
        minWidth={520}
        tabIndex={0}
        role="region"
        aria-label="Measured on a public table"
      >
        <Table fz="xs" verticalSpacing={4} className={classes.figures}>
          <Table.Caption ta="start">
            Measured on the public Adult census table with 8 trees. Your data may differ; the report attacks your own.
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Group</Table.Th>
              <Table.Th scope="col" ta="end">
                Pair error
              </Table.Th>
              <Table.Th scope="col" ta="end" title="0.50: a classifier can’t tell synthetic rows from real ones">
                Told from real
              </Table.Th>
              <Table.Th scope="col" ta="end" title="AUC of a model that learned from the synthetic rows, on real rows">
                Learned from it
              </Table.Th>
              <Table.Th scope="col" ta="end" title="1 % is what rows that were not learned from show">
                Near copies
              </Table.Th>
              <Table.Th scope="col" ta="end" title="AUC of a membership attack; 0.50 is guessing">
                Attack with the table
              </Table.Th>
              <Table.Th scope="col" ta="end" title="The same by somebody who also has the fitted model">
                Attack with the model
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {measured.map((row) => (
              <Table.Tr key={row.leaf} {...(row.leaf === value ? { 'data-chosen': true } : {})}>
                <Table.Th scope="row">{row.leaf}</Table.Th>
                <Table.Td ta="end">{formatShare(row.trend, 2)}</Table.Td>
                <Table.Td ta="end">{row.detector.toFixed(3)}</Table.Td>
                <Table.Td ta="end">{row.useful.toFixed(3)}</Table.Td>
                <Table.Td ta="end">{formatShare(row.nearCopies, 2)}</Table.Td>
                <Table.Td ta="end">{row.byTable.toFixed(3)}</Table.Td>
                <Table.Td ta="end">{row.byModel.toFixed(3)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  )
}
