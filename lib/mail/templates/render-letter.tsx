import { render, toPlainText } from 'react-email';
import { LetterFrame } from './letter-frame';
import type { Composed } from './template';

/** Both parts of a letter. React escapes whatever a person chose; the addresses are our own. */
export async function renderLetter(
  composed: Composed,
  helpDesk: string | null,
): Promise<{ html: string; text: string }> {
  const help = helpDesk === null ? null : `${composed.question} ${helpDesk}`;
  const html = await render(
    <LetterFrame subject={composed.subject} help={help}>
      {composed.body}
    </LetterFrame>,
  );
  return { html, text: plainTextOf(html) };
}

/** What html-to-text hands to a formatter; it brings no types. */
type Element = { attribs: Record<string, string>; children: unknown[] };
type Builder = {
  addInline(text: string, options?: { noWordTransform: boolean }): void;
  addLineBreak(): void;
  openBlock(options: { leadingLineBreaks: number }): void;
  closeBlock(options: { trailingLineBreaks: number }): void;
};
type Formatter = (element: Element, walk: (children: unknown[], builder: Builder) => void, builder: Builder) => void;

/** The address on a line of its own, so that every reader makes a link of it. */
const formatAction: Formatter = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(':');
  builder.addLineBreak();
  builder.addInline(element.attribs['href'] ?? '', { noWordTransform: true });
};

/** Below the line that mail readers take for the beginning of a signature. */
const formatHelp: Formatter = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addInline('--');
  builder.addLineBreak();
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

/** The same sentences. */
function plainTextOf(html: string): string {
  const text = toPlainText(html, {
    formatters: { action: formatAction, help: formatHelp },
    selectors: [
      { selector: 'a.action', format: 'action' },
      { selector: 'p.help', format: 'help' },
    ],
  });
  return `${text}\n`;
}
