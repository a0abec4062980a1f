/** What the judge says of a made set. Shares are 0–1. */
export interface PictureFigures {
  readonly who: string
  readonly tstr?: number
  readonly coverage?: number
  readonly frechet?: number
  readonly recall?: number
  /** Made pictures nearer to train than the test set's 1 % quantile. */
  readonly copies?: number
}

export interface PictureTask {
  /** The zip's name without its ending, among the judge's data. */
  readonly zip: string
  readonly seconds: number
  /** Pictures to make. */
  readonly images: number
  readonly references: readonly PictureFigures[]
}

/** Sketches in PyTorch on one core, with the same judge; bars that this project has set itself. */
export const pictureTasks: Readonly<Record<string, PictureTask>> = {
  fashion: {
    zip: 'fashion_mnist_28px',
    seconds: 90,
    images: 5000,
    references: [
      { who: 'must', tstr: 0.84, coverage: 0.87, frechet: 36, recall: 0.73, copies: 0.015 },
      { who: 'pyramid sketch, PyTorch, 90 s', tstr: 0.837, coverage: 0.871, frechet: 36.9, recall: 0.735 },
      { who: 'patch transformer, PyTorch, 90 s', tstr: 0.68, coverage: 0.27, frechet: 156, recall: 0.44 },
      { who: 'class Gaussian, numpy', tstr: 0.79, coverage: 0.63, frechet: 88, recall: 0.42 },
    ],
  },
  cifar: {
    zip: 'cifar10_32px',
    seconds: 90,
    images: 5000,
    references: [
      { who: 'must', tstr: 0.4, copies: 0.015 },
      { who: 'flow in PCA space, PyTorch, 90 s', tstr: 0.377 },
    ],
  },
  digits: {
    zip: 'digits_8px',
    seconds: 30,
    images: 1500,
    references: [
      { who: 'must', tstr: 0.96, copies: 0.015 },
      { who: 'flow in PCA space, PyTorch, 30 s', tstr: 0.97, copies: 0.049 },
    ],
  },
}
