import { Button, Group, Progress, Text } from '@mantine/core'
import { IconDownload, IconShare3, IconX } from '@tabler/icons-react'
import { useWork } from '../../store/work'
import { formatBytes } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { problemText } from '../problem-text'
import type { FormatWords } from './formats'
import { canShare, hasSavePicker, type SaveActions, type SaveState } from './use-save'

interface SavePanelProps {
  readonly format: FormatWords
  readonly actions: SaveActions
  /** As the preflight estimates it; 0 while it is not known. */
  readonly expectedBytes: number
}

/** The one click, and what became of it. */
export function SavePanel({ format, actions, expectedBytes }: SavePanelProps) {
  const { state } = actions
  const writing = state.status === 'writing'
  return (
    <Panel label="Save">
      {writing ? (
        <Writing expectedBytes={expectedBytes} />
      ) : (
        <Group gap="sm">
          <Button size="md" leftSection={<IconDownload size={18} />} onClick={() => void actions.save(format)}>
            Save as {format.label}
          </Button>
          {hasSavePicker() && (
            <Button size="md" variant="default" onClick={() => void actions.download(format)}>
              Download
            </Button>
          )}
          {canShare(format) && (
            <Button
              size="md"
              variant="default"
              leftSection={<IconShare3 size={18} />}
              onClick={() => void actions.share(format)}
            >
              Share
            </Button>
          )}
        </Group>
      )}
      <div role="status">
        <Outcome state={state} shareFile={actions.shareFile} />
      </div>
    </Panel>
  )
}

function Writing({ expectedBytes }: { expectedBytes: number }) {
  const exporting = useWork((work) => work.exporting)
  const bytes = exporting?.progress.bytes ?? 0
  const seconds = exporting ? (Date.now() - exporting.startedAt) / 1000 : 0
  const rate = seconds > 0.5 ? `, ${formatBytes(bytes / seconds)} per second` : ''
  const share = expectedBytes > 0 ? Math.min(0.99, bytes / expectedBytes) : 0
  return (
    <Group gap="md" wrap="nowrap">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" mb={6}>
          {formatBytes(bytes)} written{rate}
        </Text>
        <Progress value={share * 100} animated={share === 0} striped={share === 0} aria-label="Bytes written" />
      </div>
      <Button variant="default" leftSection={<IconX size={16} />} onClick={() => exporting?.job.stop()}>
        Cancel
      </Button>
    </Group>
  )
}

function Outcome({ state, shareFile }: { state: SaveState; shareFile: (file: File) => Promise<void> }) {
  const notice = outcomeNotice(state, shareFile)
  return notice && <div style={{ marginTop: 14 }}>{notice}</div>
}

function outcomeNotice(state: SaveState, shareFile: (file: File) => Promise<void>) {
  switch (state.status) {
    case 'saved':
      return (
        <Notice
          tone="good"
          title={state.how === 'saved' ? `Saved as “${state.name}”` : `“${state.name}” is in your downloads`}
        >
          The file never left this device on its way.
        </Notice>
      )
    case 'shared':
      return <Notice tone="good" title="Handed to the app you chose" />
    case 'picker-cancelled':
      return <Notice tone="info" title="Nothing was saved: the dialog was closed" />
    case 'stopped':
      return (
        <Notice tone="info" title="Stopped">
          Nothing half-written was left behind.
        </Notice>
      )
    case 'ready-to-share':
      return (
        <Notice
          tone="info"
          title="The file is ready"
          actions={
            <Button size="xs" leftSection={<IconShare3 size={16} />} onClick={() => void shareFile(state.file)}>
              Share it now
            </Button>
          }
        >
          Making it took so long that the browser asks for another click.
        </Notice>
      )
    case 'failed': {
      const text = problemText(state.problem)
      return (
        <Notice tone="bad" title={text.title}>
          {text.advice}
        </Notice>
      )
    }
    case 'idle':
    case 'writing':
      return null
  }
}
