import type { VerificationRecord } from '../verification-record';
import type { Scope } from './moved';

/** Which Access Keys hang on a key, an owner or a company. Most keys have one, which is kept without a set around it. */
export class ScopeIndex {
  readonly #members: Readonly<Record<Scope, Map<string, string | Set<string>>>> = {
    k: new Map(),
    o: new Map(),
    c: new Map(),
  };

  add(record: VerificationRecord): void {
    for (const [scope, id] of scopesOf(record)) {
      const members = this.#members[scope];
      const known = members.get(id);
      if (known === undefined) members.set(id, record.accessKey);
      else if (typeof known !== 'string') known.add(record.accessKey);
      else if (known !== record.accessKey) members.set(id, new Set([known, record.accessKey]));
    }
  }

  remove(record: VerificationRecord): void {
    for (const [scope, id] of scopesOf(record)) {
      const members = this.#members[scope];
      const known = members.get(id);
      if (known === record.accessKey) members.delete(id);
      else if (known instanceof Set && known.delete(record.accessKey) && known.size === 0) members.delete(id);
    }
  }

  /** A copy: whoever walks it removes from it. */
  find(scope: Scope, id: string): readonly string[] {
    const known = this.#members[scope].get(id);
    if (known === undefined) return [];
    return typeof known === 'string' ? [known] : [...known];
  }

  clear(): void {
    for (const members of Object.values(this.#members)) members.clear();
  }
}

/** Everything whose change reaches the record. */
export function scopesOf({ keyId, owner, company }: VerificationRecord): readonly (readonly [Scope, string])[] {
  return [
    ['k', keyId],
    ['o', owner.id],
    ['c', company.id],
  ];
}
