import { Text } from '@mantine/core'
import { Panel } from '../../ui/panel'
import { DialectChips, type DialectChipsProps } from './dialect-chips'
import { doubtAbout } from './dialect-doubt'

interface DialectPanelProps extends DialectChipsProps {
  /** 0–1, how sure the guess is; undefined for files that were read before it was kept. */
  readonly confidence: number | undefined
}

/** How a file was understood, and whether that is sure. */
export function DialectPanel({ confidence = 1, ...chips }: DialectPanelProps) {
  const doubt = doubtAbout(chips.dialect, confidence)
  return (
    <Panel title="How it was read" hint="Each is a guess. Change one, and the file is read again.">
      <DialectChips {...chips} />
      {doubt && (
        <Text size="sm" mt="sm">
          {doubt}
        </Text>
      )}
    </Panel>
  )
}
