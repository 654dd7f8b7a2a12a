import { type RandomBytes, randomBase62 } from './base62';

/** What an id names, as its prefix says. */
export type IdPrefix =
  | 'cmp'
  | 'usr'
  | 'sva'
  | 'tnt'
  | 'vsr'
  | 'key'
  | 'crd'
  | 'grp'
  | 'api'
  | 'opn'
  | 'als'
  | 'prc'
  | 'msg'
  | 'mail'
  | 'ses'
  | 'pen'
  | 'brw'
  | 'tok'
  | 'rec'
  | 'acr'
  | 'evt'
  | 'atk'
  | 'req';

/** 95 random bits: ids are unguessable by luck, yet never a secret. */
const LENGTH = 16;

/** `<prefix>_<16 base62>`, such as `key_7Hq2mXv9RtLw3ZpA`. */
export function newId(prefix: IdPrefix, randomBytes: RandomBytes): string {
  return `${prefix}_${randomBase62(LENGTH, randomBytes)}`;
}
