'use client';

import { useActionState, useRef } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Icon } from '@/components/ui/icon';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { Action, ActionState } from '@/lib/web/action-state';

export type Person = { name: string; role: string };
export type SignOut = Action<null>;

type PersonMenuProps = {
  person: Person;
  signOut: SignOut;
  /** Only the initials, for the phone's bar. */
  compact?: boolean;
};

/** Who is signed in, and the way out. */
export function PersonMenu({ person, signOut, compact = false }: PersonMenuProps) {
  // The form stands outside the menu: one inside is taken off the page by the click that submits it.
  const form = useRef<HTMLFormElement>(null);
  const [, submit] = useActionState(async (_state: ActionState<null>, fields: FormData) => {
    const answer = await signOut(null, fields);
    // A whole new page, so that nothing of what the last one knew stays in the document.
    if (answer?.ok) window.location.assign('/sign-in');
    return answer;
  }, null);
  return (
    <>
      <form ref={form} action={submit} className="hidden" />
      <Menu
        side={compact ? 'bottom' : 'top'}
        align={compact ? 'end' : 'start'}
        className="w-[200px]"
        trigger={compact ? <CompactTrigger person={person} /> : <WideTrigger person={person} />}
      >
        <MenuItem icon="arrow" onSelect={() => form.current?.requestSubmit()}>
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}

function WideTrigger({ person, ...trigger }: { person: Person }) {
  return (
    <button
      type="button"
      {...trigger}
      className="flex w-full items-center gap-[9px] rounded-md p-1.5 text-left hover:bg-[color-mix(in_oklab,var(--ink)_5%,transparent)]"
    >
      <Avatar name={person.name} />
      <span className="min-w-0">
        <span className="block truncate leading-[17px] font-medium">{person.name}</span>
        <span className="block truncate text-xs text-ink-3">{person.role}</span>
      </span>
      <Icon name="updown" className="ml-auto text-ink-3" />
    </button>
  );
}

function CompactTrigger({ person, ...trigger }: { person: Person }) {
  return (
    <button
      type="button"
      {...trigger}
      aria-label={person.name}
      className="ml-auto grid size-10 place-items-center rounded-md"
    >
      <Avatar name={person.name} />
    </button>
  );
}
