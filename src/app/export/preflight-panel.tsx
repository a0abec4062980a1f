import { Loader, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconPoint } from '@tabler/icons-react'
import { Panel } from '../../ui/panel'
import { problemText } from '../problem-text'
import classes from './export.module.css'
import { preflightItems } from './preflight-words'
import type { PreflightAnswer } from './use-preflight'

const icons = { good: IconCircleCheck, warn: IconAlertTriangle, info: IconPoint }
const toneWords = { good: 'Fine:', warn: 'Look at this:', info: '' }

interface PreflightPanelProps {
  readonly answer: PreflightAnswer | undefined
  readonly format: string
  readonly minimumCount: number
}

export function PreflightPanel({ answer, format, minimumCount }: PreflightPanelProps) {
  return (
    <Panel title="Before it leaves the studio" hint="Counted over all rows of this table">
      {!answer && (
        <Text size="sm" c="dimmed">
          <Loader size={12} mr={6} aria-hidden /> Looking through the rows…
        </Text>
      )}
      {answer?.problem && <Text size="sm">{problemText(answer.problem).title}</Text>}
      {answer?.facts && (
        <ul className={classes.checks}>
          {preflightItems(answer.facts, format, minimumCount).map(({ tone, text, hint }) => {
            const Icon = icons[tone]
            return (
              <li key={text} data-tone={tone}>
                <Icon size={18} className={classes.checkIcon} aria-hidden />
                <div>
                  <span className={classes.spoken}>{toneWords[tone]} </span>
                  {text}
                  {hint && (
                    <Text size="sm" c="dimmed">
                      {hint}
                    </Text>
                  )}
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}
