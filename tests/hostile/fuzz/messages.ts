import fc from 'fast-check';
import { methodNames } from '../../../src/embed/params';
import { documentTexts } from './documents';
import { hostileWords } from './texts';

const word = fc.oneof(fc.constantFrom(...hostileWords), fc.string(), fc.constantFrom('mine', 'other', 'l'));
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.jsonValue(),
  word,
);
const params = fc.oneof(
  anything,
  fc.dictionary(
    fc.constantFrom(
      ...[
        'text',
        'workflow',
        'inputs',
        'seed',
        'answers',
        'speed',
        'pauseAt',
        'runId',
        'from',
        'limit',
        'loop',
      ],
      ...['iteration', 'events', 'dialect', 'owner', 'origins', '__proto__', 'constructor'],
    ),
    fc.oneof(anything, documentTexts),
  ),
);

/** Whatever a page around this one may send: almost requests, and nothing like them. */
export const messages: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 1, arbitrary: anything },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        id: fc.oneof(fc.nat(), fc.string(), anything),
        method: fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(...methodNames) },
          { weight: 1, arbitrary: word },
        ),
        params,
        __proto__: anything,
      },
      { requiredKeys: ['method'], noNullPrototype: true },
    ),
  },
);
