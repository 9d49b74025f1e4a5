import { expect, test } from 'vitest';
import { Trouble } from '../../src/ui/state/trouble.svelte';

test('what failed is forgotten once something asked works; what storage refused waits for storage', () => {
  const trouble = new Trouble();
  trouble.failed('a part could not be loaded');
  expect(trouble.now).toEqual({ kind: 'asked', text: 'A part could not be loaded' });
  trouble.answered();
  expect(trouble.now).toBeUndefined();

  trouble.hear({ kind: 'indexeddb' }, 'The space for stored runs is used up.');
  trouble.answered();
  expect(trouble.now?.kind).toBe('storage');
  trouble.recovered();
  expect(trouble.now).toBeUndefined();
});

test('nothing takes the place of a worker that is gone', () => {
  const trouble = new Trouble();
  trouble.died('It broke down.');
  trouble.failed('no answer');
  trouble.answered();
  trouble.recovered();
  expect(trouble.now).toEqual({ kind: 'worker', text: 'It broke down.' });
});
