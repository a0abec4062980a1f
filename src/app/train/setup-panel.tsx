import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import { train } from '../../store/work'
import { Panel } from '../../ui/panel'
import { SyntheticNotice } from '../synthetic-notice'
import { EstimateLine } from './estimate-line'
import { ExpertSection } from './expert-section'
import { GeneratorPicker } from './generator-picker'
import { LearnedRows } from './learned-rows'
import { PrivacyDial } from './privacy-dial'
import { PrivateDial } from './private-dial'
import { TimeLimit } from './time-limit'
import { useGenerators } from './use-generators'

/** Options that have a dial of their own. */
const dialled: Readonly<Record<string, readonly string[]>> = {
  'sequential-trees': ['minimumLeaf'],
  mst: ['epsilon', 'delta', 'domains'],
  'private-network': ['epsilon', 'delta', 'domains'],
}

/** Everything that is chosen before a run; kept with the project, copied into the run at its start. */
export function SetupPanel({ project, blocked: blockedOutside }: { project: Project; blocked?: string }) {
  const generators = useGenerators()
  const [unread, setUnread] = useState<string>()
  const stored = useLiveQuery(() => db.schemas.get(project.id), [project.id])
  const choice = project.generator
  const chosenId = choice.id === 'auto' ? 'any-order' : choice.id
  const generator = generators.find(({ id }) => id === chosenId)
  const blocked = blockedOutside ?? (generator?.isPrivate ? unread : undefined)
  const options = (choice.options[chosenId] ?? {}) as Readonly<Record<string, unknown>>

  const change = (part: Partial<Project['generator']>) =>
    void db.projects.update(project.id, { generator: { ...choice, ...part }, updatedAt: Date.now() })
  const changeOptions = (next: Readonly<Record<string, unknown>>) =>
    change({ options: { ...choice.options, [chosenId]: next } })

  return (
    <Panel title="New run" hint={<LearnedRows project={project} {...(stored ? { schema: stored.schema } : {})} />}>
      <Stack gap="lg">
        {project.source.marker && <SyntheticNotice marker={project.source.marker} />}
        <GeneratorPicker
          generators={generators}
          automatic="Trains the network, compares it with the trees on control rows, and takes the better one. Says why."
          value={choice.id}
          onChange={(id) => change({ id })}
        />
        {chosenId === 'sequential-trees' && (
          <PrivacyDial
            value={typeof options['minimumLeaf'] === 'number' ? options['minimumLeaf'] : 0}
            onChange={(minimumLeaf) => changeOptions({ ...options, minimumLeaf })}
          />
        )}
        {generator?.isPrivate && stored && (
          <PrivateDial
            key={chosenId}
            project={project}
            schema={stored.schema}
            trains={generator.trains}
            options={options}
            onChange={changeOptions}
            onBlocked={setUnread}
          />
        )}
        {generator?.trains && !generator.isPrivate && (
          <TimeLimit seconds={choice.seconds} onChange={(seconds) => change({ seconds })} />
        )}
        {generator && (
          <ExpertSection
            project={project}
            generator={generator}
            options={options}
            onChange={changeOptions}
            without={dialled[chosenId] ?? []}
            seedHint={
              generator.isPrivate
                ? 'For parting and drawing rows. The privacy noise has no seed: each run differs.'
                : 'The same seed, data and device give the same model.'
            }
          />
        )}
        <Group gap="md">
          <Button
            size="md"
            leftSection={<IconPlayerPlay size={18} />}
            disabled={blocked !== undefined || !generator}
            onClick={() => void train(project, chosenId)}
          >
            Train
          </Button>
          {blocked ? (
            <Text size="sm" c="dimmed">
              {blocked}
            </Text>
          ) : (
            <EstimateLine project={project} trains={generator?.trains ?? false} known={generator !== undefined} />
          )}
        </Group>
      </Stack>
    </Panel>
  )
}
