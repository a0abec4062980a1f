/** Encodes pieces of text as UTF-8, in chunks of some `chunkCharacters`. */
export async function* textBytes(pieces: AsyncIterable<string>, chunkCharacters = 65536): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let waiting: string[] = []
  let characters = 0
  for await (const piece of pieces) {
    waiting.push(piece)
    characters += piece.length
    if (characters < chunkCharacters) continue
    yield encoder.encode(waiting.join(''))
    waiting = []
    characters = 0
  }
  if (characters > 0) yield encoder.encode(waiting.join(''))
}
