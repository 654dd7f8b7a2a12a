import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { DataCell, DataRow, DataTable } from '@/components/ui/data-table';
import { Time } from '@/components/ui/time';
import { WordButton } from '@/components/ui/word-button';
import type { VirtualServerView } from '@/lib/service-accounts/view';
import type { PlaceDialog } from './place-dialogs';

type PlaceColumn<P> = { title: string; cell: (place: P) => ReactNode };

type PlaceTableProps<P> = {
  label: string;
  places: readonly P[];
  /** Between the names and the date. */
  columns: readonly PlaceColumn<P>[];
  /** The page of a place, where it has one. */
  href?: (place: P) => Route;
  open: (dialog: PlaceDialog) => void;
};

/** Tenants, or virtual servers: what gateways call them, what people call them, and what hangs on them. */
export function PlaceTable<P extends VirtualServerView>({ label, places, columns, href, open }: PlaceTableProps<P>) {
  const titles = ['Name and slug', ...columns.map(({ title }) => title), 'Added'].map((title) => ({ title }));
  return (
    <DataTable label={label} columns={[...titles, { title: 'Actions', isUnseen: true }]}>
      {places.map((place) => (
        <DataRow key={place.id}>
          <DataCell isHeader className="w-[340px] cards:w-auto">
            <PlaceName of={place} {...(href === undefined ? {} : { href: href(place) })} />
          </DataCell>
          {columns.map(({ title, cell }) => (
            <DataCell key={title} label={title} className="whitespace-nowrap">
              {cell(place)}
            </DataCell>
          ))}
          <DataCell label="Added" className="whitespace-nowrap">
            <Time {...place.created} />
          </DataCell>
          <DataCell className="w-[76px] text-right whitespace-nowrap cards:w-auto">
            <span className="-my-[3px] flex justify-end cards:-mx-2 cards:my-0 cards:justify-start">
              <WordButton
                icon="pencil"
                word="Rename"
                label={`Rename ${place.name}`}
                onClick={() => open({ kind: 'rename', place })}
              />
              <WordButton
                icon="trash"
                word="Delete"
                label={`Delete ${place.name}`}
                onClick={() => open({ kind: 'remove', place })}
              />
            </span>
          </DataCell>
        </DataRow>
      ))}
    </DataTable>
  );
}

function PlaceName({ of: { name, slug }, href }: { of: VirtualServerView; href?: Route }) {
  return (
    <span className="block leading-[18px] [overflow-wrap:anywhere]">
      {href === undefined ? (
        <span className="font-semibold text-ink">{name}</span>
      ) : (
        <Link href={href} prefetch={false} className="font-semibold text-ink">
          {name}
        </Link>
      )}
      <span className="mono block text-[12px] text-ink-2">{slug}</span>
    </span>
  );
}
