import { closeDoors } from './app/boot/seal'

closeDoors()

// After the doors are closed: everything else of the app.
const { startApp } = await import('./app/boot/start-app')
startApp(document.querySelector('#root')!)
