import { Button, Loader } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { LiveRun, Project } from '../../db/objects'
import { useWork } from '../../store/work'
import { Notice } from '../../ui/notice'
import { problemText } from '../problem-text'
import { EndedPanel, InterruptedNotice } from './ended-panel'
import { RunningPanel } from './running-panel'
import type { TrainState } from './train-state'

interface TrainStatusProps {
  readonly project: Project
  readonly state: TrainState
  readonly live?: LiveRun
  /** The choices for a new run; `blocked`: why it can't start now. */
  readonly setup: (blocked: { readonly blocked?: string }) => ReactNode
  /** Words for the draft that is being made. */
  readonly drafting: { readonly title: string; readonly text: string }
}

/** What stands above the pictures of a run: the run under way, how the last one ended, or the choices for a new one. */
export function TrainStatus({ project, state, live, setup: setupWith, drafting }: TrainStatusProps) {
  const [again, { open }] = useDisclosure(false)
  const otherTraining = useWork((work) => work.training !== undefined && work.training.projectId !== project.id)
  const blocked = otherTraining ? 'Another project is training; this one can start when it has ended.' : undefined
  const setup = setupWith(blocked ? { blocked } : {})
  switch (state.status) {
    case 'running':
      return <RunningPanel run={state.run} where={state.where} {...(live ? { live } : {})} />
    case 'interrupted':
      return (
        <>
          <InterruptedNotice project={project} run={state.run} />
          {setup}
        </>
      )
    case 'ended':
      return (
        <>
          <EndedPanel project={project} run={state.run} />
          {again ? (
            setup
          ) : (
            <div>
              <Button variant="default" leftSection={<IconPlus size={16} />} onClick={open}>
                New run
              </Button>
            </div>
          )}
        </>
      )
    case 'drafting':
      return (
        <>
          <Notice tone="info" title={drafting.title}>
            <Loader size={12} mr={6} aria-hidden /> {drafting.text}
          </Notice>
          {setup}
        </>
      )
    case 'ready': {
      const text = state.draftProblem && problemText(state.draftProblem)
      return (
        <>
          {text && (
            <Notice tone="bad" title={text.title}>
              {text.advice}
            </Notice>
          )}
          {setup}
        </>
      )
    }
    case 'no-data':
      return null
  }
}
