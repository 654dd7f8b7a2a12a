import type { KeyPageView } from '@/lib/keys/view';
import { ExpiryFields } from './expiry-fields';

export type NewKeyTerms = Pick<KeyPageView, 'newWorksUntil' | 'lifespan' | 'notAccessed' | 'chosenExpiry'>;

/** How long a new key will work: chosen where policy leaves it to people, else told. */
export function LifetimeFields({ of, errors }: { of: NewKeyTerms; errors: Record<string, string> }) {
  if (of.chosenExpiry === null) return <Lifespan of={of} />;
  return <ExpiryFields notAccessed={of.notAccessed} chosen={of.chosenExpiry} errors={errors} />;
}

/** The two clocks a new key gets. */
function Lifespan({ of: { newWorksUntil, lifespan, notAccessed } }: { of: NewKeyTerms }) {
  const sentences = [
    newWorksUntil !== null && `Works until ${newWorksUntil}.`,
    lifespan !== null && `Max Key Lifespan: ${lifespan}.`,
    notAccessed !== null && `Not Accessed Expiration: ${notAccessed}.`,
  ].filter(Boolean);
  if (sentences.length === 0) return null;
  return <p className="border-t border-line pt-3 text-xs leading-[17px] text-ink-3">{sentences.join(' ')}</p>;
}
