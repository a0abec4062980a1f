import { Button, Progress, Text } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import type { WorkState } from '../../store/work'
import { formatCount } from '../../ui/format'
import classes from './generate.module.css'

/** Rows or pictures made so far; stopping keeps them. */
export function SamplingProgress({ sampling }: { sampling: NonNullable<WorkState['sampling']> }) {
  const { rows, wantedRows, job } = sampling
  return (
    <>
      <div className={classes.progress}>
        <Text size="sm" mb={4}>
          {rows === 0
            ? 'Getting the model ready…'
            : `${formatCount(rows)} of ${formatCount(wantedRows)} ${sampling.isOfPictures ? 'pictures' : 'rows'}`}
        </Text>
        <Progress
          value={rows === 0 ? 100 : (100 * rows) / Math.max(1, wantedRows)}
          striped={rows === 0}
          animated={rows === 0}
          aria-label={sampling.isOfPictures ? 'Pictures made' : 'Rows made'}
        />
      </div>
      <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={() => job.stop()}>
        Stop and keep these
      </Button>
    </>
  )
}
