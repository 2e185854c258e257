import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Found, Sent } from './found.ts';

/** What has been answered, a line for each request, so that a load that was stopped goes on where it was. */
export type Journal = {
  readonly before: (found: Found) => Sent | undefined;
  readonly add: (found: Found, sent: Sent) => void;
};

type Line = Sent & { readonly digest: string; readonly place: string };

/** What was sent is known by its bytes: files may be moved or added to. A last line that was cut off counts for nothing. */
export const openJournal = (file: string): Journal => {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const known = new Map<string, Sent>();
  for (const { digest, accepted, refused } of lines.flatMap((line) => lineOf(line) ?? []))
    known.set(digest, { accepted, refused });
  // What comes next is not to hang on to a line that was cut off.
  if (lines.length > 0 && lines.at(-1) !== '') appendFileSync(file, '\n');
  return {
    before: ({ bytes }) => known.get(digestOf(bytes)),
    add: ({ place, bytes }, sent) => {
      const digest = digestOf(bytes);
      known.set(digest, sent);
      appendFileSync(file, `${JSON.stringify({ digest, place, ...sent } satisfies Line)}\n`);
    },
  };
};

const lineOf = (line: string): Line | undefined => {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
};

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64url');
