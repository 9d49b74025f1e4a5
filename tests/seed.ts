import fc from 'fast-check';

// The same documents each time, so that a red test is red again; `SEED=random` or a number tries others.
const { SEED = '20261122' } = process.env;

if (SEED !== 'random') fc.configureGlobal({ seed: Number(SEED) });
