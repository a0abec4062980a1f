import { Table } from '@mantine/core'
import { formatShare } from '../format'
import styles from './charts.module.css'
import type { Overlay } from './overlay-tile'

/** The figures behind an overlay. `series`: the names of first and second. */
export function OverlayTable({ overlay, series }: { overlay: Overlay; series: readonly [string, string] }) {
  const rows = overlay.labels.map((label, i) => ({
    label,
    first: overlay.first[i] ?? 0,
    second: overlay.second[i] ?? 0,
    band: overlay.band?.[i],
  }))
  if (overlay.missing) rows.push({ label: 'missing', ...overlay.missing, band: undefined })
  return (
    <Table.ScrollContainer type="native" minWidth={280} maxHeight={320} tabIndex={0}>
      <Table className={styles.rows} withRowBorders striped="odd" verticalSpacing={4} aria-label={overlay.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Value</Table.Th>
            <Table.Th scope="col" ta="end">
              {series[0]}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {series[1]}
            </Table.Th>
            {overlay.band && (
              <Table.Th scope="col" ta="end">
                Fresh rows, 95 %
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, i) => (
            // Labels may repeat after shortening; bars never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars of an overlay keep their places
            <Table.Tr key={i}>
              <Table.Td>{row.label}</Table.Td>
              <Table.Td ta="end">{formatShare(row.first)}</Table.Td>
              <Table.Td ta="end">{formatShare(row.second)}</Table.Td>
              {overlay.band && (
                <Table.Td ta="end">
                  {row.band ? `${formatShare(row.band[0])} to ${formatShare(row.band[1])}` : '–'}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
