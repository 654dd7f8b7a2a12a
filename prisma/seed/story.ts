import { generate as totpAt } from 'otplib';
import { requestAccess } from '@/lib/access/commands/request-access';
import { addPerson } from '@/lib/accounts/commands/add-person';
import { completeSignIn } from '@/lib/accounts/commands/complete-sign-in';
import { deactivatePerson } from '@/lib/accounts/commands/deactivate-person';
import { invitePerson } from '@/lib/accounts/commands/invite-person';
import { setUpInstallation } from '@/lib/accounts/commands/set-up-installation';
import { signInWithPassword } from '@/lib/accounts/commands/sign-in-with-password';
import { startSession } from '@/lib/accounts/commands/start-session';
import { findLiveSession } from '@/lib/accounts/queries';
import type { Actor } from '@/lib/authz/actor';
import { randomBase62 } from '@/lib/kernel/base62';
import { type Instant, MINUTE, plus, SECOND } from '@/lib/kernel/instant';
import type { Result } from '@/lib/kernel/result';
import { disableKey } from '@/lib/keys/commands/disable-key';
import { generateKey } from '@/lib/keys/commands/generate-key';
import { regenerateKey } from '@/lib/keys/commands/regenerate-key';
import { disableMfa } from '@/lib/mfa/commands/disable-mfa';
import { enrolAtMachine } from '@/lib/mfa/commands/enrol-at-machine';
import type { Ctx } from '@/lib/platform/context';
import type { Db } from '@/lib/platform/database';
import { newId, randomBytes } from '@/lib/platform/random';
import { LastUsed } from '@/lib/verification/last-used';
import { emptyMemo } from '@/lib/verification/record-memo';
import { openVerifierPool } from '@/lib/verification/verifier-pool';
import { COMPANY, emailOf, FOUNDER, type KeyStory, PEOPLE, type PersonStory } from './cast';
import { type CompanyStage, tellCompany } from './company-story';
import type { DemoFile } from './demo-file';
import type { StoryClock, Timeline } from './timeline';
import { AGENTS, tellUsage, type Use } from './usage-story';

type Stage = { db: Db; clock: StoryClock; now: Instant };

/** What is known of a person as the story goes on. */
type Cast = { story: PersonStory; id: string; password: string | null; totpSecret: string | null };

/** Writes the whole story into the timeline; its results fill up while the timeline is played. */
export function writeStory(timeline: Timeline, stage: Stage) {
  const teller = new Teller(stage);
  timeline.at(FOUNDER.joined, () => teller.found());
  for (const story of PEOPLE) teller.tell(timeline, story);
  tellCompany(timeline, teller.companyStage());
  return teller;
}

