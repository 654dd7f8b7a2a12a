import { toDate } from '@/lib/kernel/instant';
import { systemClock } from '@/lib/platform/clock';
import { database } from '@/lib/platform/database';
import { hashPassword } from '@/lib/platform/passwords';
import { readActionIds } from '@/test/support/console-client';
import { makeCompany, makePerson } from '@/test/support/scene';
import { compareAnswers, type Seen, seenIn } from './compare-answers';
import type { SoakCase } from './soak-case';

const SAMPLES = { small: 5, large: 200 };
const PASSWORD = 'seven quiet herons';

/** SECURITY 2, over HTTP at the real console: everybody fails once, from an address of their own. */
export const signIn: SoakCase = {
  name: 'sign-in',
  claim: 'Unknown user, wrong password and deactivated user: one answer, one time.',
  async run({ here, random, size }) {
    const companyId = await makeCompany(systemClock);
    const passwordHash = await hashPassword(PASSWORD);
    const origin = `http://localhost:${here.ports.console}`;
    const person = async (isActive: boolean) => {
      const { id, email } = await makePerson(systemClock, companyId, { hasMfa: false });
      const deactivatedAt = isActive ? null : toDate(systemClock.now());
      await database().person.update({ where: { id }, data: { passwordHash, deactivatedAt } });
      return email;
    };
    let strangers = 0;
    const stranger = () => {
      strangers += 1;
      return `nobody-${strangers}-${Math.floor(random() * 1e9)}@northwind.example`;
    };
    const wrong = 'eight quiet herons';
    return compareAnswers(
      [
        { name: 'unknown user', prepare: async () => attempt(origin, stranger(), wrong) },
        { name: 'wrong password', prepare: async () => attempt(origin, await person(true), wrong) },
        { name: 'deactivated user', prepare: async () => attempt(origin, await person(false), PASSWORD) },
      ],
      SAMPLES[size],
      random,
    );
  },
};

let addresses = 0;

/** The form of /sign-in, as React posts it. */
function attempt(origin: string, email: string, password: string): () => Promise<Seen> {
  const action = readActionIds().get('passwordAction') ?? '';
  addresses += 1;
  // Whoever connects from this machine is a trusted proxy: so that a flood from one address is not what is measured.
  const address = `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
  const body = new FormData();
  body.append('_1_email', email);
  body.append('_1_password', password);
  body.append('0', '[null,"$K1"]');
  const headers = { 'next-action': action, origin, accept: 'text/x-component', 'x-forwarded-for': address };
  return async () => seenIn(await fetch(`${origin}/sign-in`, { method: 'POST', headers, body }));
}
