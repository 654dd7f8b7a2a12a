import { issueSecretCredential } from '@/lib/keys/domain/credential';
import { newId, randomBytes } from '@/lib/platform/random';
import { makeCompany, makeKey } from '@/lib/verification/test-keys';
import { compareAnswers, type Seen, seenIn } from './compare-answers';
import type { SoakCase } from './soak-case';

const SAMPLES = { small: 50, large: 2_000 };

/** SECURITY 16: each sample is a key that was not asked for before, so that all three are equally cold. */
export const unknownKeys: SoakCase = {
  name: 'unknown-keys',
  claim: "Unknown key, wrong secret and another company's key: one answer, one time.",
  async run({ here, random, size }) {
    const url = `http://127.0.0.1:${here.ports.verifier}/v1/verify`;
    const own = await makeCompany(newId('cmp').slice(4).toLowerCase());
    const foreign = await makeCompany(newId('cmp').slice(4).toLowerCase());
    const keyOf = async (companyId: string, credential = {}) =>
      (await makeKey(companyId, { kind: 'COMPANY', id: companyId }, { credential })).key;
    const ask = (key: string) => () => verify(url, key, own.slug);
    return compareAnswers(
      [
        // Something is written in each case: a database that has just written is not the one that has not.
        {
          name: 'unknown key',
          prepare: async () => {
            await keyOf(own.id);
            return ask(issueSecretCredential(randomBytes).key);
          },
        },
        {
          name: 'wrong secret',
          prepare: async () => ask(await keyOf(own.id, { secretHash: new Uint8Array(randomBytes(32)) })),
        },
        { name: 'foreign company', prepare: async () => ask(await keyOf(foreign.id)) },
      ],
      SAMPLES[size],
      random,
    );
  },
};

async function verify(url: string, key: string, company: string): Promise<Seen> {
  const headers = { 'content-type': 'application/json' };
  return seenIn(await fetch(url, { method: 'POST', headers, body: JSON.stringify({ key, company }) }));
}
