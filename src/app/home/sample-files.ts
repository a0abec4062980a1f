/** An entry of `public/samples/samples.json`. */
export interface Sample {
  readonly file: string
  readonly title: string
  readonly summary: string
  readonly rows: number
  readonly columns: number
  readonly licence: string
}

const folder = './samples/'

/** The built-in tables: part of the app, so they are there offline too. */
export async function listSamples(): Promise<readonly Sample[]> {
  const answer = await fetch(`${folder}samples.json`)
  return answer.ok && answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : []
}

/** The sample as a person would have it: unzipped where it is kept gzipped. */
export async function loadSample(sample: Sample): Promise<File> {
  const answer = await fetch(folder + sample.file)
  const kept = await answer.blob()
  const name = sample.file.replace(/\.gz$/, '')
  return new File([(await isGzip(kept)) ? await unzip(kept) : kept], name)
}

/** By its first bytes: some servers unzip on the way. */
async function isGzip(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return first === 0x1f && second === 0x8b
}

const unzip = (file: Blob): Promise<Blob> =>
  new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).blob()
