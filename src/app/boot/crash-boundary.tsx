import { Button, CopyButton } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { BootFrame } from './boot-frame'
import styles from './boot-frame.module.css'
import { diagnostics } from './diagnostics'

interface CrashState {
  readonly error?: unknown
}

/** React asks for a class here. Catches what no screen expected, rejected promises of ours among it. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, CrashState> {
  override state: CrashState = {}

  static getDerivedStateFromError(error: unknown): CrashState {
    return { error }
  }

  override componentDidMount(): void {
    addEventListener('unhandledrejection', this.onRejection)
  }

  override componentWillUnmount(): void {
    removeEventListener('unhandledrejection', this.onRejection)
  }

  private readonly onRejection = (event: PromiseRejectionEvent): void => {
    // A dialog that was closed, or an observer that was aborted, is no crash.
    if (event.reason instanceof DOMException && event.reason.name === 'AbortError') return
    this.setState({ error: event.reason })
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children
    return <CrashScreen details={diagnostics(this.state.error)} />
  }
}

function restartAtHome(): void {
  location.hash = '#/'
  location.reload()
}

function CrashScreen({ details }: { readonly details: string }) {
  return (
    <BootFrame>
      <h1 className={styles.title}>Something went wrong in the studio</h1>
      <p className={styles.text}>
        This is a fault of ours, not yours. Everything that was saved is still there: reload to go on. The details below
        help us find the fault; they hold nothing of your data.
      </p>
      <div className={styles.actions}>
        <Button onClick={() => location.reload()}>Reload</Button>
        <Button variant="default" onClick={restartAtHome}>
          Go to Home
        </Button>
        <CopyButton value={details}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy details'}
            </Button>
          )}
        </CopyButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <pre className={styles.details} tabIndex={0}>
        {details}
      </pre>
    </BootFrame>
  )
}
