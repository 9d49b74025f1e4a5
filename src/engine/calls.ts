import '../expression/compile-call';
import { lookups } from './environment';
import { lookupRead } from './lookups';
import { randoms } from './moment';
import { randomFrom } from './random';

// What calls in expressions need: imported before a document is planned that has some.
Object.assign(lookups, { read: lookupRead });
Object.assign(randoms, { from: randomFrom });
