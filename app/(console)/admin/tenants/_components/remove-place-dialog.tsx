'use client';

import { useRef } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { closeWhenStale } from '@/components/keys/stale-key';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter, Facts } from '@/components/ui/dialog';
import type { VirtualServerView } from '@/lib/service-accounts/view';
import type { PlaceDialogProps } from './place-form';

const SAYS = {
  tenant:
    'Calls for it are refused with RESOURCE_DENIED. Only a tenant without virtual servers that no service account reaches can be deleted, so no key loses anything.',
  'virtual server':
    'Calls for it are refused with RESOURCE_DENIED. Only a virtual server that no service account reaches can be deleted, so no key loses anything.',
} as const;

/** Asks once before a tenant or a virtual server goes; a refusal names what still hangs on it. */
export function RemovePlaceDialog({
  of,
  place,
  action,
  opener,
  ...props
}: PlaceDialogProps & { place: VirtualServerView }) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: props.onSuccess,
    onFailure: closeWhenStale(props.onStale),
  });
  const cancel = useRef<HTMLButtonElement>(null);
  const close = () => !isBusy && props.onClose();
  return (
    <Dialog
      alert
      size="alert"
      title={`Delete ${place.name}?`}
      icon={{ name: 'trash', tone: 'bad' }}
      onClose={close}
      initialFocus={cancel}
      returnFocus={opener}
    >
      <form className="contents" onSubmit={onSubmit}>
        <input type="hidden" name={of === 'tenant' ? 'tenantId' : 'virtualServerId'} value={place.id} />
        <DialogBody>
          <p>{SAYS[of]}</p>
          <Facts
            facts={[
              { label: 'Slug', value: <span className="mono">{place.slug}</span> },
              { label: 'Reached by', value: place.serviceAccounts },
            ]}
          />
          <FormFailure failure={failure} />
        </DialogBody>
        <DialogFooter>
          <Button ref={cancel} onClick={close}>
            Cancel
          </Button>
          <Button type="submit" variant="danger" busy={isBusy}>
            Delete
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
