/** The packages that stand beside the sample in the site under test. */
export const SYNTHETIC_PACKAGE = 'packages/synthetic-300';
export const FAULTY_PACKAGE = 'packages/faulty';
