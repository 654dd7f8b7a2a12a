'use client';

import { type RefObject, useState } from 'react';
import { ChosenList } from '@/components/forms/chosen-list';
import { FormFailure } from '@/components/forms/form-failure';
import { SearchCombobox } from '@/components/forms/search-combobox';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { closeWhenStale } from '@/components/keys/stale-key';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { ChangedAccount } from '@/lib/service-accounts/dto';
import type { ChoiceView, ServerChoiceView, ServiceAccountView } from '@/lib/service-accounts/view';
import type { Action } from '@/lib/web/action-state';

type AccountDialogProps = {
  /** Null for a new one. */
  account: ServiceAccountView | null;
  action: Action<ChangedAccount>;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  onSuccess: (changed: ChangedAccount) => void;
  onStale: (message: string) => void;
};

/** A service account's name and what its keys reach; its user ID once, since the audit names it by that. */
export function AccountDialog({ account, action, opener, onClose, onSuccess, onStale }: AccountDialogProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, { onSuccess, onFailure: closeWhenStale(onStale) });
  const close = () => !isBusy && onClose();
  const errors = failure?.fields ?? {};
  return (
    <Dialog
      size="form"
      title={account === null ? 'Add service account' : `Edit ${account.userId}`}
      subtitle={account === null ? undefined : 'Its keys reach what is chosen here from their next call on.'}
      icon={{ name: account === null ? 'bot' : 'pencil', tone: 'info' }}
      onClose={close}
      returnFocus={opener}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        {account !== null && (
          <>
            <input type="hidden" name="serviceAccountId" value={account.id} />
            <input type="hidden" name="version" value={account.version} />
          </>
        )}
        <DialogBody>
          {account === null && (
            <TextField
              label="User ID"
              name="userId"
              hint="One word. The audit and the verifier name it, so it never changes."
              error={errors['userId']}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              mono
            />
          )}
          <TextField
            label="Name"
            name="name"
            defaultValue={account?.name ?? ''}
            error={errors['name']}
            autoComplete="off"
          />
          <ReachFields account={account} errors={errors} />
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button={account === null ? 'Add' : 'Save'} isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

function ReachFields({ account, errors }: { account: ServiceAccountView | null; errors: Record<string, string> }) {
  const reach = useReach(account);
  const [texts, setTexts] = useState({ tenant: '', server: '' });
  return (
    <>
      <input type="hidden" name="tenants" value={reach.tenants.map(({ id }) => id).join()} />
      <input type="hidden" name="virtualServers" value={reach.servers.map(({ id }) => id).join()} />
      <SearchCombobox<ChoiceView>
        label="Tenants"
        optional
        noun="tenant"
        source="/admin/tenants/options"
        placeholder="Search slugs and names"
        hint="Calls for any other tenant are refused with RESOURCE_DENIED."
        error={errors['tenants']}
        text={texts.tenant}
        onText={(tenant) => setTexts({ ...texts, tenant })}
        taken={reach.tenants.map(({ id }) => id)}
        onChoose={(tenant) => {
          reach.addTenant(tenant);
          setTexts({ ...texts, tenant: '' });
        }}
      >
        <ChosenList label="Chosen tenants" chosen={reach.tenants} onRemove={reach.removeTenant} />
      </SearchCombobox>
      <SearchCombobox<ServerChoiceView>
        label="Virtual servers"
        optional
        noun="virtual server"
        source="/admin/tenants/virtual-server-options"
        placeholder="Search slugs and names"
        hint="A virtual server brings its tenant along. A tenant alone brings none."
        error={errors['virtualServers']}
        text={texts.server}
        onText={(server) => setTexts({ ...texts, server })}
        taken={reach.servers.map(({ id }) => id)}
        onChoose={(server) => {
          reach.addServer(server);
          setTexts({ ...texts, server: '' });
        }}
      >
        <ChosenList label="Chosen virtual servers" chosen={reach.servers} onRemove={reach.removeServer} />
      </SearchCombobox>
    </>
  );
}

type Server = ChoiceView & { tenantId: string };

/** What is chosen: a virtual server brings its tenant along, and goes with it. */
function useReach(account: ServiceAccountView | null) {
  const [tenants, setTenants] = useState<readonly ChoiceView[]>(account?.tenants ?? []);
  const [servers, setServers] = useState<readonly Server[]>(account?.virtualServers ?? []);
  const addTenant = (tenant: ChoiceView) =>
    setTenants((before) => (before.some(({ id }) => id === tenant.id) ? before : [...before, tenant]));
  function addServer({ tenant, ...server }: ServerChoiceView) {
    setServers((before) => [...before, { ...server, tenantId: tenant.id }]);
    addTenant(tenant);
  }
  function removeTenant({ id }: { id: string }) {
    setTenants((before) => before.filter((tenant) => tenant.id !== id));
    setServers((before) => before.filter(({ tenantId }) => tenantId !== id));
  }
  const removeServer = ({ id }: { id: string }) => setServers((before) => before.filter((server) => server.id !== id));
  return { tenants, servers, addTenant, addServer, removeTenant, removeServer };
}
