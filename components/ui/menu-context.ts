'use client';

import { type ComponentType, createContext, type ReactNode, use } from 'react';
import type { IconName } from './icon';

export type MenuItemProps = {
  icon?: IconName;
  hint?: string;
  danger?: boolean;
  onSelect: () => void;
  children: ReactNode;
};
export type MenuCodeProps = { label: string; code: string; onSelect: () => void };
export type MenuParts = {
  Item: ComponentType<MenuItemProps>;
  Code: ComponentType<MenuCodeProps>;
  Separator: ComponentType;
};

/** An open menu hands its entries what they look like, so that a page knows its entries without their script. */
export const MenuPartsContext = createContext<MenuParts | null>(null);

/** Of the open menu around. */
export function useMenuParts(): MenuParts {
  const parts = use(MenuPartsContext);
  if (parts === null) throw new Error('this belongs inside a menu');
  return parts;
}
