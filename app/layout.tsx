import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { NonceProvider } from '@/components/ui/nonce';
import { Toaster } from '@/components/ui/toaster';
import { currentAppearance } from '@/lib/web/appearance';

export const metadata: Metadata = {
  title: { default: 'Keydesk', template: '%s · Keydesk' },
  description: 'API keys, kept well.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** The document. The theme is chosen on the server, so that no page flashes in the wrong one. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  const theme = await currentAppearance();
  return (
    <html lang="en" {...(theme === null ? {} : { 'data-theme': theme })}>
      <body>
        <NonceProvider nonce={nonce}>
          {children}
          <Toaster />
        </NonceProvider>
      </body>
    </html>
  );
}
