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

export async function loadSample(sample: Sample): Promise<File> {
  const answer = await fetch(folder + sample.file)
  return new File([await answer.blob()], sample.file)
}
