/**
 * What core asks of a device that trains networks. `src/engine` implements it on tfjs (wasm, webgpu, cpu).
 * Core never imports tfjs.
 */
export interface Engine {
  /** 'webgpu', 'wasm', 'cpu' */
  readonly backend: string
  /** For people: 'WebAssembly, SIMD, 1 thread' */
  readonly description: string
}
