import { Table } from '@mantine/core'
import classes from './report.module.css'

/** Figures in rows; the first cell of each row names it. */
export function FigureTable(props: {
  readonly label: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
}) {
  return (
    <Table.ScrollContainer
      type="native"
      minWidth={105 * props.heads.length}
      tabIndex={0}
      role="region"
      aria-label={props.label}
    >
      <Table fz="sm" verticalSpacing={6} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {props.heads.map((head, i) => (
              <Table.Th key={head} scope="col" ta={i === 0 ? undefined : 'end'}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map(([name = '', ...cells]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              {cells.map((cell, i) => (
                <Table.Td key={props.heads[i + 1]} ta="end">
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
