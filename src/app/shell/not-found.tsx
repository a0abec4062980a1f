import { Button } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { Link } from 'wouter'
import { EmptyState } from '../../ui/empty-state'
import { homePath } from '../routes'

export function NotFound() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      title="There is no such page"
      actions={
        <Button component={Link} href={homePath}>
          Go to Home
        </Button>
      }
    >
      The address leads nowhere.
    </EmptyState>
  )
}
