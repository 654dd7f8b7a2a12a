import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { AllowRow, ChoiceRow, type DraftAccess, OwnersRow, PeriodRow, TextRow } from './setting-controls';

const EXPIRY = [
  { value: 'END_OF_PREVIOUS_DAY', label: 'End of previous day' },
  { value: 'CHOSEN_INSTANT', label: 'Chosen instant' },
  { value: 'NEVER', label: 'None' },
];
const MFA = [
  { value: 'yes', label: 'Required' },
  { value: 'no', label: 'Off' },
];
const PERMISSIONS = [
  { value: 'FULL', label: 'Full' },
  { value: 'SELECTED', label: 'Selected' },
  { value: 'CHOICE', label: 'Owner chooses' },
];

/** Every setting of the policy, in three cards. */
export function SettingCards({ of }: { of: DraftAccess }) {
  return (
    <>
      <LifetimeCard of={of} />
      <OwnersCard of={of} />
      <ProtectionCard of={of} />
    </>
  );
}

function LifetimeCard({ of }: { of: DraftAccess }) {
  const rule = of.values.expiryRule;
  return (
    <SettingCard title="Lifetime">
      <ChoiceRow of={of} name="expiryRule" label="Expiry" hint={expiryHint(rule)} choices={EXPIRY} />
      {rule !== 'NEVER' && (
        <PeriodRow
          of={of}
          name="maxExpiration"
          label="Max Key Lifespan"
          hint={rule === 'CHOSEN_INSTANT' ? 'The furthest a key may be set to expire.' : 'How long a key works.'}
        />
      )}
      <PeriodRow
        of={of}
        name="notAccessed"
        label="Not Accessed Expiration"
        hint="A key that is not used for this long expires. Empty means off."
        whenEmpty="Off"
      />
      <AllowRow of={of} name="renew" label="Renew" hint="Extend a key without a new secret." />
    </SettingCard>
  );
}

function expiryHint(rule: string): string {
  switch (rule) {
    case 'END_OF_PREVIOUS_DAY':
      return 'A key stops at the end of the day before its expiration date.';
    case 'CHOSEN_INSTANT':
      return 'Its owner chooses date and time when a key is made.';
    default:
      return 'A key works until it is stopped.';
  }
}

function OwnersCard({ of }: { of: DraftAccess }) {
  return (
    <SettingCard title="What owners may do">
      <OwnersRow of={of} label="Owners" hint="Who may have keys. Keys that others have stay." />
      <TextRow
        of={of}
        name="keysPerOwner"
        label="Keys per owner"
        hint="Empty means no limit. Nobody loses a key by it."
        placeholder="No limit"
        isNumber
      />
      <AllowRow of={of} name="disable" label="Disable and activate" hint="The slider on a key." />
      <AllowRow
        of={of}
        name="regenerate"
        label="Regenerate"
        hint="A new Access Key and Access Secret for the same key."
      />
      <AllowRow of={of} name="rename" label="Edit" hint="Change the name and description." />
      <AllowRow
        of={of}
        name="notification"
        label="Notification"
        hint="One alert for each key, at a time its owner sets."
      />
    </SettingCard>
  );
}

function ProtectionCard({ of }: { of: DraftAccess }) {
  return (
    <SettingCard title="Protection">
      <ChoiceRow
        of={of}
        name="requiresMfa"
        label="MFA for owners"
        hint="Required: the keys of people without it answer MFA_REQUIRED."
        choices={MFA}
      />
      <ChoiceRow
        of={of}
        name="permissions"
        label="Permissions"
        hint="What a key may be allowed to call."
        choices={PERMISSIONS}
      />
      <AllowRow
        of={of}
        name="advanced"
        label="IP policy, groups, audience"
        hint="Advanced options when a key is made."
      />
      <TextRow
        of={of}
        name="reminderDays"
        label="Reminders"
        hint="Days before expiry, with commas. Empty means none."
        placeholder="None"
      />
      <TextRow
        of={of}
        name="rateLimitPerMinute"
        label="Rate limit"
        hint="Calls a minute for each key. Empty means no limit."
        placeholder="No limit"
        isNumber
      />
      <TextRow
        of={of}
        name="usageRetentionDays"
        label="Usage history"
        hint="How long the counts of calls are kept."
        unit="days"
        isNumber
      />
    </SettingCard>
  );
}

function SettingCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader title={title} />
      <div>{children}</div>
    </Card>
  );
}
