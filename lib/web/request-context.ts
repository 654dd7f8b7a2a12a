import 'server-only';
import { isIP } from 'node:net';
import { headers } from 'next/headers';
import type { Actor } from '@/lib/authz/actor';
import { systemClock } from '@/lib/platform/clock';
import type { Ctx, RequestFacts } from '@/lib/platform/context';
import { database } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';
import { readCookie } from './cookies';

const LONGEST_USER_AGENT = 400;

/** What every command is handed: who asks, from where, and the process's database and clock. */
export async function requestContext(actor: Actor = { kind: 'anonymous' }): Promise<Ctx> {
  return { db: database(), clock: systemClock, actor, request: await requestFacts() };
}

/** Our own server sets both headers on every request and lets no client's own through. */
async function requestFacts(): Promise<RequestFacts> {
  const given = await headers();
  const id = given.get('x-request-id') ?? '';
  const address = (given.get('x-forwarded-for') ?? '').trim();
  const browserToken = await readCookie('browser');
  const userAgent = printable(given.get('user-agent') ?? '').slice(0, LONGEST_USER_AGENT);
  return {
    id: /^req_[0-9A-Za-z]{16}$/.test(id) ? id : newId('req'),
    ...(isIP(address) === 0 ? {} : { address }),
    ...(userAgent === '' ? {} : { userAgent }),
    ...(browserToken === null ? {} : { browserToken }),
  };
}

/** PostgreSQL refuses NUL, and nobody needs the rest. */
function printable(text: string): string {
  return [...text].filter((character) => character >= ' ' && character !== '\x7f').join('');
}
