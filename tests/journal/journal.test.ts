import 'fake-indexeddb/auto';
import { describe, expect } from 'vitest';
import { MemoryJournal } from '../../src/journal/memory';
import { openJournal } from '../../src/journal/open';
import { keepsTheContract } from './contract';
import { standsDamage } from './damage';

describe('in memory', () => {
  keepsTheContract(async () => new MemoryJournal());
});

describe('in IndexedDB', () => {
  let opened = 0;
  keepsTheContract(async () => {
    opened += 1;
    const { journal, notice } = await openJournal({ name: `contract-${opened}` });
    expect(notice).toBeUndefined();
    expect(journal.kind).toBe('indexeddb');
    return journal;
  });
  standsDamage();
});
