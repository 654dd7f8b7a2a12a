import { KeyMedal } from '@/components/keys/key-identity';
import { StatusBadge } from '@/components/keys/status-badge';
import { StatusSwitch } from '@/components/keys/status-switch';
import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { Tag } from '@/components/ui/badge';
import { Button, type ButtonProps } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import type { KeyView } from '@/lib/keys/view';

type KeyTitleProps = { of: KeyView; open: (dialog: OpenDialog) => void };

/** The drawing, the name with its status, the Access Key, and what can be done with the key now. */
export function KeyTitle({ of: key, open }: KeyTitleProps) {
  const act = (kind: 'edit' | 'renew' | 'regenerate' | 'delete', verb: string, look: Partial<ButtonProps>) => (
    <Button {...look} aria-label={`${verb} ${key.name}`} onClick={() => open({ kind, key })} className="max-md:flex-1">
      {verb}
    </Button>
  );
  return (
    <div className="mt-1.5 flex items-start gap-4 max-md:flex-wrap max-md:gap-3">
      <KeyMedal accessKey={key.accessKey} />
      <div className="min-w-0 max-md:flex-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="[overflow-wrap:anywhere]">{key.name}</h1>
          <StatusBadge status={key.status} statusLabel={key.statusLabel} statusTone={key.statusTone} />
          <Tag>{key.audience === 'CLIENT' ? 'Client' : 'Business Profile'}</Tag>
        </div>
        <p className="flex items-center gap-1">
          <span className="mono break-all text-ink-2">{key.accessKey}</span>
          <CopyButton text={key.accessKey} label={`Copy ${codeLabel(key)}`} done={`${codeLabel(key)} copied`} />
        </p>
      </div>
      <div className="ml-auto flex flex-none items-center gap-2 max-md:ml-0 max-md:w-full max-md:flex-wrap">
        <span className="max-md:w-full">
          <StatusSwitch of={key} open={open} words />
        </span>
        {key.may.edit && act('edit', 'Edit', { icon: 'pencil' })}
        {key.may.renew && act('renew', 'Renew', { icon: 'calendar' })}
        {key.may.regenerate && act('regenerate', 'Regenerate', { icon: 'refresh' })}
        {key.may.delete && act('delete', 'Delete', { icon: 'trash', variant: 'danger-text' })}
      </div>
    </div>
  );
}

function codeLabel({ audience }: KeyView): string {
  return audience === 'CLIENT' ? 'publishable key' : 'Access Key';
}
