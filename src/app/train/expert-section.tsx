import { Button, Collapse, NumberInput, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import type { GenericSchema } from 'valibot'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import { ExpertOptions } from './expert-options'

interface ExpertSectionProps {
  readonly project: Project
  readonly generator: { readonly options: GenericSchema; readonly paper: string }
  readonly options: Readonly<Record<string, unknown>>
  readonly onChange: (options: Readonly<Record<string, unknown>>) => void
  /** Options that have a dial of their own. */
  readonly without?: readonly string[]
  readonly seedHint: string
}

/** Seed and every knob of a generator, folded away. */
export function ExpertSection({ project, generator, options, onChange, without, seedHint }: ExpertSectionProps) {
  const [isOpen, { toggle }] = useDisclosure(false)
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        onClick={toggle}
        aria-expanded={isOpen}
        rightSection={<IconChevronDown size={16} style={{ rotate: isOpen ? '180deg' : undefined }} />}
      >
        Expert options
      </Button>
      <Collapse expanded={isOpen}>
        <Stack gap="md" pt="sm">
          <NumberInput
            label="Seed"
            description={seedHint}
            maw={260}
            value={project.seed}
            min={0}
            max={4294967295}
            allowDecimal={false}
            onChange={(seed) => typeof seed === 'number' && void db.projects.update(project.id, { seed })}
          />
          <ExpertOptions
            schema={generator.options}
            chosen={options}
            onChange={onChange}
            {...(without ? { without } : {})}
          />
          <Text size="xs" c="dimmed">
            Method: {generator.paper}
          </Text>
        </Stack>
      </Collapse>
    </div>
  )
}
