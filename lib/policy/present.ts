import { type Instant, plus } from '@/lib/kernel/instant';
import { addPeriod } from '@/lib/kernel/period';
import { dateTimeText, pastText } from '@/lib/kernel/time-text';
import { endOfPreviousDay } from '@/lib/keys/domain/expiry';
import { PRESET_WORDS } from './preset-words';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets';
import type { PolicyComparison } from './queries';
import { revisionOf } from './revision';
import { OWNER_WORDS } from './setting-kinds';
import {
  changedSettings,
  isFewer,
  type PolicySettings,
  type SettingName,
  settingLabel,
  settingsOf,
  settingText,
  writeDraft,
} from './settings';
import type { Moves } from './store-effect';
import type { EffectView, FactView, MovesView, PolicyPageView, PolicyPreview, PresetView } from './view';

/** The page as it opens: the policy in force, and where it may start from instead. */
export function presentPolicyPage(comparison: PolicyComparison): PolicyPageView {
  const { saved } = comparison;
  const start = nearestPreset(saved);
  return {
    saved: writeDraft(saved),
    revision: revisionOf(saved),
    start,
    presets: PRESET_NAMES.map((name) => presentPreset(name, saved)),
    preview: presentPreview(comparison, start),
  };
}

function presentPreset(name: PresetName, saved: PolicySettings): PresetView {
  return { name, ...PRESET_WORDS[name], draft: writeDraft(presetSettings(name, saved)) };
}

/** How long usage is kept is no system's own, so that no preset changes it. */
function presetSettings(name: PresetName, { usageRetentionDays }: PolicySettings): PolicySettings {
  return { ...settingsOf(PRESETS[name]), usageRetentionDays };
}

/** The preset with the fewest settings that differ; of several the first. */
function nearestPreset(settings: PolicySettings): PresetName {
  const distance = (name: PresetName) => shownChanges(presetSettings(name, settings), settings).length;
  return PRESET_NAMES.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}

/** The rows of the page that would change. Where keys do not expire by date, there is no row for how long they live. */
function shownChanges(before: PolicySettings, after: PolicySettings): SettingName[] {
  const changed = changedSettings(before, after);
  return after.expiryRule === 'NEVER' ? changed.filter((name) => name !== 'maxExpiration') : changed;
}

/** A draft as it is being made: what is wrong with it, what it changes, and what that does. */
export function presentPreview(comparison: PolicyComparison, start: PresetName): PolicyPreview {
  const { saved, draft, zones } = comparison;
  const { settings, errors } = draft;
  return {
    errors,
    from: Object.fromEntries(shownChanges(saved, settings).map((name) => [name, settingText(saved, name)])),
    sinceStart: shownChanges(presetSettings(start, saved), settings).length,
    newKey: [expiryFact(comparison), disuseFact(comparison)],
    calendar: `Months are calendar months in ${zones.timeZone.replaceAll('_', ' ')}: Aug 31 and six months is the last day of February.`,
    effect: presentEffect(comparison),
  };
}

function expiryFact({ draft: { settings, errors }, zones, now }: PolicyComparison): FactView {
  const { expiryRule, maxExpiration } = settings;
  if (expiryRule === 'NEVER') return fact('Expires', 'Never');
  const isChosen = expiryRule === 'CHOSEN_INSTANT';
  const label = isChosen ? 'May be set to expire until' : 'Works until';
  if (errors.maxExpiration !== undefined || maxExpiration === null) return open(label, 'maxExpiration');
  // A day's end is said as its last minute, 11:59 PM.
  const end = isChosen
    ? addPeriod(now, maxExpiration, zones.timeZone)
    : plus(endOfPreviousDay(now, maxExpiration, zones.timeZone).at, -1);
  return fact(label, dateTimeText(end, zones.timeZone));
}

