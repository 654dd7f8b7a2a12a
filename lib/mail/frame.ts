/** What a mail says, before it is laid out. */
export type Words = {
  subject: string;
  paragraphs: string[];
  /** The one thing to do, as a button; in plain text its address stands on a line of its own. */
  button?: { label: string; href: string };
  /** Below the button: what to do when it was not you, how long a link is good. */
  after?: string[];
  /** `Trouble with a key? 844.HEY.SOMOS`, or null without a help-desk text. */
  help: string | null;
};

/**
 * Mail readers know neither style sheets of ours nor `light-dark()`: tables, style attributes, and colours that stay
 * readable when a reader turns them dark. They are those of the light theme's desk, sheet, line, ink and accent.
 */
const DESK = '#f3f1ec';
const SHEET = '#fefdfa';
const LINE = '#e2dfda';
const INK = '#141d23';
const QUIET = '#5c666e';
const ACCENT = '#175a77';
const ON_ACCENT = '#fefdfb';
const FONT = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** The HTML part. Everything that a person chose is escaped; the addresses are our own. */
export function htmlPart(words: Words): string {
  const rows = [
    ...words.paragraphs.map(paragraph),
    ...(words.button === undefined ? [] : [buttonRow(words.button)]),
    ...(words.after ?? []).map(quietParagraph),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(words.subject)}</title>
</head>
<body style="margin:0;padding:0;background:${DESK}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${DESK}">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:${SHEET};border:1px solid ${LINE};border-radius:10px">
<tr><td style="padding:20px 28px;border-bottom:1px solid ${LINE};font:600 15px/20px ${FONT};color:${ACCENT}">Keydesk</td></tr>
<tr><td style="padding:8px 28px 20px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
${rows.join('\n')}
</table>
</td></tr>${words.help === null ? '' : helpRow(words.help)}
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** The plain-text part: the same sentences, the address on its own line. */
export function textPart({ paragraphs, button, after = [], help }: Words): string {
  const link = button === undefined ? [] : [`${button.label}:\n${button.href}`];
  const blocks = [...paragraphs, ...link, ...after, ...(help === null ? [] : [`--\n${help}`])];
  return `${blocks.join('\n\n')}\n`;
}

function paragraph(text: string): string {
  return `<tr><td style="padding:12px 0 0;font:400 14px/22px ${FONT};color:${INK}">${escapeHtml(text)}</td></tr>`;
}

function quietParagraph(text: string): string {
  return `<tr><td style="padding:14px 0 0;font:400 13px/20px ${FONT};color:${QUIET}">${escapeHtml(text)}</td></tr>`;
}

function buttonRow({ label, href }: { label: string; href: string }): string {
  const look = `display:inline-block;padding:10px 18px;font:500 14px/20px ${FONT};color:${ON_ACCENT};text-decoration:none`;
  return `<tr><td style="padding:20px 0 6px"><table role="presentation" cellpadding="0" cellspacing="0"><tr>
<td style="background:${ACCENT};border-radius:6px"><a href="${escapeHtml(href)}" style="${look}">${escapeHtml(label)}</a></td>
</tr></table></td></tr>`;
}

function helpRow(help: string): string {
  const look = `padding:14px 28px;border-top:1px solid ${LINE};font:400 12px/18px ${FONT};color:${QUIET}`;
  return `\n<tr><td style="${look}">${escapeHtml(help)}</td></tr>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
