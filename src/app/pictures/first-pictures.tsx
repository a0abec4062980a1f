import { Button, Group, Loader } from '@mantine/core'
import { IconDownload, IconSchool } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { db, liveDb } from '../../db/database'
import type { LiveSheet } from '../../db/made-pictures'
import type { Output, Project } from '../../db/objects'
import { draft, useWork } from '../../store/work'
import { formatQuantity, formatSeconds } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { ClassSheet } from '../class-sheet'
import { OlderPictures } from '../older-pictures'
import { problemText } from '../problem-text'
import { stagePath } from '../routes'
import { SyntheticPictures } from '../synthetic-pictures'
import { generatorWords } from '../words'

/** The made pictures that are there without a click, and the ways on. */
export function FirstPictures({ project }: { readonly project: Project }) {
  const drafting = useWork((work) => work.drafting[project.id])
  const made = useLiveQuery(() => findMade(project.activeOutputId), [project.activeOutputId])
  if (drafting?.status === 'failed') {
    const { title, advice } = problemText(drafting.problem)
    return (
      <Notice tone="info" title={`Nothing was learned: ${title}`}>
        {advice}
      </Notice>
    )
  }
  const { marker } = project.source
  if (made)
    return (
      <>
        {marker && <SyntheticPictures marker={marker} />}
        <Made project={project} {...made} />
      </>
    )
  if (!drafting)
    return (
      marker && (
        <SyntheticPictures
          marker={marker}
          actions={
            <Button size="xs" variant="default" onClick={() => void draft(project.id)}>
              Learn from them all the same
            </Button>
          }
        />
      )
    )
  return (
    <Notice tone="info" title="The first synthetic pictures are being made">
      <Loader size={12} mr={6} aria-hidden /> A draft that takes a few seconds.
    </Notice>
  )
}

interface MadeFacts {
  readonly output: Output
  readonly seconds: number
  readonly sheet: LiveSheet | undefined
}

async function findMade(outputId: string | undefined): Promise<MadeFacts | undefined> {
  const output = outputId ? await db.outputs.get(outputId) : undefined
  if (!output) return undefined
  const [run, sheet] = await Promise.all([db.runs.get(output.runId), liveDb.sheets.get(output.runId)])
  return { output, sheet, seconds: (run?.fitSeconds ?? 0) + output.sampleSeconds }
}

function Made({ project, output, seconds, sheet }: MadeFacts & { readonly project: Project }) {
  const name = generatorWords[output.generator] ?? output.generator
  const made = `${formatQuantity(output.rows, 'picture')} by the ${name} in ${formatSeconds(seconds)}`
  return (
    <Panel
      title={output.draft ? 'Your first synthetic pictures are ready' : 'Your synthetic pictures'}
      hint={`${made}. ${output.draft ? 'A blurred draft: a trained generator makes far better ones.' : ''}`}
      actions={
        <Group gap="sm">
          {output.draft && (
            <Button
              component={Link}
              href={stagePath(project.id, 'train')}
              size="sm"
              leftSection={<IconSchool size={16} />}
            >
              Train a network
            </Button>
          )}
          <Button
            component={Link}
            href={stagePath(project.id, 'export')}
            size="sm"
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            Export
          </Button>
        </Group>
      }
    >
      <OlderPictures output={output} />
      {sheet && <ClassSheet sheet={sheet} />}
    </Panel>
  )
}
