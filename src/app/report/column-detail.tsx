import { Modal, Table, Text } from '@mantine/core'
import type { Measurement, Referenced } from '../../core/metrics/metric'
import type { ColumnReport } from '../../core/reports/report'
import { OverlayTable } from '../../ui/charts/overlay-table'
import { overlayOf } from '../column-overlay'
import { ColumnTile } from '../column-tile'
import { kindWords } from '../words'
import { optional } from './faithful-words'
import { FigureTable } from './figure-table'
import { errorText, measurementText, scoreText } from './report-words'

/** One column's figures, picture and table. */
export function ColumnDetail({ column, onClose }: { column: ColumnReport | undefined; onClose: () => void }) {
  return (
    <Modal opened={column !== undefined} onClose={onClose} title={column?.name} size="lg">
      {column?.overlay && (
        <>
          <ColumnTile
            column={column.overlay}
            height={180}
            figure={measurementText(column.shape.synthetic, (score) => errorText(1 - score))}
          />
          <Text size="sm" mt="md">
            {kindWords[column.kind]}.{' '}
            {column.metric === 'ks-complement'
              ? 'Error: the largest gap between the two cumulative distributions (Kolmogorov–Smirnov), without missing cells.'
              : 'Error: the share of rows that would have to change their value (total variation), without missing cells.'}
          </Text>
          <Table mt="sm" fz="sm" aria-label="Figures beside their references">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Figure</Table.Th>
                <Table.Th scope="col" ta="end">
                  Synthetic
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  By sampling alone
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  As good as real
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  Independent columns
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <FigureRow
                name="Error"
                figure={column.shape}
                ceiling={column.ceiling}
                write={(score) => errorText(1 - score)}
                writeCeiling={errorText}
              />
              {column.distance && (
                <FigureRow
                  name="Wasserstein distance, in standard deviations"
                  figure={column.distance}
                  ceiling={column.distance.ceiling}
                  write={scoreText}
                />
              )}
              <FigureRow name="Gap in missing cells" figure={column.missingGap} write={errorText} />
            </Table.Tbody>
          </Table>
          {column.tails && <Tails tails={column.tails} />}
          <OverlayTable overlay={overlayOf(column.overlay)} series={['Real', 'Synthetic']} />
        </>
      )}
    </Modal>
  )
}

function Tails({ tails: { synthetic, control } }: { tails: NonNullable<ColumnReport['tails']> }) {
  const side = (end: 'below' | 'above') => [
    errorText(synthetic[end].real),
    errorText(synthetic[end].synthetic),
    control ? errorText(control[end].synthetic) : '–',
  ]
  return (
    <FigureTable
      label="Tails"
      heads={['Values in the tails', 'Training rows', 'Synthetic', 'Control']}
      rows={[
        ['Below the lowest 1 %', ...side('below')],
        ['Above the highest 1 %', ...side('above')],
      ]}
    />
  )
}

function FigureRow(props: {
  name: string
  figure: Referenced
  ceiling?: Measurement | undefined
  write: (value: number) => string
  writeCeiling?: (value: number) => string
}) {
  const { name, figure, ceiling, write, writeCeiling = write } = props
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td ta="end">{measurementText(figure.synthetic, write)}</Table.Td>
      <Table.Td ta="end">{optional(ceiling, writeCeiling)}</Table.Td>
      <Table.Td ta="end">{measurementText(figure.control, write)}</Table.Td>
      <Table.Td ta="end">{measurementText(figure.baseline, write)}</Table.Td>
    </Table.Tr>
  )
}
