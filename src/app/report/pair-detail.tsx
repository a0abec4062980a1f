import { Modal, Table, Text } from '@mantine/core'
import type { PairPicture } from '../../core/reports/faithful'
import { decimalText } from '../../core/reports/html/decimal-text'
import type { PairReport } from '../../core/reports/report'
import { JointMap } from '../../ui/charts/joint-map'
import { optional } from './faithful-words'
import { FigureTable } from './figure-table'
import classes from './report.module.css'
import { errorText, measurementText } from './report-words'

const measures = { pearson: 'Pearson’s r', 'cramers-v': 'Cramér’s V', 'correlation-ratio': 'Correlation ratio' }
const listed = 12
const twoPlaces = (v: number) => decimalText(v, 2)
const error = (score: number) => errorText(1 - score)

/** One pair: how both columns go together in real and in synthetic rows, the gap, and all its figures. */
export function PairDetail(props: { pair: PairReport; picture: PairPicture | undefined; onClose: () => void }) {
  const { pair, picture, onClose } = props
  const { association, ranks, trend, sharedBins, ceilings } = pair
  return (
    <Modal opened onClose={onClose} title={`${pair.a} · ${pair.b}`} size="xl">
      {picture && <Pictures picture={picture} />}
      <FigureTable
        label="Errors of the pair"
        heads={['Error', 'Synthetic', 'By sampling alone', 'As good as real', 'Independent']}
        rows={[
          { name: 'As SDMetrics counts', figure: trend, ceiling: ceilings?.trend },
          { name: 'Shared bins', figure: sharedBins, ceiling: ceilings?.sharedBins },
        ].map(({ name, figure, ceiling }) => [
          name,
          measurementText(figure.synthetic, error),
          optional(ceiling, errorText),
          measurementText(figure.control, error),
          measurementText(figure.baseline, error),
        ])}
      />
      <FigureTable
        label="Strength of the link"
        heads={['Strength of the link', 'Training rows', 'Synthetic', 'Control']}
        rows={[
          { name: measures[association.measure], ...association },
          ...(ranks ? [{ name: 'Spearman’s ρ', ...ranks }] : []),
        ].map(({ name, train, synthetic, control }) => [
          name,
          measurementText(train, twoPlaces),
          measurementText(synthetic, twoPlaces),
          measurementText(control, twoPlaces),
        ])}
      />
      <Text size="sm" c="dimmed" mt="xs">
        SDMetrics bins each side over its own range, so that a shifted column goes unseen there; shared bins see it.
      </Text>
    </Modal>
  )
}

function Pictures({ picture }: { picture: PairPicture }) {
  const { a, b, labelsA, labelsB, real, synthetic } = picture
  const gap = synthetic.map((share, i) => share - real[i]!)
  const top = Math.max(...real, ...synthetic)
  const widest = Math.max(...gap.map(Math.abs), 1e-9)
  const worst = gap
    .map((v, i) => ({ v, i }))
    .sort((x, y) => Math.abs(y.v) - Math.abs(x.v))
    .slice(0, listed)
  const labels = { labelsA, labelsB }
  const name = (i: number) => `${labelsA[Math.floor(i / labelsB.length)]} · ${labelsB[i % labelsB.length]}`
  return (
    <>
      <Text size="xs" c="dimmed" mb={4}>
        Down: {a}, from {labelsA[0]} to {labelsA.at(-1)}. Across: {b}, from {labelsB[0]} to {labelsB.at(-1)}.
      </Text>
      <div className={classes.joints}>
        <JointMap
          {...labels}
          title="Real (training rows)"
          cells={real}
          top={top}
          tone="real"
          summary={`${a} against ${b} in training rows`}
        />
        <JointMap
          {...labels}
          title="Synthetic"
          cells={synthetic}
          top={top}
          tone="synthetic"
          summary={`${a} against ${b} in synthetic rows`}
        />
        <JointMap
          {...labels}
          title="Gap: + too many, − too few"
          cells={gap}
          top={widest}
          tone="gap"
          summary={`The largest gap is ${errorText(Math.abs(worst[0]?.v ?? 0))} of rows, at ${name(worst[0]?.i ?? 0)}`}
        />
      </div>
      <Table fz="sm" mt="sm" verticalSpacing={4} className={classes.table} aria-label="Cells with the largest gaps">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              Largest gaps: {a} · {b}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              Real
            </Table.Th>
            <Table.Th scope="col" ta="end">
              Synthetic
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {worst.map(({ i }) => (
            <Table.Tr key={i}>
              <Table.Th scope="row" fw={500}>
                {name(i)}
              </Table.Th>
              <Table.Td ta="end">{errorText(real[i]!)}</Table.Td>
              <Table.Td ta="end">{errorText(synthetic[i]!)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}
