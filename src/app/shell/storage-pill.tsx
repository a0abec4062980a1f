import { Anchor, Popover, Progress, Text, UnstyledButton } from '@mantine/core'
import { IconDatabase } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { listProjects, projectBytes } from '../../db/projects'
import { formatBytes } from '../../ui/format'
import { homePath } from '../routes'
import styles from './top-bar.module.css'
import { useStorage } from './use-storage'

export function StoragePill() {
  const { usage, quota, isPersisted, refresh } = useStorage()
  return (
    <Popover width={320} onOpen={refresh}>
      <Popover.Target>
        <UnstyledButton className={styles.pill} aria-label={`Storage: ${formatBytes(usage)} used`}>
          <IconDatabase size={16} stroke={1.7} aria-hidden />
          {formatBytes(usage)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={620} size="sm">
          {formatBytes(usage)} on this device
        </Text>
        <Progress value={quota > 0 ? (usage / quota) * 100 : 0} my={8} size="sm" aria-label="Storage used" />
        <Text size="sm" c="dimmed">
          The browser lets the studio use up to {formatBytes(quota)}.{' '}
          {isPersisted
            ? 'It keeps your projects until you delete them.'
            : 'It may clear your projects when the disk runs short: back up what matters.'}
        </Text>
        <ProjectSizes />
        <Anchor component={Link} href={homePath} size="sm">
          Free up space
        </Anchor>
      </Popover.Dropdown>
    </Popover>
  )
}

const largest = 5

function ProjectSizes() {
  const sizes = useLiveQuery(async () => {
    const projects = await listProjects()
    const sized = await Promise.all(projects.map(async ({ id, name }) => ({ id, name, bytes: await projectBytes(id) })))
    return sized.sort((a, b) => b.bytes - a.bytes).slice(0, largest)
  }, [])
  if (!sizes?.length) return null
  return (
    <dl className={styles.facts} style={{ marginBlock: 12 }}>
      {sizes.map(({ id, name, bytes }) => (
        <div key={id} style={{ display: 'contents' }}>
          <dt translate="no">{name}</dt>
          <dd>{formatBytes(bytes)}</dd>
        </div>
      ))}
    </dl>
  )
}