function disuseFact({ draft: { settings, errors }, zones, now }: PolicyComparison): FactView {
  const label = 'Expires if it is never used';
  if (errors.notAccessed !== undefined) return open(label, 'notAccessed');
  if (settings.notAccessed === null) return fact('Expires by disuse', 'Never');
  return fact(label, dateTimeText(addPeriod(now, settings.notAccessed, zones.timeZone), zones.timeZone));
}

const fact = (label: string, says: string): FactView => ({ label, says, isOpen: false });
const open = (label: string, name: SettingName): FactView => ({
  label,
  says: `Correct ${settingLabel(name)} to see this`,
  isOpen: true,
});

function presentEffect(comparison: PolicyComparison): EffectView {
  const { effect, saved, draft, isLimitApplied, stopping, zones, now } = comparison;
  const { requiresMfa } = draft.settings;
  const isMfaMoved = saved.requiresMfa !== requiresMfa;
  const isReadable = draft.errors.notAccessed === undefined;
  return {
    title:
      effect.keys === 0 ? null : effect.keys === 1 ? 'The key there is' : `The ${grouped(effect.keys)} keys there are`,
    mfa: isMfaMoved ? { says: mfaText(effect.byMfa, requiresMfa), isBad: effect.byMfa.stop > 0 } : null,
    limit: isReadable && effect.otherLimit > 0 ? moves(effect.byLimit) : null,
    stop: effect.all.stop,
    together: isMfaMoved && isLimitApplied ? moves(effect.all, 'In all ') : null,
    stopping: {
      keys: stopping.map(({ id, name, ownerName, lastUsedAt }) => ({
        id,
        name,
        owner: ownerName ?? 'The company',
        lastUsed: lastUsedText(lastUsedAt, now, zones.readerZone),
      })),
      more: effect.all.stop - stopping.length,
    },
    stays: stayingTexts(comparison),
  };
}

/** What somebody might fear for the keys there are, and need not. */
function stayingTexts({ saved, draft: { settings }, holdings }: PolicyComparison): string[] {
  const isOtherwise = (name: SettingName) => shownChanges(saved, settings).includes(name);
  const isLife = isOtherwise('expiryRule') || isOtherwise('maxExpiration');
  const allowed = holdings.filter(({ kind }) => settings.owners.includes(kind));
  const over = isFewer(saved, settings) ? allowed.reduce((sum, { ownersOver }) => sum + ownersOver, 0) : 0;
  const without = holdings.filter(({ kind }) => saved.owners.includes(kind) && !settings.owners.includes(kind));
  return [
    ...(isLife ? ['Each keeps the expiration that it has.'] : []),
    ...(over > 0 ? [overText(over)] : []),
    ...without.map(({ kind, keys }) => `${counted(keys)} of ${OWNER_WORDS[kind]} ${keys === 1 ? 'goes' : 'go'} on.`),
  ];
}

function overText(owners: number): string {
  return owners === 1
    ? '1 owner has more keys than that, keeps them, and can generate none until there are fewer.'
    : `${grouped(owners)} owners have more keys than that, keep them, and can generate none until there are fewer.`;
}

function lastUsedText(at: Instant | null, now: Instant, zone: string): string {
  return at === null ? 'Never used' : `Last used ${pastText(at, now, zone)}`;
}

/** "9 keys stop, 0 come back" */
function moves({ stop, back }: Moves, before = ''): MovesView {
  return {
    says: `${before}${counted(stop)} ${stop === 1 ? 'stops' : 'stop'}, ${grouped(back)} ${back === 1 ? 'comes' : 'come'} back`,
    isBad: stop > 0,
  };
}

function mfaText({ stop, back }: Moves, requiresMfa: boolean): string {
  if (requiresMfa) {
    return `${counted(stop)} ${stop === 1 ? 'stops' : 'stop'}: ${stop === 1 ? 'its owner has' : 'their owners have'} MFA off`;
  }
  return `${counted(back)} ${back === 1 ? 'comes' : 'come'} back: MFA is no longer asked for`;
}

const counted = (count: number) => `${grouped(count)} ${count === 1 ? 'key' : 'keys'}`;
const grouped = (count: number) => count.toLocaleString('en-US');
