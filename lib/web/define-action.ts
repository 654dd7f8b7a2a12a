import 'server-only';
import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { isRecent } from '@/lib/accounts/domain/session-life';
import type { LiveSession } from '@/lib/accounts/dto';
import type { PersonActor } from '@/lib/authz/actor';
import type { Instant } from '@/lib/kernel/instant';
import type { Result } from '@/lib/kernel/result';
import { config } from '@/lib/platform/config';
import type { Ctx } from '@/lib/platform/context';
import { log } from '@/lib/platform/log';
import { isOutcomeUnknown } from '@/lib/platform/transaction';
import type { Action, ActionFailure, ActionState } from './action-state';
import { requestContext } from './request-context';
import { currentSession } from './session';

/**
 * `fresh-mfa`: signed in, and a code given within the last five minutes; somebody without MFA: the password. Who lacks it
 * gets CONFIRM_CODE or CONFIRM_PASSWORD, on which the page asks and sends the same form again.
 */
export type Access = 'anyone' | 'signed-in' | 'fresh-mfa';

/** Who else is refused, as if the action were not there. The command asks again, under a lock where that matters. */
export type Role = 'administrator' | 'operator';

/** The sentence for a refusal, and the field it stands under where one is to blame. */
export type Words = { message: string; field?: string };

type Spec<S extends z.ZodType, T, E> = {
  /** `<feature>/<verb>`, unique in the program. */
  name: string;
  access: Access;
  by?: Role;
  schema: S;
  run: (ctx: Ctx, input: z.output<S>) => Promise<Result<T, E>>;
  words: (error: E) => Words;
  /** The page to render anew after success. */
  revalidate?: string;
};

export type RegisteredAction = {
  name: string;
  access: Access;
  by: Role | null;
  schema: z.ZodType;
  action: (state: null, form: FormData) => Promise<ActionState<unknown>>;
};

// On globalThis because Next bundles this module more than once.
const slot = globalThis as typeof globalThis & { keydeskActions?: Map<string, RegisteredAction> };
slot.keydeskActions ??= new Map();
const registry = slot.keydeskActions;

/** Every action of the program; the tests walk it. */
export const actions: ReadonlyMap<string, RegisteredAction> = registry;

/**
 * The one way to make a server action: Origin → session → schema → command → revalidation. Whoever posts by hand chooses
 * the arguments, so nothing about them is assumed. What is not expected is logged, and answered with the request's id.
 */
export function defineAction<S extends z.ZodType, T, E extends { code: string }>(spec: Spec<S, T, E>): Action<T> {
  const action: Action<T> = async (_state, form) => {
    if ((await headers()).get('origin') !== new URL(config().console.url).origin) return refuse('BAD_ORIGIN', FOREIGN);
    if (!(form instanceof FormData)) return refuse('INVALID', BROKEN);
    const ctx = await requestContext();
    try {
      const session = await currentSession();
      const refusal = refuseAccess(spec, session, ctx.clock.now());
      if (refusal !== null) return refusal;
      return await runChecked(spec, session === null ? ctx : { ...ctx, actor: session.actor }, form);
    } catch (error) {
      unstable_rethrow(error); // redirect() and notFound() travel as exceptions
      return failed(spec.name, ctx.request.id, error);
    }
  };
  const { name, access, by = null, schema } = spec;
  registry.set(name, { name, access, by, schema, action });
  return action;
}

/** Logged in full; people get the id by which it is found. */
function failed(action: string, requestId: string, error: unknown): ReturnType<typeof refuse> {
  log.error({ requestId, action, err: error }, 'action failed');
  return refuse('FAILED', `${isOutcomeUnknown(error) ? UNKNOWN : UNCHANGED} Request ${requestId}`);
}

const UNCHANGED = 'Something failed on our side and nothing was changed.';
const UNKNOWN = 'Something failed on our side. Reload the page to see what was changed.';
const FOREIGN = 'This form was sent from another site. Open Keydesk itself and try again.';
const BROKEN = 'This form did not arrive whole. Reload the page and try again.';
const CONFIRM = 'Confirm it is you, then try again.';
const NOT_THERE = 'There is nothing here, or it is not yours to see.';
const SIGNED_OUT = 'You are signed out. Sign in and try again.';

function refuseAccess(
  { access, by }: { access: Access; by?: Role },
  session: LiveSession | null,
  now: Instant,
): ReturnType<typeof refuse> | null {
  if (access === 'anyone') return null;
  if (session === null) return refuse('UNAUTHENTICATED', SIGNED_OUT);
  if (by !== undefined && !hasRole(session.actor, by)) return refuse('NOT_FOUND', NOT_THERE);
  if (access === 'signed-in' || isFresh(session, now)) return null;
  return refuse(session.actor.hasMfa ? 'CONFIRM_CODE' : 'CONFIRM_PASSWORD', CONFIRM);
}

/** Without a second step nobody runs a company or the installation. */
function hasRole({ isAdministrator, isInstallationOperator, hasMfa }: PersonActor, role: Role): boolean {
  return hasMfa && (role === 'administrator' ? isAdministrator : isInstallationOperator);
}

/** SECURITY 9. A sign-in with a code counts; a recovery code does not. */
function isFresh({ actor, mfaAt, passwordAt }: LiveSession, now: Instant): boolean {
  return isRecent(actor.hasMfa ? mfaAt : passwordAt, now);
}

async function runChecked<S extends z.ZodType, T, E extends { code: string }>(
  spec: Spec<S, T, E>,
  ctx: Ctx,
  form: FormData,
): Promise<ActionState<T>> {
  // React adds fields of its own, which begin with $.
  const fields = Object.fromEntries([...form].filter(([name]) => !name.startsWith('$')));
  const input = spec.schema.safeParse(fields);
  if (!input.success) return { ok: false, error: invalid(input.error) };
  const result = await spec.run(ctx, input.data);
  if (!result.ok) return { ok: false, error: worded(result.error.code, spec.words(result.error)) };
  if (spec.revalidate !== undefined) revalidatePath(spec.revalidate);
  return result;
}

function refuse(code: string, message: string): { ok: false; error: ActionFailure } {
  return { ok: false, error: { code, message, fields: {} } };
}

function worded(code: string, { message, field }: Words): ActionFailure {
  return { code, message, fields: field === undefined ? {} : { [field]: message } };
}

/** The first complaint of each field; a complaint about no field becomes the message. */
function invalid(error: z.ZodError): ActionFailure {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = issue.path[0];
    if (typeof field === 'string') fields[field] ??= issue.message;
  }
  const [first] = error.issues;
  return { code: 'INVALID', message: first?.message ?? BROKEN, fields };
}
