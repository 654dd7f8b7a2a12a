import { bulk } from './bulk';
import { crashes } from './crashes';
import { hostile } from './hostile';
import { invalidation } from './invalidation';
import { lists } from './lists';
import { outage } from './outage';
import { pages } from './pages';
import { rotation } from './rotation';
import { signIn } from './sign-in';
import type { SoakCase } from './soak-case';
import { unknownKeys } from './unknown-keys';

/** Those that need an installation of their own to look at. */
export const CASES: readonly SoakCase[] = [signIn, unknownKeys, rotation, lists, invalidation, outage, hostile, pages];

/** Those that bring theirs, and are in `npm test` by themselves. */
export const CASES_APART: readonly SoakCase[] = [crashes, bulk];
