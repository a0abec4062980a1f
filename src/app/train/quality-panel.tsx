import { Stack, Text } from '@mantine/core'
import type { Quality } from '../../db/objects'
import { ReferenceBar } from '../../ui/charts/reference-bar'
import { formatShare } from '../../ui/format'
import { Panel } from '../../ui/panel'

const figure = (share: number) => formatShare(share, 2)

/** Two error figures, each between what real rows would show and what no model would show. */
export function QualityPanel({ quality }: { quality: Quality | undefined }) {
  return (
    <Panel title="Quality" hint="Error against control rows: lower is better">
      {quality ? (
        <Stack gap="lg">
          <ReferenceBar
            title="Columns"
            value={quality.shapeError}
            format={figure}
            marks={marks(quality, 'shapeError')}
          />
          <ReferenceBar title="Pairs" value={quality.trendError} format={figure} marks={marks(quality, 'trendError')} />
          <Text size="xs" c="dimmed">
            “As good as real” is what the training rows show against the same control rows, which nothing learns from.
            “Independent columns” is what remains when every link between columns is ignored.
          </Text>
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          Measured as soon as the first rows are there.
        </Text>
      )}
    </Panel>
  )
}

const marks = (quality: Quality, figure: 'shapeError' | 'trendError') => [
  { label: 'As good as real', value: quality.control[figure], kind: 'good' as const },
  { label: 'Independent columns', value: quality.baseline[figure], kind: 'poor' as const },
]
