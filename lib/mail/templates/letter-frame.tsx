import type { CSSProperties, ReactNode } from 'react';
import { Body, Button, Container, Head, Html, Section, Text } from 'react-email';

/**
 * What every letter stands in. Mail readers know neither our style sheet nor `light-dark()`: the colours of the light theme are
 * style attributes, which all of them honour, and those of the dark theme a media query, for the readers that know one.
 */
export function LetterFrame({ subject, help, children }: FrameProps) {
  return (
    <Html>
      <Head>
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>{DARK}</style>
      </Head>
      <Body className="desk" style={DESK}>
        <Container className="sheet" style={SHEET}>
          <Section data-skip-in-text="true">
            <Text className="brand" style={BRAND}>
              Keydesk
            </Text>
          </Section>
          <Section style={{ padding: '8px 28px 20px' }}>{children}</Section>
          {help === null ? null : (
            <Section>
              <Text className="help" style={HELP}>
                {help}
              </Text>
            </Section>
          )}
        </Container>
      </Body>
    </Html>
  );
}

type FrameProps = {
  subject: string;
  /** `Trouble with a key? 844.HEY.SOMOS`, or null without a help-desk text. */
  help: string | null;
  children: ReactNode;
};

export function Paragraph({ children }: { children: string }) {
  return (
    <Text className="ink" style={{ ...INK, margin: '12px 0 0', fontSize: '14px', lineHeight: '22px' }}>
      {children}
    </Text>
  );
}

/** Below the button: what to do when it was not you, how long a link is good. */
export function Aside({ children }: { children: string }) {
  return (
    <Text className="quiet" style={{ ...QUIET, margin: '14px 0 0', fontSize: '13px', lineHeight: '20px' }}>
      {children}
    </Text>
  );
}

/** The one thing to do. In plain text its address stands on a line of its own (`letterText`). */
export function Action({ href, children }: { href: string; children: string }) {
  return (
    <Section style={{ padding: '20px 0 6px' }}>
      <Button className="action" href={href} style={ACTION}>
        {children}
      </Button>
    </Section>
  );
}

const FONT = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const DESK: CSSProperties = { backgroundColor: '#f3f1ec', margin: 0, padding: '32px 16px' };
const SHEET: CSSProperties = {
  maxWidth: '520px',
  backgroundColor: '#fefdfa',
  border: '1px solid #e2dfda',
  borderRadius: '10px',
};
const INK: CSSProperties = { fontFamily: FONT, color: '#141d23' };
const QUIET: CSSProperties = { fontFamily: FONT, color: '#5c666e' };
const BRAND: CSSProperties = {
  fontFamily: FONT,
  color: '#175a77',
  fontSize: '15px',
  fontWeight: 600,
  lineHeight: '20px',
  margin: 0,
  padding: '20px 28px',
  borderBottom: '1px solid #e2dfda',
};
const HELP: CSSProperties = {
  ...QUIET,
  fontSize: '12px',
  lineHeight: '18px',
  margin: 0,
  padding: '14px 28px',
  borderTop: '1px solid #e2dfda',
};
const ACTION: CSSProperties = {
  fontFamily: FONT,
  color: '#fefdfb',
  backgroundColor: '#175a77',
  borderRadius: '6px',
  padding: '10px 18px',
  fontSize: '14px',
  fontWeight: 500,
};

/** `!important`, because it stands against style attributes. A body's style is on the cell that React Email puts into it. */
const DARK = `@media (prefers-color-scheme: dark) {
  .desk, .desk > table > tbody > tr > td { background-color: #0d1114 !important; }
  .sheet { background-color: #15191d !important; border-color: #2a3034 !important; }
  .brand { color: #6dbdd3 !important; border-color: #2a3034 !important; }
  .help { color: #939ba1 !important; border-color: #2a3034 !important; }
  .ink { color: #eeede9 !important; }
  .quiet { color: #939ba1 !important; }
  .action { color: #071a22 !important; background-color: #6dbdd3 !important; }
}`;
