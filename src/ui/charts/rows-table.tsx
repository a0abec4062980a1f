import { Table } from '@mantine/core'
import styles from './charts.module.css'

/** A few rows as text. `rows`: `[rows][names]`. */
export function RowsTable(props: {
  readonly title: string
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly maxHeight?: number
}) {
  return (
    <Table.ScrollContainer
      minWidth={0}
      maxHeight={props.maxHeight ?? 300}
      tabIndex={0}
      role="region"
      aria-label={props.title}
    >
      <Table className={styles.rows} striped="even" verticalSpacing={4} horizontalSpacing="sm" fz="xs" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {props.names.map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity; they are replaced as a whole
            <Table.Tr key={r}>
              {props.names.map((name, c) => (
                <Table.Td key={name}>{row[c] ?? ''}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
