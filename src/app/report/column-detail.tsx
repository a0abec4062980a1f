import { Modal, Table, Text } from '@mantine/core'
import type { ColumnReport } from '../../core/reports/report'
import { OverlayTable } from '../../ui/charts/overlay-table'
import { overlayOf } from '../column-overlay'
import { ColumnTile } from '../column-tile'
import { kindWords } from '../words'
import { errorText, measurementText } from './report-words'

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
                  As good as real
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  Independent columns
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <FigureRow name="Error" figure={column.shape} write={(score) => errorText(1 - score)} />
              <FigureRow name="Gap in missing cells" figure={column.missingGap} write={errorText} />
            </Table.Tbody>
          </Table>
          <OverlayTable overlay={overlayOf(column.overlay)} series={['Real', 'Synthetic']} />
        </>
      )}
    </Modal>
  )
}

function FigureRow(props: { name: string; figure: ColumnReport['shape']; write: (value: number) => string }) {
  const { name, figure, write } = props
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td ta="end">{measurementText(figure.synthetic, write)}</Table.Td>
      <Table.Td ta="end">{measurementText(figure.control, write)}</Table.Td>
      <Table.Td ta="end">{measurementText(figure.baseline, write)}</Table.Td>
    </Table.Tr>
  )
}
