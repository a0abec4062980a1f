import { SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { formatShare } from '../../ui/format'
import classes from './train.module.css'

interface MeasuredLeaf {
  readonly leaf: number
  readonly shape: number
  readonly trend: number
  readonly detector: number
  readonly nearCopies: number
  /** AUC of the best of two membership attacks; undefined where it was not run. */
  readonly membership?: number
}

/** Forests of 8 trees on the Adult census table. Errors by SDMetrics, detector XGBoost; near copies by chance 1 %. */
const measured: readonly MeasuredLeaf[] = [
  { leaf: 20, shape: 0.0032, trend: 0.0103, detector: 0.508, nearCopies: 0.018 },
  { leaf: 30, shape: 0.0036, trend: 0.0103, detector: 0.509, nearCopies: 0.016, membership: 0.536 },
  { leaf: 60, shape: 0.0044, trend: 0.0117, detector: 0.537, nearCopies: 0.009 },
  { leaf: 100, shape: 0.0041, trend: 0.0122, detector: 0.555, nearCopies: 0.01, membership: 0.517 },
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
        to find out whether a person was in the data; smaller ones keep finer detail. Automatic takes 150, and less in
        tables of under 6,000 rows (one in forty, at least 20).
      </Text>
      <Table.ScrollContainer
        type="native"
        minWidth={420}
        tabIndex={0}
        role="region"
        aria-label="Measured on a public table"
      >
        <Table fz="xs" verticalSpacing={4} className={classes.figures}>
          <Table.Caption ta="start">
            Measured on the public Adult census table with 8 trees. Your data may differ; the report measures it.
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Group</Table.Th>
              <Table.Th scope="col" ta="end">
                Column error
              </Table.Th>
              <Table.Th scope="col" ta="end">
                Pair error
              </Table.Th>
              <Table.Th scope="col" ta="end" title="0.50: a classifier can’t tell synthetic rows from real ones">
                Told from real
              </Table.Th>
              <Table.Th scope="col" ta="end" title="1 % is what fresh real rows would show">
                Near copies
              </Table.Th>
              <Table.Th scope="col" ta="end" title="0.50 is guessing">
                Membership attack
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {measured.map((row) => (
              <Table.Tr key={row.leaf} {...(row.leaf === value ? { 'data-chosen': true } : {})}>
                <Table.Th scope="row">{row.leaf}</Table.Th>
                <Table.Td ta="end">{formatShare(row.shape, 2)}</Table.Td>
                <Table.Td ta="end">{formatShare(row.trend, 2)}</Table.Td>
                <Table.Td ta="end">{row.detector.toFixed(3)}</Table.Td>
                <Table.Td ta="end">{formatShare(row.nearCopies)}</Table.Td>
                <Table.Td ta="end">{row.membership?.toFixed(3) ?? 'not run'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  )
}
