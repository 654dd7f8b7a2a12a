'use client';

import { type RefObject, useState } from 'react';
import { FormFailure } from '@/components/forms/form-failure';
import { useDialogAction } from '@/components/forms/use-dialog-action';
import { closeWhenStale } from '@/components/keys/stale-key';
import { Banner } from '@/components/ui/banner';
import { Dialog, DialogBody, FormFooter } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import type { ChangedPlace } from '@/lib/service-accounts/dto';
import type { VirtualServerView } from '@/lib/service-accounts/view';
import type { Action } from '@/lib/web/action-state';

/** What both kinds are called in a sentence. */
export type PlaceKind = 'tenant' | 'virtual server';

export type PlaceDialogProps = {
  of: PlaceKind;
  action: Action<ChangedPlace>;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  onSuccess: (changed: ChangedPlace) => void;
  onStale: (message: string) => void;
};

type PlaceFormProps = PlaceDialogProps & {
  /** Null for a new one. */
  place: VirtualServerView | null;
  tenantId?: string;
};

const IDS: Record<PlaceKind, string> = { tenant: 'tenantId', 'virtual server': 'virtualServerId' };

/** Name and slug of a new place, or of one that there is. */
export function PlaceForm({ of, action, opener, place, tenantId, ...props }: PlaceFormProps) {
  const { failure, isBusy, onSubmit } = useDialogAction(action, {
    onSuccess: props.onSuccess,
    onFailure: closeWhenStale(props.onStale),
  });
  const close = () => !isBusy && props.onClose();
  const errors = failure?.fields ?? {};
  return (
    <Dialog
      size="form"
      title={place === null ? `Add ${of}` : `Rename ${place.name}`}
      icon={{ name: place === null ? 'globe' : 'pencil', tone: 'info' }}
      onClose={close}
      returnFocus={opener}
    >
      <form className="contents" noValidate onSubmit={onSubmit}>
        {tenantId !== undefined && <input type="hidden" name="tenantId" value={tenantId} />}
        {place !== null && (
          <>
            <input type="hidden" name={IDS[of]} value={place.id} />
            <input type="hidden" name="version" value={place.version} />
          </>
        )}
        <DialogBody>
          {place === null && <p>No key reaches it until a service account does.</p>}
          <TextField
            label="Name"
            name="name"
            defaultValue={place?.name ?? ''}
            error={errors['name']}
            autoComplete="off"
          />
          <SlugField of={of} was={place?.slug ?? null} error={errors['slug']} />
          <FormFailure failure={failure} />
        </DialogBody>
        <FormFooter onCancel={close} button={place === null ? 'Add' : 'Save'} isBusy={isBusy} />
      </form>
    </Dialog>
  );
}

type SlugFieldProps = {
  of: PlaceKind;
  /** Null for a new one. */
  was: string | null;
  error: string | undefined;
};

/** The slug, and what another one does to verdicts. */
function SlugField({ of, was, error }: SlugFieldProps) {
  const [slug, setSlug] = useState(was ?? '');
  return (
    <>
      <TextField
        label="Slug"
        name="slug"
        value={slug}
        onChange={(event) => setSlug(event.target.value)}
        hint={`What gateways ask for. Lower-case letters, digits and hyphens; one of its own for each ${of}.`}
        error={error}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        mono
      />
      {was !== null && slug.trim() !== was && <OtherSlug of={of} was={was} />}
    </>
  );
}

function OtherSlug({ of, was }: { of: PlaceKind; was: string }) {
  return (
    <Banner tone="warn">
      Calls for the {of} <b className="mono">{was}</b> are refused with RESOURCE_DENIED within a second, until the
      gateway asks for the new slug.
    </Banner>
  );
}
