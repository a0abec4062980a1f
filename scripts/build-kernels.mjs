// Compiles src/engine/kernels/*.as (AssemblyScript) to WebAssembly, as text in src/engine/kernels/bytes.ts.
// The source ends in .as because it is AssemblyScript, which TypeScript's own tools can't read.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = fileURLToPath(new URL('../src/engine/kernels/', import.meta.url))

const shared = ['--sharedMemory', '--maximumMemory', '32768', '--enable', 'threads']
const fused = ['--enable', 'relaxed-simd']

/** What is compiled: for tfjs' heap, or for memory of our own that threads share; with fused products where there are. */
const builds = { plain: [], plainFused: fused, shared, sharedFused: [...shared, ...fused] }

/** A build's bytes. It lives on a heap of others, so it must hold no data of its own. Throws with the compiler's words. */
export async function compileKernels(build) {
  let bytes
  const { error, stderr } = await asc.main(
    [
      'kernels.ts',
      '--outFile',
      'kernels.wasm',
      '-O3',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      '--enable',
      'simd',
      ...builds[build],
    ],
    {
      readFile: (name) => readFile(join(folder, name.replace(/\.ts$/, '.as')), 'utf8').catch(() => null),
      writeFile: (name, contents) => {
        if (name === 'kernels.wasm') bytes = contents
      },
      listFiles: () => [],
    },
  )
  if (error || !bytes) throw new Error(`kernels do not compile: ${stderr.toString()}`)
  const dataSection = 11
  if (sections(bytes).includes(dataSection)) throw new Error('the kernels would write constants onto the heap of tfjs')
  return bytes
}

/** Ids of a WebAssembly binary's sections. */
function sections(bytes) {
  const ids = []
  let at = 8
  while (at < bytes.length) {
    ids.push(bytes[at++])
    let size = 0
    let shift = 0
    do {
      size |= (bytes[at] & 127) << shift
      shift += 7
    } while (bytes[at++] & 128)
    at += size
  }
  return ids
}

/** The generated file's text. */
async function bytesModule() {
  const lines = []
  for (const build of Object.keys(builds)) {
    lines.push(`  ${build}:\n    '${Buffer.from(await compileKernels(build)).toString('base64')}',`)
  }
  return `// Made by \`node scripts/build-kernels.mjs\` from the .as files beside it; a test compares.
export const kernelBytes = {
${lines.join('\n')}
}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await bytesModule()
  await writeFile(join(folder, 'bytes.ts'), text)
  console.log(`${text.length} bytes`)
}