class Teller {
  readonly users: DemoFile['users'] = [];
  readonly keys: DemoFile['keys'] = [];
  readonly #stage: Stage;
  readonly #uses: Use[] = [];
  #companyId = '';
  #founderId = '';
  /** Who makes what belongs to no person. */
  #administrator: Cast | null = null;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** The first company, and the person who made it. */
  async found(): Promise<void> {
    const administrator = { name: FOUNDER.name, email: emailOf(FOUNDER.name), password: newPassword() };
    const input = { token: null, isDemo: true, company: COMPANY, administrator };
    const done = expectOk(await setUpInstallation(this.#as(SETUP), input));
    this.#companyId = done.companyId;
    this.#founderId = done.personId;
    const totpSecret = await this.#enrol(done.personId);
    const { email, password } = administrator;
    this.users.push({ role: 'operator', email, password, totpSecret });
  }

  tell(timeline: Timeline, story: PersonStory): void {
    const person: Cast = { story, id: '', password: null, totpSecret: null };
    if (story.role === 'admin') this.#administrator = person;
    timeline.at(story.joined, () => this.#join(person));
    for (const key of story.keys ?? []) this.#tellKey(timeline, person, key);
    if (story.mfaOff !== undefined) timeline.at(story.mfaOff, () => this.#switchMfaOff(person));
    if (story.seen !== undefined) timeline.at(story.seen, () => this.#signIn(person));
    const { asked } = story;
    if (asked !== undefined) {
      timeline.at(asked.ago, async () => {
        expectOk(await requestAccess(this.#asPerson(person), { reason: asked.reason }));
      });
    }
    if (story.deactivated !== undefined) {
      timeline.at(story.deactivated, async () => {
        expectOk(await deactivatePerson(this.#as(MACHINE), { companyId: this.#companyId, personId: person.id }));
      });
    }
  }

  companyStage(): CompanyStage {
    return {
      now: this.#stage.now,
      companyId: () => this.#companyId,
      asAdministrator: () => {
        if (this.#administrator === null) throw new Error('nobody administers the demo company');
        return this.#asPerson(this.#administrator);
      },
      expectOk,
      use: (keyId, at) => this.#uses.push({ keyId, at }),
    };
  }

  /** Last uses are the verifier's to write, so it writes them here too. What it counted is told. */
  async noteUses(databaseUrl: string): Promise<void> {
    const pool = openVerifierPool(databaseUrl);
    const lastUsed = new LastUsed(pool);
    this.#uses.forEach(({ keyId, at }, index) => {
      const client = { address: `203.0.113.${20 + index}`, userAgent: AGENTS[index % AGENTS.length] ?? null };
      lastUsed.note({ keyId, memo: emptyMemo() }, at, client);
    });
    await lastUsed.stop();
    await pool.end();
    await tellUsage(this.#stage.db, this.#uses, this.#stage.now);
  }

  async #join(person: Cast): Promise<void> {
    const { name, role, isAdministrator = false, hasKeyManagement = true, hasMfa = true, mfaOff } = person.story;
    const email = emailOf(name);
    if (person.story.isInvited === true) {
      expectOk(await invitePerson(this.#asFounder(), { name, email, hasKeyManagement, isAdministrator }));
      return;
    }
    // Only who signs in needs a password; hashing one takes a quarter of a second.
    person.password = role !== undefined || mfaOff !== undefined ? newPassword() : null;
    const input = {
      companyId: this.#companyId,
      name,
      email,
      password: person.password,
      hasKeyManagement,
      isAdministrator,
    };
    person.id = expectOk(await addPerson(this.#as(SETUP), input)).personId;
    if (hasMfa) person.totpSecret = await this.#enrol(person.id);
    if (role !== undefined && person.password !== null) {
      this.users.push({ role, email, password: person.password, totpSecret: person.totpSecret });
    }
  }

  async #enrol(personId: string): Promise<string> {
    const scope = { companyId: this.#companyId, personId };
    return expectOk(await enrolAtMachine(this.#as(SETUP), scope)).totpSecret;
  }

  #tellKey(timeline: Timeline, person: Cast, story: KeyStory): void {
    const { now } = this.#stage;
    let keyId = '';
    timeline.at(story.generated, async () => {
      const issued = expectOk(await generateKey(this.#asPerson(person), { name: story.name }));
      keyId = issued.id;
      if (story.state !== undefined) this.keys.push({ name: story.name, state: story.state, key: issued.key });
      if (story.lastUsed !== undefined) this.#uses.push({ keyId, at: plus(now, -story.lastUsed) });
    });
    if (story.regenerated !== undefined) {
      timeline.at(story.regenerated, async () => {
        expectOk(await regenerateKey(this.#asPerson(person), { keyId }));
      });
    }
    if (story.disabled !== undefined) {
      timeline.at(story.disabled, async () => {
        expectOk(await disableKey(this.#asPerson(person), { keyId }));
      });
    }
  }

  /** As if password and code had been right: checking the one takes a quarter of a second each. */
  async #signIn({ story, id }: Cast): Promise<void> {
    const { db, clock } = this.#stage;
    const actor = this.#asPerson({ story, id });
    if (actor.actor.kind !== 'person') throw new Error(`${story.name} is a person`);
    const person = { ...actor.actor, isActive: true, passwordHash: null, totpSecret: null, secretId: null };
    const now = clock.now();
    const ctx = this.#as({ kind: 'anonymous' });
    await db.$transaction((tx) => startSession(tx, ctx, person, { method: 'totp', passwordAt: now }, now));
  }

  /** Signs in as anybody would, then switches MFA off with the next code. */
  async #switchMfaOff({ story, password, totpSecret }: Cast): Promise<void> {
    const { db, clock } = this.#stage;
    if (password === null || totpSecret === null) throw new Error(`${story.name} cannot sign in`);
    const anonymous = this.#as({ kind: 'anonymous' });
    const first = expectOk(await signInWithPassword(anonymous, { email: emailOf(story.name), password }));
    const code = () => totpAt({ secret: totpSecret, epoch: Math.floor(clock.now() / SECOND) });
    const proof = { pendingToken: first.token, method: 'totp', code: await code() } as const;
    const second = expectOk(await completeSignIn(anonymous, proof));
    const session = await findLiveSession(db, clock, second.token);
    if (session === null) throw new Error(`${story.name} is not signed in`);
    clock.moveTo(plus(clock.now(), MINUTE)); // a code is good once
    expectOk(await disableMfa(this.#as(session.actor), { code: await code() }));
  }

  #as(actor: Actor): Ctx {
    const { db, clock } = this.#stage;
    return { db, clock, actor, request: { id: newId('req'), address: '203.0.113.44' } };
  }

  #asFounder(): Ctx {
    return this.#asPerson({ story: { ...FOUNDER, isAdministrator: true }, id: this.#founderId });
  }

  #asPerson({ story, id }: Pick<Cast, 'story' | 'id'>): Ctx {
    return this.#as({
      kind: 'person',
      id,
      companyId: this.#companyId,
      name: story.name,
      email: emailOf(story.name),
      isAdministrator: story.isAdministrator ?? false,
      isInstallationOperator: false,
      hasKeyManagement: story.hasKeyManagement ?? true,
      hasMfa: true,
      sessionId: 'ses_demo',
    });
  }
}

const SETUP = { kind: 'system', name: 'setup' } as const;
const MACHINE = { kind: 'system', name: 'machine' } as const;

/** Easy to copy, hard to guess: 95 bits. */
function newPassword(): string {
  return (randomBase62(16, randomBytes).match(/.{4}/g) ?? []).join('-');
}

/** The story may do nothing that the program refuses. */
function expectOk<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(`the demo was refused: ${result.error.code}`);
  return result.value;
}
