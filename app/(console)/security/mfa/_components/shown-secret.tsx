'use client';

import { CopyButton } from '@/components/ui/copy-button';

export type ShownSecretProps = {
  /** A PNG as a data address. */
  qrCode: string;
  secret: string;
  /** The same in groups of four. */
  secretLines: string[];
};

/** The secret for an app's camera, and for a person's hands. */
export function ShownSecret({ qrCode, secret, secretLines }: ShownSecretProps) {
  return (
    <>
      <p className="text-ink-2">
        With any authenticator app: Google Authenticator, Microsoft Authenticator, OneLogin, Authy, LastPass and any
        other TOTP app.
      </p>
      <div className="mt-1.5 flex gap-[22px] max-md:flex-col max-md:gap-3.5">
        {/* biome-ignore lint/performance/noImgElement: a picture inside the page has nothing to optimise */}
        <img
          src={qrCode}
          alt="QR code for your authenticator app"
          width={168}
          height={168}
          className="size-[168px] flex-none rounded-md border border-line"
        />
        <div className="grid content-start justify-items-start gap-2">
          <div>
            <p className="font-medium">No camera? Type this secret</p>
            <p className="mono text-base leading-6">
              {secretLines.map((line) => (
                <span key={line} className="block whitespace-nowrap">
                  {line}
                </span>
              ))}
            </p>
          </div>
          <CopyButton
            text={secret}
            label="Copy secret"
            done="Secret copied"
            failed="Your browser did not let us copy. Select the secret and copy it by hand."
            words
          />
          <p className="text-xs text-ink-3">Time-based, 6 digits, 30 seconds. It is not shown again once MFA is on.</p>
        </div>
      </div>
    </>
  );
}
