import { List } from '@mantine/core'
import { Panel } from '../../ui/panel'
import { eventWords } from '../run-words'

/** What happened to a run on its way. */
export function EventsPanel({ events }: { events: readonly string[] }) {
  if (events.length === 0) return null
  return (
    <Panel title="What happened">
      <List size="sm" spacing={6}>
        {events.map((event, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added at the end
          <List.Item key={i}>{eventWords(event)}</List.Item>
        ))}
      </List>
    </Panel>
  )
}
