// Kingma & Ba 2015, defaults.
export const beta1 = 0.9
export const beta2 = 0.999
export const epsilon = 1e-8
