import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Project } from '../../db/objects'
import { renameProject } from '../../db/projects'

export function RenameDialog({ project, onClose }: { readonly project: Project; readonly onClose: () => void }) {
  const [name, setName] = useState(project.name)
  const isEmpty = name.trim() === ''
  return (
    <Modal opened onClose={onClose} title="Rename the project" size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isEmpty) return
          void renameProject(project.id, name.trim())
          onClose()
        }}
      >
        <TextInput
          label="Name"
          value={name}
          error={isEmpty ? 'A project needs a name' : null}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
          spellCheck={false}
          autoComplete="off"
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={isEmpty}>
            Rename
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
