'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { PersonQuestion, PersonView } from '@/lib/accounts/people-view';
import { PERSON_WORDINGS } from './person-wording';

type PersonMenuItemsProps = { person: PersonView; onAsk: (question: PersonQuestion, person: PersonView) => void };

/** The entries of a person's menu, wherever it opens: their keys first, what ends something last. */
export function PersonMenuItems({ person, onAsk }: PersonMenuItemsProps) {
  const router = useRouter();
  return (
    <>
      <MenuItem icon="key" hint={person.keys} onSelect={() => router.push(`/admin/users/${person.id}/keys` as Route)}>
        Maintain User API Keys
      </MenuItem>
      <MenuSeparator />
      {person.questions.map((question) => {
        const { entry, icon } = PERSON_WORDINGS[question];
        return (
          <MenuItem
            key={question}
            icon={icon}
            danger={question === 'deactivate'}
            onSelect={() => onAsk(question, person)}
          >
            {entry}
          </MenuItem>
        );
      })}
    </>
  );
}

/** Marks the button of the row that opens the menu. */
export const MORE_OF = 'data-more-of';

/** That button: the focus returns to it also from the menu at the pointer. */
export function moreButton(personId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[${MORE_OF}="${CSS.escape(personId)}"]`);
}
