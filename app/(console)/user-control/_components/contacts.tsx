import { Avatar } from '@/components/ui/avatar';

export type Contact = { name: string; role: string; email: string };

/** Who can change what stands in the way. */
export function Contacts({ contacts }: { contacts: readonly Contact[] }) {
  return (
    <ul aria-label="People who can help" className="grid gap-3">
      {contacts.map(({ name, role, email }) => (
        <li key={email} className="grid grid-cols-[26px_minmax(0,1fr)] items-start gap-x-2.5">
          <Avatar name={name} className="mt-1.5" />
          <div className="min-w-0">
            <span className="block leading-[18px] font-medium text-ink">{name}</span>
            <span className="block text-xs text-ink-3">{role}</span>
            <a href={`mailto:${email}`} className="text-[12.5px] [overflow-wrap:anywhere]">
              {email}
            </a>
          </div>
        </li>
      ))}
    </ul>
  );
}
