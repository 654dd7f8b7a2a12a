import type { ReactNode } from 'react';
import { NoKeyArt } from '@/components/keys/key-art';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Icon } from '@/components/ui/icon';
import type { KeyPageView } from '@/lib/keys/view';

/** Before the first key. The page's one action stays in the header. */
export function NoKeys({ view }: { view: KeyPageView }) {
  return (
    <Card className="mx-auto mt-2 w-full max-w-[440px]">
      <EmptyState
        art={<NoKeyArt />}
        title="No API keys yet"
        more={
          <ul className="grid gap-2">
            {factsOf(view).map((fact) => (
              <Tick key={fact}>{fact}</Tick>
            ))}
          </ul>
        }
      >
        An API key signs a program in to the API, so no program needs your password and none stops when the password
        changes.
      </EmptyState>
    </Card>
  );
}

function Tick({ children }: { children: ReactNode }) {
  return (
    <li className="flex gap-[9px]">
      <Icon name="check" className="mt-0.5 text-ok-mark" />
      <span>{children}</span>
    </li>
  );
}

function factsOf({ limit, lifespan, reminderDays }: KeyPageView): string[] {
  const facts = ['The secret is shown once, so have a password manager open.'];
  if (lifespan !== null)
    facts.unshift([`A key works for ${lifespan} at most.`, reminderSentence(reminderDays)].join(' ').trim());
  if (limit !== null)
    facts.unshift(limit === 1 ? 'You may have one key.' : `You may have ${limit} keys, one for each program.`);
  return facts;
}

function reminderSentence(days: number[]): string {
  if (days.length === 0) return '';
  const unit = days.length === 1 && days[0] === 1 ? 'day' : 'days';
  return `We write to you ${days.join(' and ')} ${unit} before it ends.`;
}
