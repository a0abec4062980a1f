import { Progress, Text } from '@mantine/core'
import { formatBytes, formatCount } from '../../ui/format'
import type { ImportProgress } from '../../wire/api'

const phases = {
  reading: 'Reading rows',
  profiling: 'Looking at every column',
  saving: 'Saving on this device',
} as const

export interface ReadingProgressProps {
  readonly progress: ImportProgress | undefined
  readonly bytes: number
}

export function ReadingProgress({ progress, bytes }: ReadingProgressProps) {
  const share = progress?.progress ?? 0
  return (
    <div>
      <Text size="sm" mb={6}>
        {phases[progress?.phase ?? 'reading']}
        {progress
          ? `: ${formatCount(progress.rows)} rows, ${Math.floor(share * 100)} % of ${formatBytes(bytes)}`
          : ' …'}
      </Text>
      <Progress value={share * 100} size="md" aria-label="Reading the file" transitionDuration={150} />
    </div>
  )
}
