/**
 * Cuts a script into its statements at the semicolons that end them, not at those inside strings, quoted names,
 * dollar-quoted bodies or comments. Comments stay with the statement that follows; empty statements are left out.
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let current = '';
  let hasCode = false;
  for (let at = 0; at < script.length; ) {
    const token = nextToken(script, at);
    at += token.text.length;
    if (token.kind === 'end') {
      if (hasCode) statements.push(current.trim());
      current = '';
      hasCode = false;
      continue;
    }
    current += token.text;
    hasCode ||= token.kind === 'code' && token.text.trim() !== '';
  }
  if (hasCode) statements.push(current.trim());
  return statements;
}

type Token = { kind: 'code' | 'comment' | 'end'; text: string };

function nextToken(script: string, at: number): Token {
  const rest = script.slice(at);
  if (rest.startsWith(';')) return { kind: 'end', text: ';' };
  if (rest.startsWith('--')) return { kind: 'comment', text: /^[^\n]*\n?/.exec(rest)?.[0] ?? rest };
  if (rest.startsWith('/*')) return { kind: 'comment', text: blockComment(rest) };
  const quoted = quotedText(rest, script.at(at - 1) ?? '');
  if (quoted !== undefined) return { kind: 'code', text: quoted };
  // A run of characters none of which can open or end anything; or one that could and did not.
  return { kind: 'code', text: /^[^;'"$/-]+/.exec(rest)?.[0] ?? rest.charAt(0) };
}

function quotedText(rest: string, previous: string): string | undefined {
  const backslashesEscape = /[eE]/.test(previous);
  if (rest.startsWith("'")) return closed(rest, backslashesEscape ? /^'(?:[^'\\]|''|\\[\s\S])*'/ : /^'(?:[^']|'')*'/);
  if (rest.startsWith('"')) return closed(rest, /^"(?:[^"]|"")*"/);
  const dollars = /[\w$]/.test(previous) ? undefined : /^\$(?:[A-Za-z_]\w*)?\$/.exec(rest)?.[0];
  if (dollars === undefined) return undefined;
  const end = rest.indexOf(dollars, dollars.length);
  return end < 0 ? rest : rest.slice(0, end + dollars.length);
}

/** An unclosed quotation takes the rest, so that PostgreSQL reports it rather than half of it being run. */
function closed(rest: string, pattern: RegExp): string {
  return pattern.exec(rest)?.[0] ?? rest;
}

/** PostgreSQL's block comments nest. */
function blockComment(rest: string): string {
  let depth = 0;
  for (const mark of rest.matchAll(/\/\*|\*\//g)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return rest.slice(0, mark.index + 2);
  }
  return rest;
}
