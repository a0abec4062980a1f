import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import type { Output, Run } from '../../db/objects'
import { formatQuantity } from '../../ui/format'
import { unitOf } from '../unit-words'
import { deleteOutput, deleteRun } from './delete-run'

const isOutput = (item: Run | Output): item is Output => 'runId' in item

/** Asks before a run or a table is removed for good. */
export function DeleteDialog({ item, onClose }: { item: Run | Output | undefined; onClose: () => void }) {
  const [busy, setBusy] = useState(false)
  const unit = unitOf(item?.generator ?? '')
  const remove = async () => {
    if (!item) return
    setBusy(true)
    await (isOutput(item) ? deleteOutput(item) : deleteRun(item))
    setBusy(false)
    onClose()
  }
  return (
    <Modal
      opened={item !== undefined}
      onClose={onClose}
      title={item && isOutput(item) ? `Delete this ${unit.set}?` : 'Delete this run?'}
    >
      <Text size="sm">
        {item && isOutput(item)
          ? `${formatQuantity(item.rows, unit.one)} and their report are removed. The model stays: the same seed makes them again.`
          : `Its model and every ${unit.set} made from it are removed. This can’t be undone.`}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          Keep
        </Button>
        <Button color="red" loading={busy} onClick={() => void remove()}>
          Delete
        </Button>
      </Group>
    </Modal>
  )
}
