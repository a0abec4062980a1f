import '../../ui/first-styles'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { cssVariables, theme } from '../../ui/theme'
import { Shell } from '../shell/shell'
import { Boot } from './boot'
import { CrashBoundary } from './crash-boundary'
import { printInLight } from './print'

export function startApp(root: Element): void {
  printInLight()
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <CrashBoundary>
          <Boot>
            <Router hook={useHashLocation}>
              <Shell />
            </Router>
          </Boot>
        </CrashBoundary>
        <Notifications position="bottom-right" limit={4} />
      </MantineProvider>
    </StrictMode>,
  )
}
