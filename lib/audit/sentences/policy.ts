import type { Change } from '../view';
import type { Tellers, Told } from './telling';

export const POLICY = {
  'policy.changed': (event) => ({ says: ['changed the key policy'], icon: 'policy', changes: settings(event) }),
  'policy.limit_applied': (event) => ({
    says: ['gave existing keys the new Not Accessed Expiration'],
    icon: 'policy',
    changes: settings(event),
  }),
} satisfies Tellers;

/** In the words of the policy page. What a later version adds is shown by its own name. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['expiryRule', 'Expiry'],
  ['maxExpiration', 'Max Key Lifespan'],
  ['notAccessed', 'Not Accessed Expiration'],
  ['renew', 'Renew'],
  ['owners', 'Owners'],
  ['keysPerOwner', 'Keys per owner'],
  ['disable', 'Disable and activate'],
  ['regenerate', 'Regenerate'],
  ['rename', 'Edit'],
  ['notification', 'Notification'],
  ['requiresMfa', 'MFA for owners'],
  ['permissions', 'Permissions'],
  ['advanced', 'IP policy, groups, audience'],
  ['reminderDays', 'Reminders'],
  ['rateLimitPerMinute', 'Rate limit'],
  ['usageRetentionDays', 'Usage history'],
  ['keysGivenLimit', 'Keys given the new limit'],
  ['keysToBeGivenLimit', 'Keys to be given the new limit'],
]);

/** Each setting that moved, from what to what. */
function settings({ before, after }: Told): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [from, to] = [wordOf(name, before[name]), wordOf(name, after[name])];
    return from === to ? [] : [{ label: LABELS.get(name) ?? name, from, to, isCode: false }];
  });
}

function wordOf(name: string, value: unknown): string | null {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map((one) => plainWord(name, one)).join(', ') || 'none';
  return plainWord(name, value);
}

function plainWord(name: string, value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return switchWord(name, value);
    case 'object':
      return value === null ? 'off' : JSON.stringify(value);
    default:
      return VALUES.get(String(value)) ?? String(value);
  }
}

function switchWord(name: string, isOn: boolean): string {
  if (name === 'requiresMfa') return isOn ? 'required' : 'off';
  return isOn ? 'allowed' : 'not allowed';
}

const VALUES: ReadonlyMap<string, string> = new Map([
  ['USER', 'users'],
  ['SERVICE_ACCOUNT', 'service accounts'],
  ['COMPANY', 'the company'],
  ['END_OF_PREVIOUS_DAY', 'end of previous day'],
  ['CHOSEN_INSTANT', 'chosen instant'],
  ['NEVER', 'none'],
  ['FULL', 'full'],
  ['SELECTED', 'selected'],
  ['CHOICE', 'owner chooses'],
]);
