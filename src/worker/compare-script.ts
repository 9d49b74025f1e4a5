import { Comparisons, type OpenComparisons } from './comparisons';

const openComparisons: OpenComparisons = (settings) => new Comparisons(settings);

// A script of its own with an interpreter of its own: the runs it compares are carried out in here alone.
Object.assign(globalThis, { openComparisons });
