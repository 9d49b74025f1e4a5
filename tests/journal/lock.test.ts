import { expect, test } from 'vitest';
import { lockRun, whenFree, type Locks } from '../../src/journal/lock';

test('says that nothing is locked where there are no locks', async () => {
  expect(await lockRun('a', undefined)).toMatchObject({ enforced: false });
  expect(await whenFree('a', undefined)).toMatchObject({ enforced: false });
});

test('says so too where the page may not use them', async () => {
  const forbidden = {
    request: () => Promise.reject(new DOMException('No origin.', 'SecurityError')),
  } as unknown as Locks;
  expect(await lockRun('a', forbidden)).toMatchObject({ enforced: false });
});
