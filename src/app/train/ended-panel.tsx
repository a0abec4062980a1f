import { Button, Group, Text } from '@mantine/core'
import { IconChartHistogram, IconDownload, IconPlayerPlay, IconSparkles } from '@tabler/icons-react'
import { Link } from 'wouter'
import { isPrivateGenerator } from '../../core/dp/private-generator'
import type { Project, Run } from '../../db/objects'
import { continueRun } from '../../store/work'
import { formatCount, formatSeconds } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { problemText } from '../problem-text'
import { stagePath } from '../routes'
import { backendWords } from '../run-words'
import { unitOf } from '../unit-words'
import { generatorWords } from '../words'

/** How a run ended, and the ways on. */
export function EndedPanel({ project, run }: { project: Project; run: Run }) {
  if (run.status === 'failed') return <FailedNotice project={project} run={run} />
  const name = generatorWords[run.generator] ?? run.generator
  const unit = unitOf(run.generator)
  return (
    <Notice
      tone="good"
      title={run.status === 'stopped' ? `${name}: stopped, and the best model kept` : `${name}: trained`}
      actions={
        <>
          <Button
            size="xs"
            component={Link}
            href={stagePath(project.id, 'export')}
            leftSection={<IconDownload size={16} />}
          >
            Export the {unit.many}
          </Button>
          <Button
            size="xs"
            variant="default"
            component={Link}
            href={stagePath(project.id, 'report')}
            leftSection={<IconChartHistogram size={16} />}
          >
            See the report
          </Button>
          <Button
            size="xs"
            variant="default"
            component={Link}
            href={stagePath(project.id, 'generate')}
            leftSection={<IconSparkles size={16} />}
          >
            Generate more
          </Button>
          {run.generator === 'any-order' && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerPlay size={16} />}
              onClick={() => void continueRun(project.id, run.id)}
            >
              Keep improving
            </Button>
          )}
        </>
      }
    >
      {facts(run)} A full-size synthetic {unit.set} was made from it.
    </Notice>
  )
}

export function InterruptedNotice({ project, run }: { project: Project; run: Run }) {
  const startsAnew = isPrivateGenerator(run.generator)
  return (
    <Notice
      tone="warn"
      title="This run was interrupted"
      actions={
        <Button
          size="xs"
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => void continueRun(project.id, run.id)}
        >
          {startsAnew ? 'Start it again' : 'Go on from its checkpoint'}
        </Button>
      }
    >
      Its tab was closed before it ended.{' '}
      {startsAnew
        ? 'Private runs keep nothing half-done: it starts anew, with new noise.'
        : 'At most ten seconds of training are lost.'}
    </Notice>
  )
}

function FailedNotice({ project, run }: { project: Project; run: Run }) {
  const text = run.problem && problemText(run.problem)
  return (
    <Notice
      tone="bad"
      title={text?.title ?? 'The run failed'}
      actions={
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => void continueRun(project.id, run.id)}>
            Try again
          </Button>
        </Group>
      }
    >
      <Text size="sm">{text?.advice ?? 'Try again, or choose another generator.'}</Text>
      <Text size="sm" mt={4}>
        The first synthetic {unitOf(run.generator).set} is not touched by this.
      </Text>
    </Notice>
  )
}

function facts(run: Run): string {
  const parts = [formatSeconds(run.fitSeconds)]
  if (run.steps > 0) parts.push(`${formatCount(run.steps)} steps`)
  const on = run.backend === '' ? '' : ` on ${backendWords(run.backend)}`
  return `${parts.join(', ')}${on}.`
}
