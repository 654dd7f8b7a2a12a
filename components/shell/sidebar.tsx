import { Logo } from '@/components/ui/logo';
import { Navigation, type PromisedSections } from './navigation';
import { type Person, PersonMenu, type SignOut } from './person-menu';

export type SidebarProps = {
  companyName: string;
  person: Person;
  sections: PromisedSections;
  signOut: SignOut;
};

/** Company, pages, person. Its own scroll, so that it stays while the page moves. */
export function Sidebar({ onFollow, ...props }: SidebarProps & { onFollow?: () => void }) {
  return (
    <div className="flex h-full flex-col gap-4 overflow-y-auto py-3.5 pr-2.5 pl-3">
      <Brand companyName={props.companyName} />
      <Navigation sections={props.sections} {...(onFollow ? { onFollow } : {})} />
      <div className="mt-auto">
        <PersonMenu person={props.person} signOut={props.signOut} />
      </div>
    </div>
  );
}

function Brand({ companyName }: { companyName: string }) {
  return (
    <div className="flex items-center gap-2.5 px-1.5 py-0.5">
      <Logo />
      <span className="min-w-0">
        <span className="block text-base leading-[18px] font-[650] tracking-[-.015em]">Keydesk</span>
        <span className="block truncate text-xs text-ink-3">{companyName}</span>
      </span>
    </div>
  );
}
