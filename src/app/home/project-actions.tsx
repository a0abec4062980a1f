import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Project } from '../../db/objects'
import { deleteProject, duplicateProject, restoreProject } from '../../db/projects'
import { problemOf } from '../../store/work'
import { tellProblem } from '../intake/intake'

const undoMs = 10_000

/** Deletes at once, with ten seconds to take it back. */
export async function removeProject(project: Project): Promise<void> {
  await deleteProject(project.id)
  const id = notifications.show({
    title: `“${project.name}” is deleted`,
    autoClose: undoMs,
    color: 'gray',
    message: (
      <Group mt={6}>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            void restoreProject(project.id)
            notifications.hide(id)
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  })
}

export async function copyProject(project: Project): Promise<void> {
  try {
    await duplicateProject(project.id, `${project.name} (copy)`)
  } catch (error) {
    await tellProblem(problemOf(error))
  }
}
