import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconGitFork, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import { isPrivateGenerator } from '../../core/dp/private-generator'
import { db } from '../../db/database'
import type { Project, Run } from '../../db/objects'
import { continueRun, useWork } from '../../store/work'
import { stagePath } from '../routes'
import { isStepwise } from '../unit-words'
import { generatorWords } from '../words'
import classes from './runs.module.css'

const ended: readonly Run['status'][] = ['done', 'stopped', 'failed']

/** What can be done with a run. */
export function RunMenu({ project, run, onDelete }: { project: Project; run: Run; onDelete: () => void }) {
  const [, navigate] = useLocation()
  const training = useWork((work) => work.training !== undefined)
  const own = useWork((work) => work.training?.runId === run.id)
  const improve = () => {
    void continueRun(project.id, run.id)
    navigate(stagePath(project.id, 'train'))
  }
  const fork = async () => {
    const { generator } = project
    const options = { ...generator.options, [run.generator]: run.options }
    await db.projects.update(project.id, { generator: { ...generator, id: run.generator, options }, seed: run.seed })
    navigate(stagePath(project.id, 'train'))
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${generatorWords[run.generator] ?? run.generator}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isStepwise(run.generator) && (!ended.includes(run.status) || run.generator === 'any-order') && (
          <Menu.Item leftSection={<IconPlayerPlay size={16} />} disabled={training} onClick={improve}>
            {goOnWords(run)}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconGitFork size={16} />} onClick={() => void fork()}>
          New run with these choices
        </Menu.Item>
        <Menu.Item className={classes.delete} leftSection={<IconTrash size={16} />} disabled={own} onClick={onDelete}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function goOnWords({ status, generator }: Run): string {
  if (ended.includes(status)) return 'Keep improving'
  return isPrivateGenerator(generator) ? 'Start it again' : 'Go on from its checkpoint'
}
