import { existsSync } from 'node:fs'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where the browser of the tests is: `CHROMIUM_PATH`, or where Debian and others put it. Undefined when there is none. */
export function chromiumPath() {
  return process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place))
}

/** WebGPU by software, so that its kernels can be tested on a machine without a GPU. */
export const chromiumArguments = ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']
