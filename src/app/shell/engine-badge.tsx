import { Popover, Text, UnstyledButton } from '@mantine/core'
import { IconCpu } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useRoute } from 'wouter'
import { findEngine, useUi } from '../../store/ui'
import styles from './top-bar.module.css'

const labels: Readonly<Record<string, string>> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'CPU' }

/** What computes here. Found out by a trial step of the real model at the first click or the first training. */
export function EngineBadge() {
  const engine = useUi((state) => state.engine)
  const [isTraining] = useRoute('/p/:projectId/train')
  useEffect(() => {
    if (isTraining) void findEngine()
  }, [isTraining])
  const facts = engine.status === 'found' ? engine.facts : undefined
  return (
    <Popover width={300} onOpen={() => void findEngine()}>
      <Popover.Target>
        <UnstyledButton className={styles.pill}>
          <IconCpu size={16} stroke={1.7} aria-hidden />
          {facts ? (labels[facts.backend] ?? facts.backend) : 'Engine'}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={620} size="sm">
          {facts
            ? facts.description
            : engine.status === 'finding'
              ? 'Trying what computes fastest here …'
              : 'Not tried yet'}
        </Text>
        <Text size="sm" c="dimmed" mt={4}>
          Networks train on your graphics card where the browser offers it (WebGPU), otherwise on the processor
          (WebAssembly). The studio takes one step of the real model on each and keeps the faster one. The first table,
          made by trees, needs neither.
        </Text>
      </Popover.Dropdown>
    </Popover>
  )
}
