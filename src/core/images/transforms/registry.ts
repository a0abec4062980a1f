import { autoContrast } from './auto-contrast'
import { blur } from './blur'
import { brightness } from './brightness'
import { channelShuffle } from './channel-shuffle'
import { coarseDropout } from './coarse-dropout'
import { colourFringe } from './colour-fringe'
import { colourNoise } from './colour-noise'
import { contrast } from './contrast'
import { cropAndResize } from './crop-and-resize'
import { deadPixels } from './dead-pixels'
import { defocus } from './defocus'
import { downScale } from './down-scale'
import { elastic } from './elastic'
import { equalise } from './equalise'
import { exposure } from './exposure'
import { fog } from './fog'
import { gamma } from './gamma'
import { gaussianNoise } from './gaussian-noise'
import { glass } from './glass'
import { grey } from './grey'
import { gridDropout } from './grid-dropout'
import { horizontalFlip } from './horizontal-flip'
import { hue } from './hue'
import { invert } from './invert'
import { jpegArtefacts } from './jpeg-artefacts'
import { lens } from './lens'
import { median } from './median'
import { motionBlur } from './motion-blur'
import { perspective } from './perspective'
import { posterise } from './posterise'
import { quarterTurns } from './quarter-turns'
import { rain } from './rain'
import { randomErasing } from './random-erasing'
import { rotate } from './rotate'
import { saturation } from './saturation'
import { scanLines } from './scan-lines'
import { shadow } from './shadow'
import { sharpen } from './sharpen'
import { shear } from './shear'
import { shift } from './shift'
import { shotNoise } from './shot-noise'
import { snow } from './snow'
import { solarise } from './solarise'
import { spatter } from './spatter'
import { stretch } from './stretch'
import { sunFlare } from './sun-flare'
import type { Transform } from './transform'
import { transpose } from './transpose'
import { verticalFlip } from './vertical-flip'
import { vignette } from './vignette'
import { waves } from './waves'
import { whiteBalance } from './white-balance'
import { zoom } from './zoom'

/** In the order in which the picker shows them. */
export const transforms: readonly Transform[] = [
  horizontalFlip,
  verticalFlip,
  quarterTurns,
  transpose,
  rotate,
  shift,
  zoom,
  stretch,
  shear,
  cropAndResize,
  perspective,
  elastic,
  lens,
  waves,
  brightness,
  contrast,
  gamma,
  exposure,
  saturation,
  hue,
  whiteBalance,
  channelShuffle,
  grey,
  invert,
  posterise,
  solarise,
  equalise,
  autoContrast,
  vignette,
  shadow,
  sunFlare,
  fog,
  rain,
  snow,
  spatter,
  gaussianNoise,
  shotNoise,
  colourNoise,
  deadPixels,
  blur,
  motionBlur,
  defocus,
  glass,
  sharpen,
  median,
  downScale,
  scanLines,
  colourFringe,
  jpegArtefacts,
  coarseDropout,
  randomErasing,
  gridDropout,
]

export function findTransform(id: string): Transform | undefined {
  return transforms.find((transform) => transform.id === id)
}
