// Compiles src/engine/kernels/*.as (AssemblyScript) to WebAssembly, as text in src/engine/kernels/bytes.ts.
// The source ends in .as because it is AssemblyScript, which TypeScript's own tools can't read.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = fileURLToPath(new URL('../src/engine/kernels/', import.meta.url))

/** The module's bytes. It lives on tfjs' heap, so it must hold no data of its own. Throws with the compiler's words. */
export async function compileKernels() {
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
export function bytesModule(bytes) {
  return `// Made by \`node scripts/build-kernels.mjs\` from the .as files beside it; a test compares.
export const kernelBytes =
  '${Buffer.from(bytes).toString('base64')}'
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await compileKernels()
  await writeFile(join(folder, 'bytes.ts'), bytesModule(bytes))
  console.log(`${bytes.length} bytes`)
}
