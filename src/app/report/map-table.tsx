import { Button, Table } from '@mantine/core'
import type { MapReport } from '../../core/reports/faithful'
import classes from './report.module.css'
import { errorText } from './report-words'

/** So many regions across and up: the map in numbers, and the way in for the keyboard. */
const regions = 4

export function MapTable({ map, onShow }: { map: MapReport; onShow: (x: number, y: number) => void }) {
  const [across, up] = map.axes
  const wide = map.bins / regions
  const middle = ({ from, to }: MapReport['axes'][number], at: number) => from + ((at + 0.5) / regions) * (to - from)
  const names = ['lowest', 'low', 'high', 'highest']
  const rows = Array.from({ length: regions * regions }, (_, i) => {
    const [row, column] = [Math.floor(i / regions), i % regions]
    const sum = (shares: readonly number[]) => {
      let total = 0
      for (let y = row * wide; y < (row + 1) * wide; y++)
        for (let x = column * wide; x < (column + 1) * wide; x++) total += shares[y * map.bins + x] ?? 0
      return total
    }
    return { row, column, control: sum(map.control), synthetic: sum(map.synthetic) }
  }).filter(({ control, synthetic }) => control + synthetic > 0)
  return (
    <details className={classes.more}>
      <summary>The map in numbers</summary>
      <Table.ScrollContainer
        type="native"
        minWidth={420}
        maxHeight={360}
        tabIndex={0}
        role="region"
        aria-label="The map in numbers"
      >
        <Table fz="sm" verticalSpacing={4} className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Across, up</Table.Th>
              <Table.Th scope="col" ta="end">
                Real
              </Table.Th>
              <Table.Th scope="col" ta="end">
                Synthetic
              </Table.Th>
              <Table.Th scope="col" ta="end">
                Rows there
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ row, column, control, synthetic }) => (
              <Table.Tr key={`${row} ${column}`}>
                <Table.Th scope="row" fw={500}>
                  {names[column]}, {names[row]}
                </Table.Th>
                <Table.Td ta="end">{errorText(control)}</Table.Td>
                <Table.Td ta="end">{errorText(synthetic)}</Table.Td>
                <Table.Td ta="end">
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Rows ${names[column]} across, ${names[row]} up`}
                    onClick={() => onShow(middle(across, column), middle(up, row))}
                  >
                    Show
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  )
}
