import { expect, test } from 'vitest';
import { Lifetime } from '../../src/worker/lifetime';

const never = new Promise<string>(() => undefined);

test('an answer comes through, and so does its failure', async () => {
  const life = new Lifetime();
  await expect(life.within(Promise.resolve('here'))).resolves.toBe('here');
  await expect(life.within(Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});

test('the end rejects what is awaited and all that is asked for later, with its first reason', async () => {
  const life = new Lifetime();
  const asked = [life.within(never), life.within(never)];
  life.over(new Error('broke down'));
  life.over(new Error('let go'));
  for (const answer of [...asked, life.within(never), life.within(Promise.resolve('late'))]) {
    await expect(answer).rejects.toThrow('broke down');
  }
});
