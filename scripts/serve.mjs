import { createReadStream, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The headers of the seal, from the one place where they are written. */
export const policyHeaders = JSON.parse(readFileSync(join(root, 'src/sw/headers.json'), 'utf8'))

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.csv': 'text/csv; charset=utf-8',
  '.gz': 'application/gzip',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/** The file of `directory` that a URL names, or undefined: unknown, or outside. */
async function findFile(directory, url) {
  let path
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return undefined
  }
  const file = normalize(join(directory, path.endsWith('/') ? `${path}index.html` : path))
  if (!file.startsWith(normalize(directory + sep)) || path.includes('\0')) return undefined
  const found = await stat(file).catch(() => undefined)
  return found?.isFile() ? { file, size: found.size } : undefined
}

async function answer(directory, headers, request, response) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return response.writeHead(405, { Allow: 'GET, HEAD' }).end()
  const found = await findFile(directory, request.url ?? '/')
  if (!found) return response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n')
  const type = types[extname(found.file)] ?? 'application/octet-stream'
  // Names under assets/ carry their content's hash; all else must be asked for again.
  const cache = found.file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache'
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': found.size, 'Cache-Control': cache })
  if (request.method === 'HEAD') return response.end()
  return createReadStream(found.file).pipe(response)
}

/** Listens on `port`, or on the next free one after it. Resolves with the server and its address. */
export function serve({ directory = join(root, 'dist'), port = 4173, headers = policyHeaders, tries = 20 } = {}) {
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => void answer(directory, headers, request, response))
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE' || tries === 0 || port === 0) return reject(error)
      resolve(serve({ directory, port: port + 1, headers, tries: tries - 1 }))
    })
    server.listen(port, '127.0.0.1', () => resolve({ server, url: `http://localhost:${server.address().port}/` }))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tries = process.env.PORT ? 0 : 20
  const { url } = await serve({ port: Number(process.env.PORT ?? 4173), tries })
  console.log(`Synthetic Data Studio: ${url}`)
}
