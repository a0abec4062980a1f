import { Loader, Text } from '@mantine/core'
import type { Project } from '../../db/objects'
import { formatCount, formatSeconds } from '../../ui/format'
import { problemText } from '../problem-text'
import { useEstimate } from './use-estimate'

/** How long it will take here, and on what. */
export function EstimateLine({ project, trains, known }: { project: Project; trains: boolean; known: boolean }) {
  const estimate = useEstimate(project.id, project.generator, trains)
  if (!known) return null
  if (!trains || !estimate) {
    return (
      <Text size="sm" c="dimmed">
        Done in seconds, without a network.
      </Text>
    )
  }
  if (estimate.status === 'measuring') {
    return (
      <Text size="sm" c="dimmed">
        <Loader size={12} mr={6} aria-hidden /> Trying one step on this device…
      </Text>
    )
  }
  if (estimate.status === 'failed') {
    return (
      <Text size="sm" c="var(--bad)">
        {problemText(estimate.problem).title}. {problemText(estimate.problem).advice}
      </Text>
    )
  }
  const { seconds, steps, description, slower } = estimate.estimate
  return (
    <Text size="sm">
      About <b>{formatSeconds(seconds)}</b> at most: {formatCount(steps)} steps on {description}
      {slower && ` (${slower.description}: ${formatSeconds(slower.seconds)})`}. You can stop and keep it at any time.
    </Text>
  )
}
