import { serveTasks, type ThreadStart } from '../src/engine/thread'

/** One thread of the engine's pool: no doors, since it never looks at messages again. */
self.addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => serveTasks(data), { once: true })
