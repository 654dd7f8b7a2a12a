import { canonicalJson } from '@/lib/kernel/canonical-json';
import { type PolicySettings, writeDraft } from './settings';

/** The policy as one text: two are the same where it is. A page that shows a policy carries it, so that saving finds out. */
export function revisionOf(settings: PolicySettings): string {
  return canonicalJson(writeDraft(settings));
}
