import { expect } from 'vitest';
import { openJournal } from '../../src/journal/open';
import { keepsTheContract } from './contract';
import { standsDamage } from './damage';

let opened = 0;

keepsTheContract(async () => {
  opened += 1;
  const { journal, notice } = await openJournal({ name: `contract-${opened}` });
  expect(notice).toBeUndefined();
  expect(journal.kind).toBe('indexeddb');
  return journal;
});

standsDamage();
